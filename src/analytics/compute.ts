// Turns the readings of a cell into a KPI's figure: value, what is above and below the line, how sure it is.
import { Decimal } from 'decimal.js';
import type { Figure, FigureRow } from '../shared/api/figures.js';
import type { Settings } from '../shared/api/settings.js';
import { currencyDigits } from '../shared/currency.js';
import type { Cell, Total } from './cell.js';
import type { AmountKpi, Kpi, RatioKpi, StageRateKpi, TimesKpi } from './kpi.js';
import type { Unit } from './measure.js';
import type { TimesReading } from './scan.js';
import { aalenJohansen, incidenceAt, incidenceQuantile } from './statistics/aalen-johansen.js';
import { bootstrapInterval } from './statistics/bootstrap-interval.js';
import type { Duration } from './statistics/durations.js';
import { garwood } from './statistics/garwood.js';
import { wilson } from './statistics/wilson.js';

/** A figure without its place: KPI, period and dimension values are the caller's. */
export type Computed = Omit<FigureRow, 'kpi' | 'period' | 'dims'>;

export interface ComputeContext {
  readonly currency: string;
  readonly basis: 'activity' | 'cohort';
  readonly horizon: number;
  readonly settings: Settings;
  /** A KPI's figure in the same cell: composites are made of others. */
  kpi(id: string): Kpi;
  /** The KPI's value in the same cell a year before. */
  yearBefore(kpi: Kpi): Figure;
}

const NO_VALUE: Computed = { value: null, numerator: null, denominator: null, sample: 0, status: 'none' };

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
const remarked = (figure: Computed, ...remarks: (string | undefined)[]): Computed => {
  const said = remarks.filter((r) => r !== undefined);
  return said.length === 0 ? figure : { ...figure, remark: said.join(' ') };
};

function computeAmount(kpi: AmountKpi, cell: Cell, context: ComputeContext): Computed {
  const total = cell.total(kpi.terms);
  if (total.value === null) return NO_VALUE;
  const value = show(total.value, kpi.unit, context.currency);
  const figure: Computed = { value, numerator: value, denominator: null, sample: kpi.unit === 'count' ? total.value.toNumber() : total.rows, status: 'ok' };
  const interval = kpi.interval === 'garwood' && total.value.isInteger() && total.value.gte(0) ? garwood(total.value.toNumber()) : null;
  return remarked(interval === null ? figure : { ...figure, low: interval.low, high: interval.high }, dominance(total));
}

function computeRatio(kpi: RatioKpi, cell: Cell, context: ComputeContext): Computed {
  const [above, below] = [cell.total(kpi.numerator), cell.total(kpi.denominator)];
  const sides = { numerator: showTotal(above, context.currency), denominator: showTotal(below, context.currency) };
  const sample = below.money ? below.rows || above.rows : Math.max(0, below.value?.toNumber() ?? 0);
  if (above.value === null || below.value === null || below.value.isZero()) return { ...NO_VALUE, ...sides, sample };
  const factor = kpi.factor ?? 1;
  const quotient = above.value.times(factor).div(below.value);
  const events = kpi.interval === 'wilson' ? above.value.toNumber() : kpi.interval === 'garwood' ? sample : above.rows;
  const figure: Computed = {
    value: show(quotient, kpi.unit, context.currency, true), ...sides, sample,
    status: kpi.interval !== 'none' && few(context, sample, events) ? 'few' : 'ok',
  };
  const bounds = ratioInterval(kpi, above, below, factor, context);
  const tooFew = figure.status === 'few' ? `Rests on ${String(sample)} cases: too few to judge.` : undefined;
  return remarked(bounds === null ? figure : { ...figure, ...bounds }, tooFew, dominance(above));
}

function ratioInterval(kpi: RatioKpi, above: Total, below: Total, factor: number, context: ComputeContext): Pick<Computed, 'low' | 'high'> | null {
  const [n, d] = [above.value, below.value];
  if (n === null || d === null) return null;
  const bound = (x: number | null): Figure => (x === null || !Number.isFinite(x) ? null : show(new Decimal(x), kpi.unit, context.currency, true));
  if (kpi.interval === 'wilson') {
    const interval = n.gte(0) && n.lte(d) ? wilson(n.toNumber(), d.toNumber()) : null;
    return interval === null ? null : { low: bound(interval.low * factor), high: bound(interval.high * factor) };
  }
  if (kpi.interval === 'garwood') {
    if (!d.isInteger() || d.lte(0) || n.lt(0)) return null;
    const counts = garwood(d.toNumber());
    const sum = n.times(factor).toNumber();
    return { low: bound(sum / counts.high), high: counts.low > 0 ? bound(sum / counts.low) : null };
  }
  if (kpi.interval === 'bootstrap' && above.replicates !== null && below.replicates !== null) {
    const denominators = below.replicates;
    const interval = bootstrapInterval(above.replicates.map((r, i) => ((denominators[i] ?? 0) === 0 ? null : (r * factor) / (denominators[i] ?? 1))));
    return interval === null ? null : { low: bound(interval.low), high: bound(interval.high) };
  }
  return null;
}

const term = (measure: string): { measure: string }[] => [{ measure }];

