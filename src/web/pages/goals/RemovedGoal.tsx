// Says that a goal is removed, and brings it back.
import type { GoalDocument } from '../../../shared/api/goals.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import type { GoalChanges } from './use-goal-changes.js';

export const RemovedGoal = ({ goal, changes: { restore } }: { readonly goal: GoalDocument; readonly changes: GoalChanges }) => (
  <div>
    <p className="small" role="status"><strong><bdi>{goal.name}</bdi></strong> is removed; its history stays. <button type="button" className="link" disabled={restore.isPending} onClick={() => restore.mutate(goal)}>Bring it back</button></p>
    {restore.isError && <ErrorState error={restore.error} headline="It was not brought back." />}
  </div>
);
