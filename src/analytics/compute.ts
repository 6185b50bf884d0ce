// Turns the readings of a cell into a KPI's figure: value, what is above and below the line, how sure it is.
import { Decimal } from 'decimal.js';
import type { Figure, FigureRow } from '../shared/api/figures.js';
import type { Settings } from '../shared/api/settings.js';
import { currencyDigits } from '../shared/currency.js';
import type { Cell, Total } from './cell.js';
import type { AmountKpi, CompositeKpi, GrowthKpi, Kpi, LifetimeKpi, RatioKpi, StageRateKpi, TimesKpi } from './kpi.js';
import type { Unit } from './measure.js';
import { LIFETIME_SIDES } from './catalogue.js';
import type { LifetimesReading, TimesReading } from './readings.js';
import { aalenJohansen, incidenceAt, incidenceQuantile } from './statistics/aalen-johansen.js';
import { bootstrapInterval } from './statistics/bootstrap-interval.js';
import type { Duration } from './statistics/durations.js';
import { garwood, garwoodPerCount } from './statistics/garwood.js';
import { Z95 } from './statistics/interval.js';
import type { Lifetime } from './statistics/kaplan-meier.js';
import { DAYS_PER_MONTH, lifetimeValue } from './statistics/lifetime-value.js';
import { thinCurve } from './statistics/thin-curve.js';
import { wilson } from './statistics/wilson.js';

/** A figure without its place: KPI, period and dimension values are the caller's. */
export type Computed = Omit<FigureRow, 'kpi' | 'period' | 'dims'>;

/** A figure beside its value before that is rounded to be shown: what other figures are made of. */
export interface Worked {
  readonly figure: Computed;
  readonly exact: Decimal | null;
}

export interface ComputeContext {
  readonly currency: string;
  readonly basis: 'activity' | 'cohort';
  readonly horizon: number;
  /** Whether figures carry all there is to tell: rates that of a fixed horizon, times quantiles and curve. */
  readonly detailed: boolean;
  readonly settings: Settings;
  /** A KPI's figure in the same cell: composites are made of others. */
  kpi(id: string): Kpi;
  /** The KPI's figure in the same cell of another period. */
  before(kpi: Kpi, against: GrowthKpi['against']): Worked;
  /** What has been worked out: several composites share a part. */
  readonly worked: WeakMap<Cell, Map<Kpi, Worked>>;
}

const NO_FIGURE: Computed = { value: null, numerator: null, denominator: null, sample: 0, status: 'none' };
export const NO_VALUE: Worked = { exact: null, figure: NO_FIGURE };

/** Money with the currency's digits; a price per unit with up to four, so that a cost per click keeps its meaning. */
function money(amount: Decimal, currency: string, perUnit: boolean): string {
  const digits = currencyDigits(currency);
  if (!perUnit) return amount.toFixed(digits, Decimal.ROUND_HALF_UP);
  const long = amount.toDecimalPlaces(Math.max(4, digits), Decimal.ROUND_HALF_UP);
  return long.toFixed(Math.max(digits, long.decimalPlaces()));
}

const show = (amount: Decimal | null, unit: Unit, currency: string, perUnit = false): Figure =>
  amount === null ? null : unit === 'money' ? money(amount, currency, perUnit) : amount.toNumber();
const showTotal = (total: Total, currency: string): Figure => show(total.value, total.money ? 'money' : 'number', currency);

const few = (context: ComputeContext, sample: number, events: number): boolean =>
  sample < context.settings.fewSample || events < context.settings.fewEvents;

/** Where one deal makes up more than a third of a sum, the figure says so (METRICS.md rule 8). */
function dominance(total: Total): string | undefined {
  if (total.largest === null || total.value === null || total.rows < 2 || !total.value.gt(0)) return undefined;
  const share = total.largest.div(total.value);
  return share.gt(1 / 3) ? `One deal makes up ${share.times(100).toFixed(0)} % of it.` : undefined;
}
/** What a sum goes without, because nothing of it is known. */
const lacking = ({ without }: Total): string | undefined =>
  without.length === 0 ? undefined : `Without ${without.map((m) => m.label.toLowerCase()).join(' and ')}: none is known.`;
