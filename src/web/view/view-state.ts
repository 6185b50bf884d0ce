// The view a person looks at, as it stands in the address: period, comparison, filters, split, sort.
// Reads and prints the query string; what the words of a period mean in days is left to period-presets.
import { BASES, COMPARISONS, STEPS } from '../../shared/api/figures.js';

export interface Filter {
  readonly dimension: string;
  readonly values: readonly string[];
}

/** What an address may say. What is absent takes its default, so that short addresses stay short. */
export interface View {
  /** A preset (`90d`, `last-quarter`) or a range of days, both ends included (`2026-10-01..2026-11-22`). */
  readonly period?: string;
  readonly compare?: (typeof COMPARISONS)[number];
  readonly basis?: (typeof BASES)[number];
  readonly filters?: readonly Filter[];
  /** The attribution model of figures that add up credit; the workspace's own where nothing is said. */
  readonly credit?: string;
  readonly by?: readonly string[];
  readonly every?: (typeof STEPS)[number];
  /** Column to sort by; a leading `-` is descending. */
  readonly sort?: string;
  /** Values of a split that are shown at most, the first by the order of the page. */
  readonly most?: number;
  readonly side?: 'numerator' | 'denominator';
  /** Rows to skip in a paged list. */
  readonly skip?: number;
  /** KPIs shown as cards on the overview. */
  readonly cards?: readonly string[];
  /** Values whose parts are unfolded in a tree. */
  readonly open?: readonly string[];
  /** Columns that are put away; an empty list is none. */
  readonly hide?: readonly string[];
  /** What a page draws: the KPI of its drawing, or `charts` in place of a table. */
  readonly show?: string;
  /** Two stages, the earlier first: `lead:won`. */
  readonly path?: string;
  /** What the journal lists, whom it looks for, where they stand; whenever they became leads instead of in the period. */
  readonly list?: 'accounts';
  readonly find?: string;
  readonly stages?: readonly string[];
  readonly whenever?: true;
  /** Where the page before ended, as its answer said. */
  readonly after?: string;
  /** Kinds of events of a history, and its order. */
  readonly kinds?: readonly string[];
  readonly order?: 'oldest';
  /** KPIs that are explored side by side. */
  readonly kpis?: readonly string[];
  /** What credit is given for, and the models that give it, the leading one first. */
  readonly conversion?: string;
  readonly models?: readonly string[];
  /** The model that the leading one is compared with. */
  readonly against?: string;
  /** Days before a conversion within which a touch counts; what is no number as it was typed. */
  readonly lookback?: number | string;
  /** Touches of everyone at the account count. */
  readonly accounts?: true;
  /** Resampled intervals, which take their time, are drawn. */
  readonly intervals?: true;
  /** What of the credit is compared; its value where nothing is said. */
  readonly measure?: 'conversions';
  /** Settings of models as they were typed, such as `40,20,40`; read by the server. */
  readonly weights?: string;
  readonly halfLife?: string;
  /** Channels that a Markov state remembers. */
  readonly memory?: string;
  readonly stageShares?: string;
  /** Channel rules: `latest` or the number of a version; each touch's own when left out. */
  readonly rules?: string;
  /** The saved result that is compared with now, and the part of the changes whose conversions are listed. */
  readonly saved?: string;
  readonly part?: string;
  /** The ledger's conversions by their journey: exactly this path, so many touches (`6-7`), so many days (`31-`), one value right before another. */
  readonly journey?: readonly string[];
  readonly touches?: string;
  readonly days?: string;
  readonly step?: readonly string[];
  /** Owner whose goals are shown, the goal that is open, and those whose parts are folded away. */
  readonly whose?: string;
  readonly goal?: string;
  readonly fold?: readonly string[];
  /** A plan: the stage that is held (`revenue:900000`), figures typed in place of history's (`closeRate:0.3`), days its revenue is for. */
  readonly hold?: string;
  readonly typed?: readonly string[];
  readonly due?: string;
  /** A scenario: what is changed of history's figures (`closeRate=0.3`), the revenue to reach, kept scenarios that stand beside it. */
  readonly changes?: readonly string[];
  readonly target?: string;
  readonly beside?: readonly string[];
}

