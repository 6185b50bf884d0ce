// Recurring revenue as bridges: from what a period begins with, through each movement, to what it ends with.
import type { ComparedRow } from '../../shared/api/figures.js';
import type { DayRange } from '../../shared/period.js';
import { toNumber } from '../format/format-figure.js';

/** The movements in the order they are drawn; those that take away count negative. Exchange rates' part stands apart, last. */
export const MOVEMENTS = [
  { kpi: 'new_mrr', label: 'New', sign: 1 }, { kpi: 'expansion_mrr', label: 'Expansion', sign: 1 }, { kpi: 'reactivation_mrr', label: 'Reactivation', sign: 1 },
  { kpi: 'contraction_mrr', label: 'Contraction', sign: -1 }, { kpi: 'churned_mrr', label: 'Churn', sign: -1 }, { kpi: 'fx_mrr', label: 'Exchange effect', sign: 1 },
] as const;
export type MovementKpi = (typeof MOVEMENTS)[number]['kpi'];

export interface BridgeStep {
  readonly kpi: MovementKpi;
  /** MRR before and after the movement. */
  readonly from: number;
  readonly to: number;
}

export interface Bridge {
  readonly period: DayRange;
  readonly start: number;
  readonly end: number;
  readonly steps: readonly BridgeStep[];
}

/** One bridge a period, in the order given; periods without any value are left out. */
export function mrrBridges(rows: readonly ComparedRow[]): Bridge[] {
  const periods = new Map(rows.flatMap((r) => (r.period ? [[r.period.from, r.period] as const] : [])));
  return [...periods.values()].flatMap((period): Bridge[] => {
    const value = (kpi: string): number | null => toNumber(rows.find((r) => r.kpi === kpi && r.period?.from === period.from)?.value);
    const [start, end] = [value('starting_mrr'), value('mrr')];
    if (start === null && end === null) return [];
    let level = start ?? 0;
    const steps = MOVEMENTS.map(({ kpi, sign }): BridgeStep => {
      const from = level;
      level += sign * (value(kpi) ?? 0);
      return { kpi, from, to: level };
    });
    return [{ period, start: start ?? 0, end: end ?? 0, steps }];
  });
}

/** The lowest and highest level drawn, with a little room; lengths within are true, the foot is not zero. */
export function bridgeScale(bridges: readonly Bridge[]): { readonly min: number; readonly max: number } {
  const levels = bridges.flatMap((b) => [b.start, b.end, ...b.steps.map((s) => s.to)]);
  if (levels.length === 0) return { min: 0, max: 1 };
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return { min: low >= 0 ? Math.max(0, low - room) : low - room, max: high + room };
}