const tooFew = (isFew: boolean, cases: number): string | undefined => (isFew ? `Rests on ${String(cases)} cases: too few to judge.` : undefined);
/** A figure with what there is to say about it. */
function worked(exact: Decimal | null, figure: Computed, ...remarks: (string | undefined)[]): Worked {
  const said = remarks.filter((r) => r !== undefined);
  return { exact, figure: said.length === 0 ? figure : { ...figure, remark: said.join(' ') } };
}

function computeAmount(kpi: AmountKpi, cell: Cell, context: ComputeContext): Worked {
  const total = cell.total(kpi.terms);
  if (total.value === null) return worked(null, NO_FIGURE, ...total.remarks);
  const value = show(total.value, kpi.unit, context.currency);
  const base = { value, numerator: value, denominator: null, sample: kpi.unit === 'count' ? Number(value) : total.rows, status: 'ok' } as const;
  const bounds = amountInterval(kpi, total, typeof value === 'number' ? value : total.value.toNumber(), context);
  const figure: Computed = bounds === null ? base : { ...base, low: bounds.low, high: bounds.high };
  return worked(total.value, figure, lacking(total), dominance(total), ...total.remarks);
}

function amountInterval(kpi: AmountKpi, total: Total, value: number, context: ComputeContext): { low: Figure; high: Figure } | null {
  if (kpi.interval === 'garwood') return Number.isInteger(value) && value >= 0 ? garwood(value) : null;
  const drawn = kpi.interval === 'bootstrap' && total.replicates !== null ? bootstrapInterval(total.replicates) : null;
  return drawn === null ? null : { low: show(new Decimal(drawn.low), kpi.unit, context.currency), high: show(new Decimal(drawn.high), kpi.unit, context.currency) };
}

function computeRatio(kpi: RatioKpi, cell: Cell, context: ComputeContext): Worked {
  const [above, below] = [cell.total(kpi.numerator), cell.total(kpi.denominator)];
  const [numerator, denominator] = [showTotal(above, context.currency), showTotal(below, context.currency)];
  const count = kpi.interval === 'garwood_above' || kpi.cases === 'above' ? above : below;
  const sample = count.money || count.credited ? count.rows || above.rows : Math.max(0, count.value?.toNumber() ?? 0);
  const remarks = [...new Set([...above.remarks, ...below.remarks])];
  if (above.value === null || below.value === null || below.value.isZero()) return worked(null, { value: null, numerator, denominator, sample, status: 'none' }, ...remarks);
  const factor = kpi.factor ?? 1;
  const quotient = above.value.times(factor).div(below.value);
  const proportion = kpi.interval === 'wilson' || (kpi.interval === 'none' && count === below);
  const events = proportion ? above.value.toNumber() : kpi.interval === 'bootstrap' && !above.certain ? above.rows : sample;
  const isFew = kpi.certain !== true && few(context, sample, events);
  const base = { value: show(quotient, kpi.unit, context.currency, true), numerator, denominator, sample, status: isFew ? 'few' : 'ok' } as const;
  const bounds = ratioInterval(kpi, above, below, factor, context);
  return worked(quotient, bounds === null ? base : { ...base, low: bounds.low, high: bounds.high }, tooFew(isFew, sample), lacking(above), dominance(above), ...remarks);
}

