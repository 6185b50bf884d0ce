// Puts analytics together: registries, read models kept up to date, figures and their explanations.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { identifier, param, sql } from '../database/sql.js';
import type { ExplainQuery, FiguresQuery } from '../shared/api/figures.js';
import type { FreshnessDocument } from '../shared/api/freshness.js';
import { fulfilled } from '../shared/fulfilled.js';
import { nearest } from '../shared/nearest.js';
import { dayOf, dayRange } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import type { Analytics } from './analytics.js';
import type { CreditSource } from './credit-source.js';
import { EarlierStates } from './earlier-states.js';
import { KeptAnswers } from './kept-answers.js';
import { describe, findKpi, loadRegistries, withoutCredit, type Registries } from './catalogue.js';
import { explainAsCsv, explainFigure } from './explain.js';
import { listOwnSeries, type OwnSeries } from './own-series.js';
import { computeTogether } from './figures.js';
import { keepFirst } from './keep-first.js';
import { ask, dimensionId, type Question } from './question.js';
import { readFreshness } from './freshness.js';
import { createMeasureResolver } from './measure-resolver.js';
import { carries, STORED_TABLES, UNMATCHED, type DimensionId } from './read-model.js';
import { previewAnswers } from './self-reported-answers.js';
import { previewPersonaRules } from './personas-now.js';
import { buildContext, createRefresher } from './refresh.js';

const extentRow = z.object({ from: z.string().nullable(), to: z.string().nullable() });

/** Counts by name, several lists of them together. */
const addedUp = (counts: readonly Readonly<Record<string, number>>[]): Record<string, number> =>
  counts.flatMap((one) => Object.entries(one)).reduce<Record<string, number>>((sum, [name, n]) => ({ ...sum, [name]: (sum[name] ?? 0) + n }), {});

/** Values among which the one that was meant is looked for. */
const MOST_NEAR = 500;
/** Values of filters that are looked up, each in every table: a filter may hold thousands. */
const MOST_DOUBTED = 5;

const valueRow = z.object({ value: z.string(), n: z.coerce.number() });

/** Milliseconds that the extent of the data waits for a rebuild before it is told as it stood. */
const PATIENCE = 5000;

/** A question, and the read models that it asks until it is released. */
interface Held {
  readonly question: Question;
  release(): Promise<void>;
}

/**
 * @param options.credits where credit comes from; without it there are no KPIs of credit
 * @param options.now for tests: the instant figures are read at
 * @param options.patience for tests: milliseconds that `extent` waits for a rebuild
 */
