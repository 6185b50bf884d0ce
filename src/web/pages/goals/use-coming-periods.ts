// Periods that are mostly planned for, from this month to the year after this.
import { useMemo } from 'react';
import { addDays, addMonths, startOf } from '../../../shared/period.js';
import { useWorkspace } from '../../view/workspace-context.js';

export interface ComingPeriod {
  readonly label: string;
  readonly from: string;
  /** Included. */
  readonly lastDay: string;
}

export function useComingPeriods(): ComingPeriod[] {
  const { calendar: { today, fiscalYearStart } } = useWorkspace();
  return useMemo(() => {
    const steps = [['month', 1, 'month'], ['quarter', 3, 'quarter'], ['year', 12, fiscalYearStart === 1 ? 'year' : 'fiscal year']] as const;
    return steps.flatMap(([step, months, name]) => {
      const now = startOf(step, today, fiscalYearStart);
      const next = addMonths(now, months);
      return [{ label: `this ${name}`, from: now, lastDay: addDays(next, -1) }, { label: `next ${name}`, from: next, lastDay: addDays(addMonths(next, months), -1) }];
    });
  }, [today, fiscalYearStart]);
}
