// A goal while it is being written: what the form holds, what becomes of it, and at which field a refusal belongs.
import type { GoalChange, GoalDocument } from '../../shared/api/goals.js';
import type { KpiEntry } from '../../shared/api/figures.js';
import { addDays } from '../../shared/period.js';
import type { Filter } from '../view/view-state.js';
import { decimalOf, typedOf } from './typed-number.js';

export interface GoalDraft {
  readonly id: string;
  readonly name: string;
  readonly kpi: string;
  readonly filters: readonly Filter[];
  readonly from: string;
  /** Included, as people say a period; documents have the day after. */
  readonly lastDay: string;
  /** As typed; of a rate in percent. */
  readonly target: string;
  readonly direction: 'atLeast' | 'atMost';
  readonly owner: string;
  readonly parent: string | null;
  readonly notes: string;
  readonly activities: readonly { readonly what: string; readonly who: string; readonly by: string; readonly done: boolean }[];
  /** Why it changes, for its history. */
  readonly why: string;
}

/** Fields of the form that a refusal can stand at. */
export const GOAL_FIELDS = ['id', 'name', 'kpi', 'where', 'from', 'to', 'target', 'direction', 'owner', 'parent', 'notes', 'activities'] as const;
export type GoalField = (typeof GOAL_FIELDS)[number];

export function draftOf(goal: GoalDocument): GoalDraft {
  return {
    id: goal.id, name: goal.name, kpi: goal.kpi, filters: goal.where, from: goal.from, lastDay: addDays(goal.to, -1), target: typedOf(goal.target, goal.unit), direction: goal.direction,
    owner: goal.owner, parent: goal.parent, notes: goal.notes, activities: goal.activities.map(({ what, who, by, done }) => ({ what, who, by: by ?? '', done })), why: '',
  };
}

/** What is sent. An activity without words is left out; a day that is not set is no day. */
export function changeOf(draft: GoalDraft, unit: KpiEntry['unit']): GoalChange {
  return {
    note: draft.why.trim(),
    goal: {
      id: draft.id, name: draft.name.trim(), kpi: draft.kpi, where: draft.filters.map(({ dimension, values }) => ({ dimension, values: [...values] })),
      from: draft.from, to: draft.lastDay === '' ? '' : addDays(draft.lastDay, 1), target: decimalOf(draft.target, unit), direction: draft.direction, owner: draft.owner.trim(), parent: draft.parent, notes: draft.notes,
      activities: draft.activities.filter((a) => a.what.trim() !== '').map(({ what, who, by, done }) => ({ what: what.trim(), who: who.trim(), done, ...(by !== '' && { by }) })),
    },
  };
}

/** An id from a name that no goal has yet: `Revenue, 2nd half` is `revenue-2nd-half`. */
export function idFrom(name: string, taken: ReadonlySet<string>): string {
  const plain = name.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 56) || 'goal';
  const free = (id: string): boolean => !taken.has(id) && !['export', 'apply', 'pacing'].includes(id);
  for (let n = 1; ; n++) {
    const id = n === 1 ? plain : `${plain}-${n}`;
    if (free(id)) return id;
  }
}

/** The field a refusal speaks of: `goal.target`, `q4, parent`, `goal.activities.0.by`; undefined where it is about no field. */
export function fieldOf(code: string, details: Readonly<Record<string, unknown>>): GoalField | undefined {
  if (code === 'unknown_kpi' || code === 'unknown_stage') return 'kpi';
  if (code === 'unknown_dimension') return 'where';
  if (code === 'invalid_range') return 'to';
  const where = typeof details['where'] === 'string' ? details['where'] : '';
  const words = where.split(/[.,\s]+/).filter((w) => w !== 'goal');
  // The goal's own id may stand first; what comes after it is the field.
  return GOAL_FIELDS.find((field) => words.slice(-3).includes(field));
}
