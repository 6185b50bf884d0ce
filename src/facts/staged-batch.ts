// Turns the drafts of one kind into columns of text for the engine, and their origins, each once,
// into a small table beside them. Values are JSON; nothing here becomes SQL.
import type { CheckedDraft } from './check-draft.js';
import type { FactKind, Origin } from './drafts.js';
import { ORIGIN_COLUMNS, type DraftOf, type FactTable, type StagedValue } from './fact-table.js';
import type { Classify, ClassifiedOrigin, ResolvedPeople } from './people.js';
import { versionDigest } from './version-content.js';

export interface StagedRow {
  readonly draft: CheckedDraft;
  readonly eventId: string;
  /** Line of the file, 0 without one. */
  readonly line: number;
  /** Undefined when nobody is named, or in a dry run. */
  readonly people: ResolvedPeople | undefined;
}

/** Columns by name and their values, as JSONCompactColumns. */
export interface ColumnText {
  readonly columns: readonly string[];
  readonly body: string;
}

export interface StagedBatch {
  readonly rows: ColumnText;
  /** Undefined for tables without an origin. */
  readonly origins: ColumnText | undefined;
  /** Milliseconds by which the last version of one thing was received after the first of this batch. */
  readonly spread: number;
}

const HALF_A_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** JSON escapes half of a surrogate pair, which the engine refuses: it is replaced, as decoders do. */
function columnJson(values: readonly StagedValue[]): string {
  const json = JSON.stringify(values);
  return json.includes('\\ud') ? JSON.stringify(values.map((v) => (typeof v === 'string' ? v.replace(HALF_A_PAIR, '\ufffd') : v))) : json;
}

class Columns {
  private readonly names: string[] = [];
  private readonly texts: string[] = [];

  /** A column that holds nothing but its default is left out. */
  add(name: string, values: readonly StagedValue[], needed: boolean): void {
    if (!needed) return;
    this.names.push(name);
    this.texts.push(columnJson(values));
  }

  text(): ColumnText {
    return { columns: this.names, body: `[${this.texts.join(',')}]` };
  }
}

const CLASSIFIED: { readonly [C in (typeof ORIGIN_COLUMNS)[number]]: (origin: ClassifiedOrigin) => StagedValue } = {
  channel_group: (o) => o.channelGroup, channel: (o) => o.channel, direction: (o) => o.direction, rules_version: (o) => o.rulesVersion,
  source: (o) => o.source, medium: (o) => o.medium, campaign: (o) => o.campaign, content: (o) => o.content, term: (o) => o.term,
  referrer: (o) => o.referrer, click_id: (o) => o.clickId, landing_page: (o) => o.landingPage,
};

const originKey = (o: Origin, web: boolean): string =>
  `${web ? 'w' : ''}\n${o.source ?? ''}\n${o.medium ?? ''}\n${o.campaign ?? ''}\n${o.landingPage ?? ''}\n${o.referrer ?? ''}\n${o.content ?? ''}\n${o.term ?? ''}\n${o.clickId ?? ''}\n${o.channel ?? ''}`;

/** Different origins in the order of their first row, and which one each row has. */
function stageOrigins(rows: readonly StagedRow[], web: readonly boolean[], classify: Classify): { index: number[]; origins: ColumnText } {
  const known = new Map<string, number>();
  const classified: ClassifiedOrigin[] = [];
  const index = rows.map(({ draft }, i) => {
    const origin = 'origin' in draft ? draft.origin : {};
    const key = originKey(origin, web[i] === true);
    let n = known.get(key);
    if (n === undefined) {
      n = classified.length;
      known.set(key, n);
      classified.push(classify(origin, { web: web[i] === true }));
    }
    return n;
  });
  const columns = new Columns();
  columns.add('n', classified.map((_, i) => i), true);
  for (const name of ORIGIN_COLUMNS) {
    const values = classified.map(CLASSIFIED[name]);
    columns.add(name, values, values.some((v) => v !== ''));
  }
  return { index, origins: columns.text() };
}

/** How many versions of the same thing come before each in this batch. */
function countEarlier(rows: readonly StagedRow[]): { earlier: number[]; most: number } {
  const seen = new Map<string, number>();
  let most = 0;
  const earlier = rows.map(({ eventId }) => {
    const n = seen.get(eventId) ?? 0;
    seen.set(eventId, n + 1);
    if (n > most) most = n;
    return n;
  });
  return { earlier, most };
}

/** @param rows of the table's kind */
export function stageBatch<K extends FactKind>(table: FactTable<K>, rows: readonly StagedRow[], classify: Classify): StagedBatch {
  const drafts = rows.map((row) => row.draft as DraftOf<K>); // grouped by kind before
  const columns = new Columns();
  columns.add('n', rows.map((_, i) => i), true);
  columns.add('event_id', rows.map((row) => row.eventId), true);
  for (const { name, pick, empty } of table.columns) {
    let used = false;
    const values = drafts.map((draft) => {
      const value = pick(draft);
      if (value === undefined) return empty;
      used = true;
      return value;
    });
    columns.add(name, values, used);
  }
  if (table.people.length > 0) stagePeople(columns, rows);
  let spread = 0;
  if (table.rule === 'version') {
    const { earlier, most } = countEarlier(rows);
    spread = most;
    columns.add('earlier', earlier, most > 0);
    columns.add('line', rows.map((r) => r.line), true);
    columns.add('version_digest', drafts.map(versionDigest), true);
    const { changedAt } = table;
    if (changedAt !== undefined) columns.add('changed', drafts.map((d) => changedAt(d) ?? ''), true);
  }
  if (table.origin.length === 0) return { rows: columns.text(), origins: undefined, spread };
  const { isWeb } = table;
  const { index, origins } = stageOrigins(rows, isWeb === undefined ? [] : drafts.map(isWeb), classify);
  columns.add('origin', index, true);
  return { rows: columns.text(), origins, spread };
}

function stagePeople(columns: Columns, rows: readonly StagedRow[]): void {
  const ids = (pick: (people: ResolvedPeople) => bigint): string[] => rows.map(({ people }) => (people === undefined ? '0' : String(pick(people))));
  const [persons, accounts, visitors] = [ids((p) => p.personId), ids((p) => p.accountId), rows.map((r) => r.people?.visitorId ?? '')];
  columns.add('person_id', persons, persons.some((id) => id !== '0'));
  columns.add('account_id', accounts, accounts.some((id) => id !== '0'));
  columns.add('visitor_id', visitors, visitors.some((id) => id !== ''));
}
