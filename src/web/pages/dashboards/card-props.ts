// What every kind of card is given, and the room it has.
import type { DashboardCard } from '../../../shared/api/dashboards.js';
import type { Aim } from '../../view/use-goals.js';
import type { Answers } from './use-answers.js';
import { GAP, ROW } from './use-grip.js';

export interface CardProps<Kind extends DashboardCard['kind'] = DashboardCard['kind']> {
  readonly card: Extract<DashboardCard, { kind: Kind }>;
  readonly answers: Answers;
  /** Goals by KPI. */
  readonly aims: ReadonlyMap<string, Aim>;
}

/** Room for a chart under the head of a card so many rows high, CSS pixels. */
export const roomIn = (height: number): number => height * ROW + (height - 1) * GAP - 44;
