// The log of links and its way to the facts store. A link is written here with what caused it, in one
// transaction; it reaches `identities` afterwards, and again at the next start if the process dies in between.
import { z } from 'zod';
import type { FactsStore } from '../../database/facts-store.js';
import type { RecordsQueries, RecordsStore } from '../../database/records-store.js';
import { param, sql } from '../../database/sql.js';
import { markStale } from '../../facts/mark-stale.js';
import { bigints, booleans, instants, texts } from './columns.js';

/** Whom a visitor, a merged person or a merged account stands for. */
export interface Link {
  readonly kind: 'visitor' | 'person' | 'account';
  /** '' unless kind is visitor. */
  readonly visitorId: string;
  /** The merged person or account, 0n for a visitor. */
  readonly fromId: bigint;
  /** 0n when the link is taken back, or of an account. */
  readonly personId: bigint;
  readonly accountId: bigint;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly removed: boolean;
}

export interface LinkReason {
  readonly reason: string;
  readonly importId: bigint;
}

export const subjectOf = (link: Pick<Link, 'kind' | 'visitorId' | 'fromId'>): string => `${link.kind}\u001f${link.visitorId}\u001f${link.fromId}`;

const latestRow = z.object({ kind: z.enum(['visitor', 'person', 'account']), visitor_id: z.string(), from_id: z.bigint(), person_id: z.bigint(), account_id: z.bigint(), removed: z.boolean() });

/** The link that counts now, by subject. */
export async function latestLinks(tx: RecordsQueries, workspaceId: number, subjects: readonly Pick<Link, 'kind' | 'visitorId' | 'fromId'>[]): Promise<Map<string, { personId: bigint; accountId: bigint; removed: boolean }>> {
  if (subjects.length === 0) return new Map();
  const rows = await tx.query(latestRow, sql`
    SELECT l.kind, l.visitor_id, l.from_id, l.person_id, l.account_id, l.removed
    FROM unnest(${texts(subjects.map((s) => s.kind))}, ${texts(subjects.map((s) => s.visitorId))}, ${bigints(subjects.map((s) => s.fromId))}) AS u (kind, visitor_id, from_id)
    CROSS JOIN LATERAL (
      SELECT * FROM identity_links x WHERE x.workspace_id = ${param('Int32', workspaceId)} AND x.kind = u.kind AND x.visitor_id = u.visitor_id AND x.from_id = u.from_id ORDER BY x.version DESC LIMIT 1
    ) AS l`);
  return new Map(rows.map((r) => [subjectOf({ kind: r.kind, visitorId: r.visitor_id, fromId: r.from_id }), { personId: r.person_id, accountId: r.account_id, removed: r.removed }]));
}

/** Appends links in the order given. */
export async function appendLinks(tx: RecordsQueries, workspaceId: number, links: readonly Link[], { reason, importId }: LinkReason): Promise<void> {
  if (links.length === 0) return;
  await tx.execute(sql`
    INSERT INTO identity_links (workspace_id, kind, visitor_id, from_id, person_id, account_id, reason, at, import_id, removed)
    SELECT ${param('Int32', workspaceId)}::int, u.kind, u.visitor_id, u.from_id, u.person_id, u.account_id, ${param('String', reason)}, u.at, ${param('Int64', importId)}::bigint, u.removed
    FROM unnest(${texts(links.map((l) => l.kind))}, ${texts(links.map((l) => l.visitorId))}, ${bigints(links.map((l) => l.fromId))}, ${bigints(links.map((l) => l.personId))}, ${bigints(links.map((l) => l.accountId))}, ${instants(links.map((l) => l.at))}, ${booleans(links.map((l) => l.removed))})
      WITH ORDINALITY AS u (kind, visitor_id, from_id, person_id, account_id, at, removed, n)
    ORDER BY u.n`);
}

/** Appends only what differs from the link that counts now. A person's link to themselves (they moved account) is nothing to take back. */
export async function changeLinks(tx: RecordsQueries, workspaceId: number, wanted: readonly Link[], why: LinkReason): Promise<void> {
  const latest = await latestLinks(tx, workspaceId, wanted);
  const changed = wanted.filter((link) => {
    const now = latest.get(subjectOf(link));
    if (now === undefined || now.removed) return !link.removed;
    if (link.removed && link.kind === 'person' && now.personId === link.fromId) return false;
    return link.removed || now.personId !== link.personId || (link.kind !== 'visitor' && now.accountId !== link.accountId);
  });
  await appendLinks(tx, workspaceId, changed, why);
}

const pendingRow = z.object({
  version: z.bigint(), workspace_id: z.number(), kind: z.string(), visitor_id: z.string(), from_id: z.bigint(), person_id: z.bigint(), account_id: z.bigint(),
  reason: z.string(), at: z.string(), recorded_at: z.string(), import_id: z.bigint(), removed: z.boolean(),
});
const COLUMNS = ['workspace_id', 'kind', 'visitor_id', 'from_person', 'person_id', 'account_id', 'reason', 'at', 'received_at', 'version', 'import_id', 'removed'];
const PAGE = 10_000;

/**
 * Makes a function that brings to the facts store what has not got there yet, and marks the read models of the
 * workspaces concerned as outdated. Safe to call at any time and after a crash: a row that arrives twice has the same
 * version and counts once. Calls at the same time share one run.
 */
export function createLinkSync(records: RecordsStore, facts: FactsStore): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;

  const sync = async (): Promise<void> => {
    for (;;) {
      const rows = await records.query(pendingRow, sql`
        SELECT version, workspace_id, kind, visitor_id, from_id, person_id, account_id, reason,
          to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') AS at, to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') AS recorded_at, import_id, removed
        FROM identity_links WHERE NOT synced ORDER BY version LIMIT ${param('Int32', PAGE)}`);
      if (rows.length === 0) return;
      await facts.insert('identities', COLUMNS, rows.map((r) => [r.workspace_id, r.kind, r.visitor_id, String(r.from_id), String(r.person_id), String(r.account_id), r.reason, r.at, r.recorded_at, String(r.version), String(r.import_id), r.removed]));
      await records.transaction(async (tx) => {
        await tx.execute(sql`UPDATE identity_links SET synced = true WHERE version = ANY(${bigints(rows.map((r) => r.version))})`);
        await markStale(tx, [...new Set(rows.map((r) => r.workspace_id))]);
      });
    }
  };

  return async () => {
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = (async () => {
      try {
        do {
          again = false;
          await sync();
        } while (again);
      } finally {
        running = undefined;
      }
    })();
    return running;
  };
}