const RESERVED = new Set([
  'p', 'vs', 'basis', 'by', 'every', 'sort', 'top', 'side', 'skip', 'cards', 'open', 'hide', 'show', 'path', 'of', 'q', 'stage', 'whenever', 'after', 'kind', 'order', 'kpi',
  'credit', 'conversion', 'model', 'against', 'lookback', 'accounts', 'intervals', 'measure', 'weights', 'half_life', 'memory', 'stage_shares', 'rules', 'saved', 'part',
  'journey', 'touches', 'days', 'step', 'whose', 'goal', 'fold', 'hold', 'typed', 'for', 'change', 'target', 'beside',
]);
/** Says that nothing is put away, where the default puts something away. */
const NOTHING = 'none';
const NAME = /^[a-z][a-z0-9_]*$/;

const oneOf = <T extends string>(allowed: readonly T[], text: string | null): T | undefined => allowed.find((a) => a === text);
const list = (text: string | null): string[] | undefined => {
  const items = (text ?? '').split(',').filter(Boolean);
  return items.length > 0 ? items : undefined;
};

/** Of what may stand more than once; names may hold commas. */
const some = (all: readonly string[]): string[] | undefined => {
  const items = all.filter(Boolean);
  return items.length > 0 ? items : undefined;
};

/** Reads a query string (`?p=90d&channel=Email`). What it can't read it leaves out: an old or mistyped link still opens. */
export function parseView(query: string): View {
  const q = new URLSearchParams(query);
  const filters = [...new Set(q.keys())]
    .filter((key) => !RESERVED.has(key) && NAME.test(key))
    .map((dimension) => ({ dimension, values: q.getAll(dimension).filter(Boolean) }))
    .filter((f) => f.values.length > 0);
  const skip = Number(q.get('skip'));
  const most = Number(q.get('top'));
  const lookback = q.get('lookback') ?? '';
  return prune({
    period: q.get('p') ?? undefined,
    compare: oneOf(COMPARISONS, q.get('vs')),
    basis: oneOf(BASES, q.get('basis')),
    filters: filters.length > 0 ? filters : undefined,
    credit: q.get('credit') ?? undefined,
    by: list(q.get('by'))?.slice(0, 2),
    every: oneOf(STEPS, q.get('every')),
    sort: q.get('sort') ?? undefined,
    most: Number.isInteger(most) && most > 0 ? most : undefined,
    side: oneOf(['numerator', 'denominator'], q.get('side')),
    skip: Number.isInteger(skip) && skip > 0 ? skip : undefined,
    cards: list(q.get('cards')),
    open: q.has('open') ? q.getAll('open').filter(Boolean) : undefined,
    hide: q.get('hide') === NOTHING ? [] : list(q.get('hide')),
    show: q.get('show') ?? undefined,
    path: q.get('path') ?? undefined,
    list: oneOf(['accounts'], q.get('of')),
    find: q.get('q') ?? undefined,
    stages: list(q.get('stage')),
    whenever: q.has('whenever') ? true : undefined,
    after: q.get('after') ?? undefined,
    kinds: list(q.get('kind')),
    order: oneOf(['oldest'], q.get('order')),
    kpis: list(q.get('kpi')),
    conversion: q.get('conversion') ?? undefined,
    models: list(q.get('model')),
    against: q.get('against') ?? undefined,
    lookback: lookback.trim() === '' ? undefined : Number.isFinite(Number(lookback)) ? Number(lookback) : lookback,
    accounts: q.has('accounts') ? true : undefined,
    intervals: q.has('intervals') ? true : undefined,
    measure: oneOf(['conversions'], q.get('measure')),
    weights: q.get('weights') ?? undefined,
    halfLife: q.get('half_life') ?? undefined,
    memory: q.get('memory') ?? undefined,
    stageShares: q.get('stage_shares') ?? undefined,
    rules: q.get('rules') ?? undefined,
    saved: q.get('saved') ?? undefined,
    part: q.get('part') ?? undefined,
    journey: some(q.getAll('journey')),
    touches: q.get('touches') ?? undefined,
    days: q.get('days') ?? undefined,
    step: some(q.getAll('step')),
    whose: q.get('whose') ?? undefined,
    goal: q.get('goal') ?? undefined,
    fold: list(q.get('fold')),
    hold: q.get('hold') ?? undefined,
    typed: list(q.get('typed')),
    due: q.get('for') ?? undefined,
    changes: some(q.getAll('change')),
    target: q.get('target') ?? undefined,
    beside: some(q.getAll('beside')),
  });
}

