// What one answer may hold: questions for more are refused before they are worked out.
import type { Step } from '../shared/api/figures.js';
import { AppError } from '../shared/errors.js';
import { daysBetween, type DayRange } from '../shared/period.js';

/** Steps of a time series, a bit more than ten years of days: each asks for a cell of every figure. */
const MOST_STEPS = 4000;
const DAYS_OF_STEP: Readonly<Record<Step, number>> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };
/** Figures of an answer. */
const MOST_FIGURES = 2_000_000;

/** @throws AppError invalid_input */
export function assertFewSteps({ from, to }: DayRange, every: Step): void {
  const steps = Math.ceil(daysBetween(from, to) / DAYS_OF_STEP[every]);
  if (steps > MOST_STEPS) throw new AppError('invalid_input', { where: 'every', reason: `from ${from} to ${to} there are about ${steps} steps of a ${every}, ${MOST_STEPS} at most are answered`, remedy: 'Take a longer step or a shorter period.' });
}

/** @throws AppError too_many_rows */
export function assertFewFigures(cells: number, kpis: number): void {
  if (cells * kpis > MOST_FIGURES) throw new AppError('too_many_rows', { limit: MOST_FIGURES });
}