function ratioInterval(kpi: RatioKpi, above: Total, below: Total, factor: number, context: ComputeContext): { low: Figure; high: Figure } | null {
  const [n, d] = [above.value, below.value];
  if (n === null || d === null) return null;
  const bound = (x: number | null): Figure => (x === null || !Number.isFinite(x) ? null : show(new Decimal(x), kpi.unit, context.currency, true));
  if (kpi.interval === 'wilson') {
    const interval = n.gte(0) && n.lte(d) ? wilson(n.toNumber(), d.toNumber()) : null;
    return interval === null ? null : { low: bound(interval.low * factor), high: bound(interval.high * factor) };
  }
  if (kpi.interval === 'garwood') {
    const interval = d.isInteger() && d.gt(0) && n.gte(0) ? garwoodPerCount(n.times(factor).toNumber(), d.toNumber()) : null;
    return interval === null ? null : { low: bound(interval.low), high: bound(interval.high) };
  }
  if (kpi.interval === 'garwood_above') {
    const counts = n.isInteger() && n.gte(0) && d.gt(0) ? garwood(n.toNumber()) : null;
    return counts === null ? null : { low: bound((counts.low * factor) / d.toNumber()), high: bound((counts.high * factor) / d.toNumber()) };
  }
  const drawn = above.replicates ?? below.replicates;
  if (kpi.interval === 'bootstrap' && drawn !== null) {
    const at = (side: Total, whole: Decimal, i: number): number => (side.replicates === null ? whole.toNumber() : (side.replicates[i] ?? 0));
    const interval = bootstrapInterval(drawn.map((_, i) => (at(below, d, i) === 0 ? null : (at(above, n, i) * factor) / at(below, d, i))));
    return interval === null ? null : { low: bound(interval.low), high: bound(interval.high) };
  }
  return null;
}

const term = (measure: string): { measure: string }[] => [{ measure }];

function computeStageRate(kpi: StageRateKpi, cell: Cell, context: ComputeContext): Worked {
  const { from, to } = kpi;
  const whole = (id: string): number => cell.total(term(id)).value?.toNumber() ?? 0;
  const entries = whole(`entries:${from}`);
  if (context.basis === 'activity') {
    const gained = whole(`entries:${to}`);
    if (entries === 0) return worked(null, { ...NO_FIGURE, numerator: gained, denominator: 0 });
    const isFew = few(context, entries, gained);
    return worked(
      new Decimal(gained).div(entries),
      { value: gained / entries, numerator: gained, denominator: entries, sample: entries, status: isFew ? 'few' : 'ok' },
      tooFew(isFew, entries),
    );
  }
  const reached = whole(`reached:${from}:${to}`);
  if (entries === 0) return worked(null, { ...NO_FIGURE, numerator: reached, denominator: 0, openShare: null });
  const interval = wilson(reached, entries);
  const mature = whole(`mature:${from}:${to}`);
  const inTime = whole(`reached_in_time:${from}:${to}`);
  const matureInterval = mature > 0 ? wilson(inTime, mature) : null;
  const isFew = few(context, entries, reached);
  return worked(
    new Decimal(reached).div(entries),
    {
      value: reached / entries, numerator: reached, denominator: entries, sample: entries, status: isFew ? 'few' : 'ok',
      ...(interval !== null && { low: interval.low, high: interval.high }),
      openShare: whole(`open:${from}:${to}`) / entries,
      ...(context.detailed && { horizon: {
        days: context.horizon, value: mature > 0 ? inTime / mature : null, numerator: inTime, denominator: mature,
        ...(matureInterval !== null && { low: matureInterval.low, high: matureInterval.high }),
      } }),
    },
    tooFew(isFew, entries),
  );
}

function durations(reading: TimesReading): Duration[] {
  const list = (map: ReadonlyMap<number, number>, state: Duration['state']): Duration[] => [...map].map(([days, count]) => ({ days, state, count }));
  return [...list(reading.converted, 'event'), ...list(reading.exited, 'competing'), ...list(reading.open, 'censored')];
}