/** Prints a view as a query string with its `?`, or '' for the default view. `parseView(printView(v))` equals `v`. */
export function printView(view: View): string {
  const parts: [string, string][] = [];
  const put = (key: string, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') parts.push([key, String(value)]);
  };
  put('p', view.period);
  put('vs', view.compare);
  for (const { dimension, values } of view.filters ?? []) for (const value of values) put(dimension, value);
  put('basis', view.basis);
  put('credit', view.credit);
  put('by', view.by?.join(','));
  put('every', view.every);
  put('sort', view.sort);
  put('top', view.most);
  put('side', view.side);
  put('skip', view.skip);
  put('cards', view.cards?.join(','));
  for (const value of view.open ?? []) put('open', value);
  put('hide', view.hide?.length === 0 ? NOTHING : view.hide?.join(','));
  put('show', view.show);
  put('path', view.path);
  put('of', view.list);
  put('q', view.find);
  put('stage', view.stages?.join(','));
  put('whenever', view.whenever === true ? 'yes' : undefined);
  put('after', view.after);
  put('kind', view.kinds?.join(','));
  put('order', view.order);
  put('kpi', view.kpis?.join(','));
  put('conversion', view.conversion);
  put('model', view.models?.join(','));
  put('against', view.against);
  put('lookback', view.lookback);
  put('accounts', view.accounts === true ? 'yes' : undefined);
  put('intervals', view.intervals === true ? 'yes' : undefined);
  put('measure', view.measure);
  put('weights', view.weights);
  put('half_life', view.halfLife);
  put('memory', view.memory);
  put('stage_shares', view.stageShares);
  put('rules', view.rules);
  put('saved', view.saved);
  put('part', view.part);
  for (const value of view.journey ?? []) put('journey', value);
  put('touches', view.touches);
  put('days', view.days);
  for (const value of view.step ?? []) put('step', value);
  put('whose', view.whose);
  put('goal', view.goal);
  put('fold', view.fold?.join(','));
  put('hold', view.hold);
  put('typed', view.typed?.join(','));
  put('for', view.due);
  for (const one of view.changes ?? []) put('change', one);
  put('target', view.target);
  for (const one of view.beside ?? []) put('beside', one);
  return parts.length === 0 ? '' : `?${parts.map(([k, v]) => `${k}=${readable(v)}`).join('&')}`;
}

/** What stays when one page leads to another: what is looked at, not how this page shows it. */
export const carried = ({ period, compare, basis, filters, credit }: View): View => prune({ period, compare, basis, filters, credit });

/** What stays when one page of attribution leads to another: how credit is given as well. */
export const carriedCredit = ({ conversion, models, lookback, accounts, weights, halfLife, memory, stageShares, rules, ...view }: View): View =>
  prune({ ...carried(view), conversion, models, lookback, accounts, weights, halfLife, memory, stageShares, rules });

/** The view with one more condition; an earlier one on the same dimension gives way. */
export function withFilter(view: View, dimension: string, values: readonly string[]): View {
  const others = (view.filters ?? []).filter((f) => f.dimension !== dimension);
  const filters = values.length > 0 ? [...others, { dimension, values }] : others;
  return prune({ ...view, filters: filters.length > 0 ? filters : undefined });
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };
/** Drops keys whose value is undefined: absent means default. */
export const prune = (view: Loose<View>): View => Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));

const readable = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+').replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/').replace(/%28/g, '(').replace(/%29/g, ')').replace(/%3D/g, '=');
