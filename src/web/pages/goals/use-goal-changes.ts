// Setting and removing goals, and the one that was just removed, to be brought back.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { GoalChange, GoalDocument } from '../../../shared/api/goals.js';
import { removeGoal, setGoal } from '../../api/api-client.js';

/** A goal as it was, to be set again. */
const again = ({ unit: _unit, version: _version, children: _children, childrenTarget: _childrenTarget, warnings: _warnings, ...goal }: GoalDocument): GoalChange => ({ goal, note: 'Brought back' });

export function useGoalChanges() {
  const cache = useQueryClient();
  const [removed, setRemoved] = useState<GoalDocument | null>(null);
  const forget = (): Promise<void> => cache.invalidateQueries({ queryKey: ['goals'] });
  const set = useMutation({ mutationFn: (change: GoalChange) => setGoal(change), onSuccess: forget });
  const remove = useMutation({ mutationFn: (goal: GoalDocument) => removeGoal(goal.id), onSuccess: (_, goal) => { setRemoved(goal); return forget(); } });
  const restore = useMutation({ mutationFn: (goal: GoalDocument) => setGoal(again(goal)), onSuccess: () => { setRemoved(null); return forget(); } });
  return { set, remove, restore, removed };
}
export type GoalChanges = ReturnType<typeof useGoalChanges>;