function computeStageRate(kpi: StageRateKpi, cell: Cell, context: ComputeContext): Computed {
  const { from, to } = kpi;
  const whole = (id: string): number => cell.total(term(id)).value?.toNumber() ?? 0;
  const entries = whole(`entries:${from}`);
  if (context.basis === 'activity') {
    const gained = whole(`entries:${to}`);
    if (entries === 0) return { ...NO_VALUE, numerator: gained, denominator: 0 };
    const isFew = few(context, entries, gained);
    return remarked(
      { value: gained / entries, numerator: gained, denominator: entries, sample: entries, status: isFew ? 'few' : 'ok' },
      isFew ? `Rests on ${entries} cases: too few to judge.` : undefined,
    );
  }
  const reached = whole(`reached:${from}:${to}`);
  if (entries === 0) return { ...NO_VALUE, numerator: reached, denominator: 0, openShare: null };
  const interval = wilson(reached, entries);
  const mature = whole(`mature:${from}:${to}`);
  const inTime = whole(`reached_in_time:${from}:${to}`);
  const matureInterval = mature > 0 ? wilson(inTime, mature) : null;
  const isFew = few(context, entries, reached);
  return remarked(
    {
      value: reached / entries, numerator: reached, denominator: entries, sample: entries, status: isFew ? 'few' : 'ok',
      ...(interval !== null && { low: interval.low, high: interval.high }),
      openShare: whole(`open:${from}:${to}`) / entries,
      horizon: {
        days: context.horizon, value: mature > 0 ? inTime / mature : null, numerator: inTime, denominator: mature,
        ...(matureInterval !== null && { low: matureInterval.low, high: matureInterval.high }),
      },
    },
    isFew ? `Rests on ${entries} cases: too few to judge.` : undefined,
  );
}

function durations(reading: TimesReading): Duration[] {
  const list = (map: ReadonlyMap<number, number>, state: Duration['state']): Duration[] => [...map].map(([days, count]) => ({ days, state, count }));
  return [...list(reading.converted, 'event'), ...list(reading.exited, 'competing'), ...list(reading.open, 'censored')];
}

/** The curve at few enough days to draw: all where it is short, else about 120. */
function thin(points: readonly { day: number; share: number }[]): { day: number; share: number }[] {
  const step = Math.ceil(points.length / 120);
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}

function computeTimes(kpi: TimesKpi, cell: Cell, context: ComputeContext): Computed {
  const reading = cell.timesOf(kpi.from, kpi.to);
  const subjects = reading === undefined ? [] : durations(reading);
  const sample = subjects.reduce((sum, d) => sum + (d.count ?? 1), 0);
  const count = reading === undefined ? 0 : [...reading.converted.values()].reduce((a, b) => a + b, 0);
  if (reading === undefined || sample === 0) return { ...NO_VALUE, numerator: 0, denominator: 0 };
  const curve = aalenJohansen(subjects);
  const open = [...reading.open.values()].reduce((a, b) => a + b, 0);
  const isFew = few(context, sample, count);
  return remarked(
    {
      value: null, numerator: count, denominator: sample, sample, status: count === 0 ? 'none' : isFew ? 'few' : 'ok',
      quantiles: { p25: incidenceQuantile(curve, 0.25), p50: incidenceQuantile(curve, 0.5), p75: incidenceQuantile(curve, 0.75), p90: incidenceQuantile(curve, 0.9) },
      incidence: {
        at30: incidenceAt(curve, 30), at90: incidenceAt(curve, 90), at180: incidenceAt(curve, 180),
        curve: thin(curve.points.map(({ days, share }) => ({ day: days, share }))),
      },
      converted: { count, median: reading.median, mean: reading.mean, outOfOrder: reading.outOfOrder },
      openShare: open / sample,
    },
    reading.outOfOrder > 0 ? `${reading.outOfOrder} are recorded out of order and left out.` : undefined,
  );
}

/** The figure of one KPI in one cell. */
export function compute(kpi: Kpi, cell: Cell, context: ComputeContext): Computed {
  switch (kpi.kind) {
    case 'amount': return computeAmount(kpi, cell, context);
    case 'ratio': return computeRatio(kpi, cell, context);
    case 'stage_rate': return computeStageRate(kpi, cell, context);
    case 'times': return computeTimes(kpi, cell, context);
    case 'composite': {
      const [left, right] = [compute(context.kpi(kpi.left), cell, context), compute(context.kpi(kpi.right), cell, context)];
      const sides = { numerator: left.value, denominator: right.value, sample: Math.min(left.sample, right.sample) };
      if (left.value === null || right.value === null) return { ...NO_VALUE, ...sides };
      const [l, r] = [new Decimal(left.value), new Decimal(right.value)];
      if (kpi.operator === 'divide' && r.isZero()) return { ...NO_VALUE, ...sides };
      const value = kpi.operator === 'divide' ? l.div(r) : l.minus(r);
      return { value: show(value, kpi.unit, context.currency, true), ...sides, status: left.status === 'few' || right.status === 'few' ? 'few' : 'ok' };
    }
    case 'growth': {
      const now = compute(context.kpi(kpi.of), cell, context);
      const before = context.yearBefore(context.kpi(kpi.of));
      const sides = { numerator: now.value, denominator: before, sample: now.sample };
      if (now.value === null || before === null || new Decimal(before).isZero()) return { ...NO_VALUE, ...sides };
      return { value: new Decimal(now.value).div(before).minus(1).toNumber(), ...sides, status: 'ok' };
    }
  }
}