export async function createAnalytics(options: { facts: FactsStore; records: RecordsStore; credits?: CreditSource; registries?: Registries; now?: () => string; patience?: number }): Promise<Analytics> {
  const { facts, records, credits, patience = PATIENCE } = options;
  const all = options.registries ?? (await loadRegistries());
  const registries = credits === undefined ? withoutCredit(all) : all;
  const now = options.now ?? ((): string => new Date().toISOString());
  const { refresh, revision, built } = createRefresher(facts, records);

  const earlier = new EarlierStates(facts, revision);

  const ownSeries = new KeptAnswers<readonly OwnSeries[]>();
  /** A workspace's own series, read again when its facts have moved on. */
  const seriesOf = async (workspace: Workspace): Promise<readonly OwnSeries[]> => ownSeries.get(workspace.id, await revision(workspace), () => listOwnSeries(facts, workspace.id));

  const freshness = new KeptAnswers<FreshnessDocument>();

  /** The question, unless it asks for credit from further back than there is anything. */
  const reaching = async (held: Held): Promise<Held> => {
    const { workspace, query, build, asOf, creditedBy } = held.question;
    try {
      if (creditedBy !== undefined) await credits?.check(facts, { ...creditedBy, workspace, build, asOf, range: dayRange(query.from, query.to) });
    } catch (error) {
      await held.release();
      throw error;
    }
    return held;
  };

  /** Checks a question and sees to it that the read models it asks are there, until it is released. @param at the instant of the reading */
  const open = async (workspace: Workspace, query: FiguresQuery, at = now()): Promise<Held> => {
    // Names and dates are checked before anything is built.
    const { prefix } = registries.seriesFamily;
    const series = query.kpis.length === 0 || query.kpis.some((id) => id.startsWith(`${prefix}:`)) ? await seriesOf(workspace) : [];
    ask(registries, workspace, query, { build: buildContext(workspace, { target: workspace.id }), now: at, series, credits });
    if (query.knownAt === undefined) {
      await refresh(workspace);
      return reaching({ question: ask(registries, workspace, query, { build: buildContext(workspace, { target: workspace.id }), now: at, series, credits }), release: () => Promise.resolve() });
    }
    const knownAt = new Date(query.knownAt).toISOString();
    const { target, release } = await earlier.hold(workspace, knownAt);
    return reaching({ question: ask(registries, workspace, query, { build: buildContext(workspace, { target, knownAt }), now: at, series, credits }), release });
  };
  const asked = async <T>(workspace: Workspace, query: FiguresQuery, work: (question: Question) => Promise<T>): Promise<T> => {
    const { question, release } = await open(workspace, query);
    try {
      return await work(question);
    } finally {
      await release();
    }
  };
  const ofOne = (query: ExplainQuery): FiguresQuery => ({ ...query, kpis: [query.kpi], compare: 'none' });

  const extents = new KeptAnswers<{ from: string; to: string } | null>();
  const readExtent = async (workspace: Workspace): Promise<{ from: string; to: string } | null> => {
    const found: { from: string; to: string }[] = [];
    for (const { table, day } of STORED_TABLES) {
      if (day === null) continue;
      // A deal happens twice: when it is created, and when it is won or lost.
      const last = table === 'deal_facts' ? sql`greatest(created_day, ifNull(closed_day, created_day))` : identifier(day);
      const [row] = await facts.query(extentRow, sql`
        SELECT minOrNull(${identifier(day)}) AS \`from\`, maxOrNull(${last}) AS \`to\` FROM ${identifier(table)} WHERE workspace_id = ${param('UInt32', workspace.id)}`);
      if (row?.from != null && row.to != null) found.push({ from: row.from, to: row.to });
    }
    return found.length === 0 ? null : { from: found.map((f) => f.from).sort()[0] ?? '', to: found.map((f) => f.to).sort().at(-1) ?? '' };
  };
  /** As the read models stand. */
  const builtExtent = async (workspace: Workspace): Promise<{ from: string; to: string } | null> => {
    const found = await extents.get(workspace.id, await built(workspace), () => readExtent(workspace));
    if (found === null) return null;
    // A cost line can reach into days to come; those have no figures yet.
    const today = dayOf(now(), workspace.settings.timeZone);
    return { from: found.from, to: found.to > today && found.from <= today ? today : found.to };
  };

  /** Where the values of a dimension lie. */
  const columnsOf = (id: DimensionId) =>
    STORED_TABLES.filter((model) => carries(model, id)).map(({ table }) => ({ table: identifier(table), column: identifier(table === 'deal_facts' && id === 'reason' ? 'lost_reason' : id) }));

  /** Whether anything has a value, at whatever time. */
  const isKnown = async (workspace: Workspace, dimension: string, value: string): Promise<boolean> => {
    for (const { table, column } of columnsOf(dimensionId(dimension))) {
      if ((await facts.query(z.object({}), sql`SELECT 1 FROM ${table} WHERE workspace_id = ${param('UInt32', workspace.id)} AND toString(${column}) = ${param('String', value)} LIMIT 1`)).length > 0) return true;
    }
    return false;
  };

  const dimensionValues: Analytics['dimensionValues'] = async (workspace, dimension, search, limit) => {
    const id: DimensionId = dimensionId(dimension);
    await refresh(workspace);
    const counts = new Map<string, number>();
    for (const { table, column } of columnsOf(id)) {
      const rows = await facts.query(valueRow, sql`
        SELECT toString(${column}) AS value, count() AS n FROM ${table}
        WHERE workspace_id = ${param('UInt32', workspace.id)} AND positionCaseInsensitiveUTF8(toString(${column}), ${param('String', search)}) > 0
        GROUP BY value ORDER BY n DESC LIMIT ${param('UInt32', limit)}`);
      for (const { value, n } of rows) counts.set(value, (counts.get(value) ?? 0) + n);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, limit).map(([value, count]) => ({ value: value === '' ? UNMATCHED : value, count }));
  };

  /** Which of the first filters ask for a value that nothing has, in any period, and what may be meant. */
  const doubts = async (workspace: Workspace, { where }: FiguresQuery): Promise<string[]> => {
    const notes: string[] = [];
    const asked = where.flatMap(({ dimension, values }) => values.filter((value) => value !== UNMATCHED).map((value) => ({ dimension, value })));
    for (const { dimension, value } of asked.slice(0, MOST_DOUBTED)) {
      if (await isKnown(workspace, dimension, value)) continue;
      const near = nearest(value, (await dimensionValues(workspace, dimension, '', MOST_NEAR)).map((known) => known.value).filter((known) => known !== UNMATCHED));
      notes.push(`Nothing has the ${dimension} "${value}"${near === undefined ? '' : `; the nearest there is: "${near}"`}.`);
    }
    return notes;
  };

  const figuresTogether: Analytics['figuresTogether'] = async (workspace, queries) => {
    const at = now();
    const opened = await Promise.allSettled(queries.map((query) => open(workspace, query, at)));
    const held = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    try {
      const chosen = await Promise.allSettled(held.map(({ question }) => keepFirst(facts, question)));
      const questions = chosen.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const { answers: documents, scans } = await computeTogether(facts, questions);
      const found = documents.values();
      const documentOf = new Map(held.map((one, i) => [one, chosen[i]?.status === 'rejected' ? chosen[i] : found.next().value]));
      const answers = await Promise.allSettled(opened.map(async (one) => {
        const mine = fulfilled(one);
        const [document, { where }] = [fulfilled(documentOf.get(mine)), mine.question.query];
        const isEmpty = where.length > 0 && document.rows.every(({ value }) => value === null || Number(value) === 0);
        const notes = isEmpty ? await doubts(workspace, mine.question.query) : [];
        return notes.length === 0 ? document : { ...document, notes };
      }));
      return { answers, scans: addedUp([scans, ...questions.flatMap(({ kept }) => (kept === undefined ? [] : [kept.scans]))]) };
    } finally {
      await Promise.all(held.map(({ release }) => release()));
    }
  };

  return {
    async figures(workspace, query) {
      const { answers: [found] } = await figuresTogether(workspace, [query]);
      return fulfilled(found);
    },
    figuresTogether,
    explain: (workspace, query) => asked(workspace, ofOne(query), (question) => explainFigure(facts, question, query)),
    async *explainCsv(workspace, query) {
      const { question, release } = await open(workspace, ofOne(query));
      try {
        yield* explainAsCsv(facts, question, query);
      } finally {
        await release();
      }
    },
    async catalogue(workspace) {
      const { stages, benchmarks } = workspace.settings;
      return describe(registries, { stages, series: await seriesOf(workspace) }, createMeasureResolver(registries.measures, stages), benchmarks);
    },
    async checkKpi(workspace, id) {
      findKpi(registries, id, { stages: workspace.settings.stages, series: await seriesOf(workspace) });
    },
    dimensionValues,
    async previewPersonas(workspace, rules) {
      await refresh(workspace);
      return previewPersonaRules(facts, workspace, rules);
    },
    async previewAnswers(workspace, rules) {
      await refresh(workspace);
      return previewAnswers(facts, workspace, rules);
    },
    refresh,
    async freshness(workspace) {
      const [at, { timeZone }] = [now(), workspace.settings];
      return freshness.get(workspace.id, [await revision(workspace), dayOf(at, timeZone), timeZone].join(' '), () => readFreshness(facts, workspace, at));
    },
    async extent(workspace) {
      const refreshed = refresh(workspace);
      if ((await builtExtent(workspace)) === null) await refreshed;
      else {
        const late = new AbortController();
        await Promise.race([refreshed.catch(() => undefined), sleep(patience, undefined, { signal: late.signal }).catch(() => undefined)]); // the next question reports what fails
        late.abort();
      }
      return builtExtent(workspace);
    },
  };
}