function computeTimes(kpi: TimesKpi, cell: Cell, context: ComputeContext): Worked {
  const reading = cell.timesOf(kpi.from, kpi.to);
  const subjects = reading === undefined ? [] : durations(reading);
  const sample = subjects.reduce((sum, d) => sum + (d.count ?? 1), 0);
  const count = reading === undefined ? 0 : [...reading.converted.values()].reduce((a, b) => a + b, 0);
  if (reading === undefined || sample === 0) return worked(null, { ...NO_FIGURE, numerator: 0, denominator: 0 });
  const curve = context.detailed ? aalenJohansen(subjects) : null;
  const open = [...reading.open.values()].reduce((a, b) => a + b, 0);
  const isFew = few(context, sample, count);
  return worked(
    null,
    {
      value: null, numerator: count, denominator: sample, sample, status: count === 0 ? 'none' : isFew ? 'few' : 'ok',
      ...(curve !== null && {
        quantiles: { p25: incidenceQuantile(curve, 0.25), p50: incidenceQuantile(curve, 0.5), p75: incidenceQuantile(curve, 0.75), p90: incidenceQuantile(curve, 0.9) },
        incidence: {
          at30: incidenceAt(curve, 30), at90: incidenceAt(curve, 90), at180: incidenceAt(curve, 180),
          curve: thinCurve(curve.points.map(({ days, share }) => ({ day: days, share }))),
        },
      }),
      converted: { count, median: reading.median, mean: reading.mean, outOfOrder: reading.outOfOrder },
      openShare: open / sample,
    },
    reading.outOfOrder > 0 ? `${reading.outOfOrder} are recorded out of order and left out.` : undefined,
  );
}

function lifetimesOf({ gone, open }: LifetimesReading): Lifetime[] {
  const list = (map: ReadonlyMap<number, number>, state: Lifetime['state']): Lifetime[] => [...map].map(([days, count]) => ({ days, state, count }));
  return [...list(gone, 'event'), ...list(open, 'censored')];
}

/**
 * Mean lifetime × monthly amount per account (× margin). Above and below the line stand the accounts that the lifetime
 * rests on: those that left, of those that began. The interval is the lifetime's; the amount is taken as certain.
 */
function computeLifetime(kpi: LifetimeKpi, cell: Cell, context: ComputeContext): Worked {
  const count = (id: string): number => cell.total(term(id)).value?.toNumber() ?? 0;
  const [left, begun] = [count(LIFETIME_SIDES.numerator), count(LIFETIME_SIDES.denominator)];
  const sides = { numerator: left, denominator: begun, sample: begun };
  const [amount, accounts] = [cell.total(kpi.monthly.amount).value, cell.total(kpi.monthly.accounts).value];
  const [profit, revenue] = kpi.margin === undefined ? [null, null] : [cell.total(kpi.margin.profit).value, cell.total(kpi.margin.revenue).value];
  const marginless = kpi.margin !== undefined && (profit === null || revenue === null || revenue.isZero());
  if (cell.lifetimes === null || amount === null || accounts === null || accounts.isZero() || marginless) return worked(null, { ...NO_FIGURE, ...sides });
  const monthly = amount.div(accounts);
  const marginShare = profit === null || revenue === null ? undefined : profit.div(revenue);
  const found = lifetimeValue({ lifetimes: lifetimesOf(cell.lifetimes), horizonDays: kpi.horizonDays, monthlyRevenue: monthly, marginShare });
  if (found === null) return worked(null, { ...NO_FIGURE, ...sides });
  const spread = (Z95 * found.lifetimeStandardErrorMonths) / found.lifetimeMonths;
  const longest = found.horizonDays / DAYS_PER_MONTH / found.lifetimeMonths;
  const bounds = [found.value.times(Math.max(0, 1 - spread)), found.value.times(Math.min(longest, 1 + spread))];
  const bound = (value: Decimal): Figure => show(value, kpi.unit, context.currency);
  const isFew = few(context, begun, left);
  return worked(
    found.value,
    {
      value: show(found.value, kpi.unit, context.currency), ...sides, status: isFew ? 'few' : 'ok',
      ...(left > 0 && { low: bound(Decimal.min(...bounds)), high: bound(Decimal.max(...bounds)) }),
      lifetime: {
        months: found.lifetimeMonths, horizonDays: found.horizonDays, monthly: money(monthly, context.currency, true),
        margin: marginShare?.toNumber() ?? null,
      },
    },
    isFew ? `Rests on ${String(begun)} accounts, of which ${String(left)} left: too few to judge.` : undefined,
    found.horizonDays < kpi.horizonDays ? `Nobody has been observed longer than ${String(found.horizonDays)} days: what comes after is left out.` : undefined,
  );
}

