// Why a figure changed between two readings: how much of the change came of volume, of the mix of segments and of the rate within
// each. Symmetric and exact: the parts add up to the change, also where a segment is new, gone, or has nothing below the line.
import type { Decimal } from 'decimal.js';
import { Exact, type DecimalInput } from './exact.js';

/** A segment's two sides in one reading; of a count or a sum there is only the numerator. */
export interface SegmentReading {
  readonly numerator: DecimalInput;
  readonly denominator: DecimalInput;
}

export interface SegmentPair {
  readonly segment: string;
  readonly before: SegmentReading;
  readonly after: SegmentReading;
}

/** Parts of the change, in the figure's unit, as decimal text. */
export interface SegmentEffect {
  readonly segment: string;
  /** The segment's share of all became larger or smaller. */
  readonly mix: string;
  /** Its own rate rose or fell. */
  readonly rate: string;
}

export interface SumEffect extends SegmentEffect {
  /** There was more or less of everything. */
  readonly volume: string;
}

const HALF = new Exact(0.5);
const SHOWN = 30;
const text = (value: Decimal): string => value.toDecimalPlaces(SHOWN).toFixed();

interface Read {
  readonly n: Decimal;
  readonly d: Decimal;
}
const readSide = ({ numerator, denominator }: SegmentReading): Read => ({ n: new Exact(numerator), d: new Exact(denominator) });

/** A segment's rate; one without anything below the line takes its rate in the other reading, so that its coming or going is mix. */
function rates(before: Read, after: Read): { p0: Decimal; p1: Decimal } {
  const own = ({ n, d }: Read): Decimal | null => (d.isZero() ? null : n.div(d));
  const [p0, p1] = [own(before), own(after)];
  return { p0: p0 ?? p1 ?? new Exact(0), p1: p1 ?? p0 ?? new Exact(0) };
}

const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), new Exact(0));

/**
 * The change of a ratio Σn ÷ Σd into mix and rate by segment: with shares w and rates p, mix is Δw × (mean p − mean of all) and rate
 * is mean w × Δp (Bennet's indicator, which is the Shapley value of the two). The mean of all, subtracted, adds nothing in total and
 * makes a segment that is better than average and grows come out positive.
 * What stands above the line without anything below it (cost without leads) is `unmatched`: its share of the ratio changes for itself.
 * @returns null where one of the readings has nothing below the line: there is no change to explain
 * @see Bennet, T. L. (1920), J. R. Stat. Soc. 83, 455–462; Shapley, L. S. (1953); de Boer, P. (2009), Econ. Syst. Res. 21, 1–14
 */
export function decomposeRatio(pairs: readonly SegmentPair[]): { effects: SegmentEffect[]; unmatched: string; change: string } | null {
  const read = pairs.map(({ segment, before, after }) => ({ segment, b: readSide(before), a: readSide(after) }));
  const [d0, d1] = [sum(read.map((r) => r.b.d)), sum(read.map((r) => r.a.d))];
  if (d0.isZero() || d1.isZero()) return null;
  const [r0, r1] = [sum(read.map((r) => r.b.n)).div(d0), sum(read.map((r) => r.a.n)).div(d1)];
  // Above the line with nothing below it in a reading: no rate can hold it.
  const loose = (which: 'b' | 'a', all: Decimal): Decimal => sum(read.filter((r) => r[which].d.isZero()).map((r) => r[which].n)).div(all);
  const unmatched = loose('a', d1).minus(loose('b', d0));
  const average = r0.plus(r1).times(HALF);
  const effects = read.map(({ segment, b, a }): SegmentEffect => {
    const { p0, p1 } = rates(b, a);
    const [w0, w1] = [b.d.div(d0), a.d.div(d1)];
    return { segment, mix: text(w1.minus(w0).times(p0.plus(p1).times(HALF).minus(average))), rate: text(w0.plus(w1).times(HALF).times(p1.minus(p0))) };
  });
  return { effects, unmatched: text(unmatched), change: text(r1.minus(r0)) };
}

/**
 * The change of a ratio Σn ÷ d whose d no segment divides (business days by channel, all that was sent in by the reason it was refused):
 * each segment's part of the ratio changes for itself, so that all of it is rate.
 * @param pairs with the same denominator in each
 * @returns null where one of the readings has nothing below the line
 */
export function decomposeUndivided(pairs: readonly SegmentPair[]): { effects: SegmentEffect[]; unmatched: string; change: string } | null {
  const read = pairs.map(({ segment, before, after }) => ({ segment, b: readSide(before), a: readSide(after) }));
  if (read.some(({ b, a }) => b.d.isZero() || a.d.isZero())) return null;
  const effects = read.map(({ segment, b, a }) => ({ segment, mix: '0', rate: a.n.div(a.d).minus(b.n.div(b.d)) }));
  return { effects: effects.map((effect) => ({ ...effect, rate: text(effect.rate) })), unmatched: '0', change: text(sum(effects.map((effect) => effect.rate))) };
}

/**
 * The change of a sum Σ V·w·p into volume, mix and rate by segment, V being all of the base (leads, say), w a segment's share of it and p what
 * one brings: the Shapley value of the three, the mean over all six orders in which they may change.
 * @param pairs numerator: what is summed; denominator: the base it comes from
 * @returns null where a reading has no base at all
 */
export function decomposeSum(pairs: readonly SegmentPair[]): { effects: SumEffect[]; unmatched: string; change: string } | null {
  const read = pairs.map(({ segment, before, after }) => ({ segment, b: readSide(before), a: readSide(after) }));
  const [v0, v1] = [sum(read.map((r) => r.b.d)), sum(read.map((r) => r.a.d))];
  if (v0.isZero() || v1.isZero()) return null;
  const loose = (which: 'b' | 'a'): Decimal => sum(read.filter((r) => r[which].d.isZero()).map((r) => r[which].n));
  const sixth = new Exact(1).div(6);
  /** Shapley's part of the first factor's change in a product of three. */
  const part = (x0: Decimal, x1: Decimal, y0: Decimal, y1: Decimal, z0: Decimal, z1: Decimal): Decimal =>
    x1.minus(x0).times(y0.times(z0).times(2).plus(y1.times(z1).times(2)).plus(y0.times(z1)).plus(y1.times(z0))).times(sixth);
  const effects = read.map(({ segment, b, a }): SumEffect => {
    const { p0, p1 } = rates(b, a);
    const [w0, w1] = [b.d.div(v0), a.d.div(v1)];
    return { segment, volume: text(part(v0, v1, w0, w1, p0, p1)), mix: text(part(w0, w1, v0, v1, p0, p1)), rate: text(part(p0, p1, v0, v1, w0, w1)) };
  });
  return {
    effects, unmatched: text(loose('a').minus(loose('b'))),
    change: text(sum(read.map((r) => r.a.n)).minus(sum(read.map((r) => r.b.n)))),
  };
}
