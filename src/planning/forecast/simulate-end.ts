// What a period ends with: what is there already, what of the open cases is still won in it, and what arrives and is won in time.
import { Draws } from '../draws.js';
import { drawLevel, type ArrivalLevel } from './arrivals.js';
import { drawCurve, type SpanCounts } from './hazards.js';

export interface OpenCase {
  /** Index into the classes. */
  readonly class: number;
  readonly age: number;
  /** What winning it adds; null where it is drawn from the amounts. Counts: 1. */
  readonly amount: number | null;
}

export interface ForecastModel {
  readonly actual: number;
  /** Null: what arrives counts itself, at once. */
  readonly cases: { readonly open: readonly OpenCase[]; readonly classes: readonly SpanCounts[]; readonly all: SpanCounts } | null;
  readonly arrivals: ArrivalLevel | null;
  /** What counts at once without having been an open case: those who enter a stage past the one before it. */
  readonly direct: ArrivalLevel | null;
  /** Days to come, the one under way included. */
  readonly horizon: number;
  /** Share of the first of them that is still to come, 0 to 1: what came in the rest stands in `actual`. */
  readonly left: number;
  /** Money: amounts of won cases to draw from; null for counts. A level of money is not drawn as a count. */
  readonly amounts: readonly number[] | null;
  readonly money: boolean;
  readonly draws: number;
  readonly seed: number;
}

export function simulateEnd(model: ForecastModel): Float64Array {
  const { actual, cases, arrivals, direct, horizon, left, amounts, money, draws, seed } = model;
  const random = new Draws(seed, 7);
  /** What one of the coming days brings in a draw, as a part of the level drawn. */
  const part = ({ days }: ArrivalLevel, i: number): number => (days[i] ?? 0) * (i === 0 ? left : 1);
  const oldest = cases === null ? 0 : cases.open.reduce((most, one) => Math.max(most, one.age), 0);
  const amountOf = (): number => (amounts === null || amounts.length === 0 ? 1 : (amounts[random.below(amounts.length)] ?? 0));
  return Float64Array.from({ length: draws }, () => {
    let end = actual;
    const curves = cases?.classes.map((own) => drawCurve(own, cases.all, oldest + horizon, random)) ?? [];
    for (const one of cases?.open ?? []) {
      const chance = curves[one.class]?.within(one.age, horizon) ?? 0;
      if (random.float() < chance) end += one.amount ?? amountOf();
    }
    const ahead = (of: ArrivalLevel, share: (i: number) => number): number => of.days.reduce((sum, _, i) => sum + part(of, i) * share(i), 0) * drawLevel(of, random);
    if (direct !== null) end += random.poisson(ahead(direct, () => 1));
    if (arrivals === null) return end;
    const all = cases === null ? null : drawCurve(cases.all, cases.all, horizon, random);
    // Of what arrives on a day, the part that is won before the end: a thinned Poisson stream is Poisson again.
    const expected = ahead(arrivals, (i) => (all === null ? 1 : all.within(0, horizon - i)));
    if (cases === null) return end + random.poisson(expected / arrivals.step) * arrivals.step;
    const count = random.poisson(expected);
    if (!money) return end + count;
    for (let i = 0; i < count; i += 1) end += amountOf();
    return end;
  });
}