function computeComposite(kpi: CompositeKpi, cell: Cell, context: ComputeContext): Worked {
  const part = (id: string): { of: Kpi; worked: Worked } => ({ of: context.kpi(id), worked: work(context.kpi(id), cell, context) });
  const [first, right] = [part(kpi.left), part(kpi.right)];
  const left = first.worked.exact === null && kpi.leftElse !== undefined ? part(kpi.leftElse) : first;
  const [l, r] = [left.worked, right.worked];
  const sides = {
    numerator: l.figure.value, denominator: r.figure.value, sample: Math.min(l.figure.sample, r.figure.sample),
    parts: { left: left.of.id, right: right.of.id },
  };
  if (l.exact === null || r.exact === null || (kpi.operator === 'divide' && r.exact.isZero())) return worked(null, { ...NO_FIGURE, ...sides });
  const exact = kpi.operator === 'divide' ? l.exact.div(r.exact) : l.exact.minus(r.exact);
  const value = show(exact, kpi.unit, context.currency, kpi.operator === 'divide');
  return worked(
    exact,
    { value, ...sides, status: l.figure.status === 'few' || r.figure.status === 'few' ? 'few' : 'ok' },
    left === first ? undefined : `${first.of.label} is not known: ${left.of.label} stands in.`,
    ...[left, right].map((side) => (side.worked.figure.remark === undefined ? undefined : `${side.of.label}: ${side.worked.figure.remark}`)),
  );
}

function computeGrowth(kpi: GrowthKpi, cell: Cell, context: ComputeContext): Worked {
  const of = context.kpi(kpi.of);
  const [now, then] = [work(of, cell, context), context.before(of, kpi.against)];
  const [above, below] = kpi.inverted === true ? [then, now] : [now, then];
  const sides = { numerator: above.figure.value, denominator: below.figure.value, sample: now.figure.sample };
  if (above.exact === null || below.exact === null || below.exact.isZero()) return worked(null, { ...NO_FIGURE, ...sides });
  const exact = above.exact.div(below.exact).minus(1);
  return worked(exact, { value: exact.toNumber(), ...sides, status: 'ok' });
}

function workAnew(kpi: Kpi, cell: Cell, context: ComputeContext): Worked {
  switch (kpi.kind) {
    case 'amount': return computeAmount(kpi, cell, context);
    case 'ratio': return computeRatio(kpi, cell, context);
    case 'stage_rate': return computeStageRate(kpi, cell, context);
    case 'times': return computeTimes(kpi, cell, context);
    case 'lifetime': return computeLifetime(kpi, cell, context);
    case 'composite': return computeComposite(kpi, cell, context);
    case 'growth': return computeGrowth(kpi, cell, context);
  }
}

/** The figure of one KPI in one cell, with its exact value for figures made of it; each is worked out once. */
export function work(kpi: Kpi, cell: Cell, context: ComputeContext): Worked {
  let known = context.worked.get(cell);
  if (known === undefined) context.worked.set(cell, (known = new Map<Kpi, Worked>()));
  let found = known.get(kpi);
  if (found === undefined) known.set(kpi, (found = workAnew(kpi, cell, context)));
  return found;
}
