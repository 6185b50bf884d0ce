// How a goal stands in a word, with its mark.
import type { PacingDocument } from '../../../shared/api/pacing.js';
import { STATUS } from '../../analysis/goal-words.js';

export function GoalStatus({ status }: { readonly status: PacingDocument['status'] }) {
  const { word, tone, mark } = STATUS[status];
  return <strong className={`${tone} nowrap`}><span aria-hidden="true">{mark}</span> {word}</strong>;
}
