// A goal beside the figure it is about: target, period, and how it stands once that is known.
import type { GoalDocument } from '../../../shared/api/goals.js';
import type { PacingDocument } from '../../../shared/api/pacing.js';
import { formatRange } from '../../format/format-date.js';
import { formatFigure } from '../../format/format-figure.js';
import { GoalStatus } from './GoalStatus.js';

interface Props {
  readonly goal: GoalDocument;
  readonly pacing: PacingDocument | undefined;
  readonly currency: string;
}

export const GoalPace = ({ goal, pacing, currency }: Props) => (
  <span>
    <span className="faint">goal {goal.direction === 'atMost' ? '≤ ' : ''}{formatFigure(goal.target, { unit: goal.unit, currency: goal.currency ?? currency, precision: 'short' })}, {formatRange(goal)}</span>
    {pacing && <> <GoalStatus status={pacing.status} /></>}
  </span>
);
