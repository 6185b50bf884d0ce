// A what-if while it is edited: the changes that the address holds, by the field they stand in; and which field a refusal is about.
import type { ScenarioChange, ScenarioDocument } from '../../shared/api/planning.js';
import { AppError } from '../../shared/errors.js';
import { printChange, readChange } from '../../shared/planning/scenario-change.js';

export type ScenarioInput = ScenarioChange['input'];

/** One field: a figure in all channels, or in one. */
export const fieldKey = (input: ScenarioInput, channel?: string): string => JSON.stringify(channel === undefined ? [input] : [input, channel]);

/** Changes as an address says them; what can't be read is left out, and of two for one field the later counts. */
export function readDraft(items: readonly string[] | undefined): ScenarioChange[] {
  const found = new Map<string, ScenarioChange>();
  for (const item of items ?? []) {
    try {
      const change = readChange(item);
      found.set(fieldKey(change.input, change.channel), change);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return [...found.values()];
}

/** The draft with one field changed, or as in history again (null). */
export function withChange(draft: readonly ScenarioChange[], field: Pick<ScenarioChange, 'input' | 'channel'>, to: Pick<ScenarioChange, 'value' | 'factor'> | null): string[] | undefined {
  const key = fieldKey(field.input, field.channel);
  const others = draft.filter((c) => fieldKey(c.input, c.channel) !== key);
  const all = to === null ? others : [...others, { ...field, ...to }];
  return all.length === 0 ? undefined : all.map(printChange);
}

export interface FieldFault {
  /** `target`, or the key of a field; undefined where the refusal is about no field of the page. */
  readonly field: string | undefined;
  readonly message: string;
}

/** The field that a refusal of the server names, and what it says without the name. */
export function faultOf(details: Readonly<Record<string, unknown>>, draft: readonly ScenarioChange[], inputs: readonly ScenarioInput[]): FieldFault {
  const [where, reason, remedy, found, enough] = ['where', 'reason', 'remedy', 'found', 'enough'].map((name) => (typeof details[name] === 'string' ? details[name] : ''));
  const message = found === '' ? `${reason ?? ''}. ${remedy ?? ''}`.trim() : `${found ?? ''}. Enough would be ${enough ?? ''}. Or ${remedy ?? ''}.`;
  const change = draft[Number(/^changes (\d+),/.exec(where ?? '')?.[1]) - 1];
  if (change) return { field: fieldKey(change.input, change.channel), message };
  const channel = /^budget of (.+)$/.exec(where ?? '')?.[1];
  // A budget that is changed in all channels is refused for the first that can't carry it.
  if (channel !== undefined) return draft.some((c) => c.input === 'budget' && c.channel === channel) ? { field: fieldKey('budget', channel), message } : { field: fieldKey('budget'), message: `${channel}: ${message}` };
  const input = inputs.find((one) => one === where);
  return { field: input !== undefined ? fieldKey(input) : where === 'target' ? 'target' : undefined, message };
}

/** Without these in all channels nothing can be played; what history is too short for has to be typed. */
const NEEDED = ['leadToMqlRate', 'mqlToSqlRate', 'closeRate', 'averageDeal'] as const satisfies readonly ScenarioInput[];

/**
 * The figures to type before a scenario can be played at all, where history is too short for them and nothing that was typed is wrong.
 * @param missing what history is known to be too short for
 */
export function gapsOf(refusal: { readonly code: string; readonly details: Readonly<Record<string, unknown>> }, draft: readonly ScenarioChange[], missing: readonly string[]): ScenarioInput[] {
  const typed = (input: ScenarioInput): boolean => draft.some((c) => c.input === input && c.channel === undefined && c.value !== undefined);
  const open = NEEDED.filter((input) => !typed(input) && (input === refusal.details['where'] || missing.includes(input)));
  return refusal.code === 'history_too_short' && open.some((input) => input === refusal.details['where']) ? open : [];
}

export interface OutcomeRow {
  readonly outcome: keyof ScenarioDocument['outcomes'];
  readonly label: string;
  readonly unit: 'count' | 'money';
}

export const OUTCOME_ROWS: readonly OutcomeRow[] = [
  { outcome: 'revenue', label: 'Revenue', unit: 'money' }, { outcome: 'contribution', label: 'Contribution after cost', unit: 'money' }, { outcome: 'cost', label: 'Cost', unit: 'money' },
  { outcome: 'deals', label: 'Deals won', unit: 'count' }, { outcome: 'sqls', label: 'SQLs', unit: 'count' }, { outcome: 'mqls', label: 'MQLs', unit: 'count' }, { outcome: 'leads', label: 'Leads', unit: 'count' },
];
