// The contract of a KPI: one file in kpis/. A KPI is arithmetic over measures; the runner collects the
// measures that the asked-for KPIs need, reads each table once and computes.
import type { Unit } from './measure.js';
import type { OwnSeries, SeriesReading } from './own-series.js';

/** A measure with its factor, e.g. `{ measure: 'cost', factor: -1 }`. Measures by id; `entries:<stage>` and `reached:<a>:<b>` exist for every stage. */
export interface Term {
  readonly measure: string;
  readonly factor?: number;
}

/** How sure a figure is (METRICS.md rule 8). */
export type IntervalKind =
  | 'wilson' // a cohort's proportion: numerator within denominator
  | 'garwood' // a count, or a certain sum per Poisson count (denominator is the count)
  | 'garwood_above' // a Poisson count per something certain (numerator is the count)
  | 'bootstrap' // money shares, values per lead, credit: clustered by account
  | 'none';

interface KpiBase {
  readonly id: string;
  readonly label: string;
  /** One sentence: what it says, over which period, of whom. */
  readonly description: string;
  /** How to read the formula, e.g. `cost ÷ leads`. */
  readonly formula: string;
  readonly unit: Unit;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly group: 'traffic' | 'leads' | 'funnel' | 'cost' | 'revenue' | 'attribution' | 'recurring' | 'email' | 'sales' | 'time' | 'series';
  /** Published range to compare with, with its source. Rates as plain numbers. */
  readonly benchmark?: { readonly low?: number; readonly high?: number; readonly source: string };
  /** What a reader must know: a choice among definitions, what is left out. */
  readonly note?: string;
  readonly related?: readonly string[];
}

/** A sum of measures. */
export interface AmountKpi extends KpiBase {
  readonly kind: 'amount';
  readonly terms: readonly Term[];
  readonly interval: 'garwood' | 'bootstrap' | 'none';
}

/** `factor` × numerator ÷ denominator. */
export interface RatioKpi extends KpiBase {
  readonly kind: 'ratio';
  readonly numerator: readonly Term[];
  readonly denominator: readonly Term[];
  readonly factor?: number;
  readonly interval: IntervalKind;
  /** Which side counts the cases that the figure rests on; default below, with `garwood_above` above. */
  readonly cases?: 'above';
  /** Nothing is sampled: never marked few. */
  readonly certain?: true;
}

/** From stage to stage, on both bases: entries over entries, or of those who entered how many got there. */
export interface StageRateKpi extends KpiBase {
  readonly kind: 'stage_rate';
  readonly from: string;
  readonly to: string;
}

/** Days from stage to stage: incidence with competing exits, quantiles, median of those who converted. */
export interface TimesKpi extends KpiBase {
  readonly kind: 'times';
  readonly from: string;
  readonly to: string;
}

/**
 * Mean lifetime of accounts × what an active one brings a month (× margin): how long accounts that began by the end of
 * the period stay, by Kaplan–Meier, as a mean within a horizon.
 */
export interface LifetimeKpi extends KpiBase {
  readonly kind: 'lifetime';
  /** Amount a month ÷ accounts it comes from, both at the last instant of the period. */
  readonly monthly: { readonly amount: readonly Term[]; readonly accounts: readonly Term[] };
  /** Share of the amount that is kept: profit ÷ revenue. Without a value of profit the KPI has none. */
  readonly margin?: { readonly profit: readonly Term[]; readonly revenue: readonly Term[] };
  readonly horizonDays: number;
}

/** Arithmetic over two other KPIs of the same cell. */
export interface CompositeKpi extends KpiBase {
  readonly kind: 'composite';
  readonly operator: 'divide' | 'subtract';
  readonly left: string;
  readonly right: string;
  /** Stands in for `left` where that has no value; the figure names it. */
  readonly leftElse?: string;
}

/**
 * Change against another period: value ÷ value then − 1; inverted: value then ÷ value − 1.
 * - year: the same days a year before
 * - previous: the period just before (previousRange in shared/period.ts); with a step, of each part on its own
 */
export interface GrowthKpi extends KpiBase {
  readonly kind: 'growth';
  readonly of: string;
  readonly against: 'year' | 'previous';
  readonly inverted?: boolean;
}

export type Kpi = AmountKpi | RatioKpi | StageRateKpi | TimesKpi | LifetimeKpi | CompositeKpi | GrowthKpi;

/** A family of KPIs between stages, asked for as `prefix:from:to`. */
export interface KpiFamily {
  readonly prefix: string;
  readonly label: string;
  readonly description: string;
  build(from: string, to: string): Kpi;
}

/** KPIs of the series that a workspace imported itself, asked for as `prefix:series` or `prefix:series:reading`. */
export interface SeriesFamily {
  readonly prefix: string;
  readonly over: 'series';
  readonly label: string;
  readonly description: string;
  build(series: OwnSeries, reading: SeriesReading): Kpi;
}

export const defineKpi = (kpi: Kpi): Kpi => kpi;
export const defineKpiFamily = (family: KpiFamily): KpiFamily => family;
export const defineSeriesFamily = (family: SeriesFamily): SeriesFamily => family;

const terms = (measures: readonly (string | Term)[]): Term[] => measures.map((m) => (typeof m === 'string' ? { measure: m } : m));

type Described = Omit<KpiBase, 'formula'> & { readonly formula?: string };
const say = (ts: readonly Term[]): string =>
  ts.map((t, i) => `${(t.factor ?? 1) < 0 ? '− ' : i > 0 ? '+ ' : ''}${Math.abs(t.factor ?? 1) === 1 ? '' : `${Math.abs(t.factor ?? 1)} × `}${t.measure}`).join(' ');

/** `sum(kpi, 'cost', 'sales_cost')` */
export const amount = (kpi: Described & { readonly interval: AmountKpi['interval'] }, ...of: readonly (string | Term)[]): AmountKpi => ({
  ...kpi, kind: 'amount', terms: terms(of), formula: kpi.formula ?? say(terms(of)),
});

/** `ratio(kpi, ['cost'], ['leads'])` */
export const ratio = (
  kpi: Described & Pick<RatioKpi, 'interval' | 'factor' | 'cases' | 'certain'>,
  numerator: readonly (string | Term)[],
  denominator: readonly (string | Term)[],
): RatioKpi => {
  const [n, d] = [terms(numerator), terms(denominator)];
  const wrap = (ts: readonly Term[]): string => (ts.length > 1 ? `(${say(ts)})` : say(ts));
  const factor = kpi.factor === undefined ? '' : ` × ${kpi.factor}`;
  return { ...kpi, kind: 'ratio', numerator: n, denominator: d, formula: kpi.formula ?? `${wrap(n)} ÷ ${wrap(d)}${factor}` };
};
