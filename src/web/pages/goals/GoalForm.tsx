// Writes a goal: figure, conditions, period, target, owner, where it hangs, who does what by when. What the server refuses
// stands at its field.
import { Button } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import type { GoalDocument } from '../../../shared/api/goals.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { changeOf, draftOf, fieldOf, idFrom, type GoalDraft, type GoalField } from '../../analysis/goal-draft.js';
import { possibleParents } from '../../analysis/goal-tree.js';
import { groupKpis } from '../../analysis/group-kpis.js';
import { ApiError } from '../../api/api-client.js';
import { ConditionChips } from '../../components/filters/ConditionChips.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { unitSign } from '../../format/format-figure.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { Activities } from './Activities.js';
import styles from './goals.module.css';
import { useComingPeriods } from './use-coming-periods.js';
import type { GoalChanges } from './use-goal-changes.js';

interface Props {
  readonly goal: GoalDocument | undefined;
  readonly goals: readonly GoalDocument[];
  readonly changes: GoalChanges;
  readonly onCancel: () => void;
  readonly onSaved: (id: string) => void;
}

export function GoalForm({ goal, goals, changes, onCancel, onSaved }: Props) {
  const { catalogue, status, calendar } = useWorkspace();
  const periods = useComingPeriods();
  const [draft, setDraft] = useState<GoalDraft>(() => (goal ? draftOf(goal) : {
    id: '', name: '', kpi: 'revenue', filters: [], from: periods[1]?.from ?? calendar.today, lastDay: periods[1]?.lastDay ?? calendar.today, target: '', direction: 'atLeast', owner: '', parent: null, notes: '', activities: [], why: '',
  }));
  const set = (patch: Partial<GoalDraft>): void => setDraft((now) => ({ ...now, ...patch }));
  const kpi = findKpi(catalogue, draft.kpi);
  const unit = kpi?.unit ?? 'count';
  const id = goal?.id ?? (draft.id === '' ? idFrom(draft.name, new Set(goals.map((g) => g.id))) : draft.id);
  const save = (): void => changes.set.mutate(changeOf({ ...draft, id }, unit), { onSuccess: () => onSaved(id) });
  const { error } = changes.set;
  const refused = error instanceof ApiError ? fieldOf(error.code, error.details) : undefined;
  const fault = (field: GoalField): Fault | undefined => {
    if (refused !== field || !(error instanceof ApiError)) return undefined;
    // The form counts the last day in, the API does not.
    return error.code === 'invalid_range' ? { message: 'The last day lies before the first.', hint: 'Choose a later one.' } : { message: error.message, hint: error.hint };
  };
  const groups = groupKpis(catalogue.kpis.filter((k) => k.kind !== 'times'), (k) => k);
  const owners = [...new Set(goals.flatMap((g) => [g.owner, ...g.activities.map((a) => a.who)]))].filter(Boolean);
  const sign = unitSign(unit, status.currency);
  return (
    // The panel that chooses values is a form of its own: what it submits comes by here too.
    <form className={styles.form} noValidate onSubmit={(e) => { if (e.target !== e.currentTarget) return; e.preventDefault(); save(); }}>
      <Field label="Name" fault={fault('name')} span="6">{(p) => <input {...p} value={draft.name} maxLength={200} required data-autofocus onChange={(e) => set({ name: e.currentTarget.value })} />}</Field>
      <Field label="Figure" fault={fault('kpi')}>
        {(p) => (
          <select {...p} value={draft.kpi} onChange={(e) => { const next = findKpi(catalogue, e.currentTarget.value); set({ kpi: e.currentTarget.value, direction: next?.better === 'lower' ? 'atMost' : 'atLeast', filters: draft.filters.filter((f) => next?.dimensions.includes(f.dimension)) }); }}>
            {groups.map(([group, kpis]) => <optgroup key={group} label={group}>{kpis.map((k) => <option key={k.id} value={k.id}>{k.label}</option>)}</optgroup>)}
            {!groups.some(([, kpis]) => kpis.some((k) => k.id === draft.kpi)) && <option value={draft.kpi}>{kpi?.label ?? draft.kpi}</option>}
          </select>
        )}
      </Field>
      <Field label="Only of" fault={fault('where')} group>{() => <div className={styles.chips}><ConditionChips filters={draft.filters} dimensions={kpi?.dimensions ?? []} onChange={(filters) => set({ filters })} /></div>}</Field>
      <Field label="Period" span="2">
        {(p) => (
          <select {...p} value={periods.find((o) => o.from === draft.from && o.lastDay === draft.lastDay)?.label ?? ''} onChange={(e) => { const one = periods.find((o) => o.label === e.currentTarget.value); if (one) set({ from: one.from, lastDay: one.lastDay }); }}>
            <option value="">own days</option>
            {periods.map((o) => <option key={o.label}>{o.label}</option>)}
          </select>
        )}
      </Field>
      <Field label="First day" fault={fault('from')} span="2">{(p) => <input {...p} type="date" value={draft.from} onChange={(e) => set({ from: e.currentTarget.value })} />}</Field>
      <Field label="Last day" fault={fault('to')} span="2">{(p) => <input {...p} type="date" value={draft.lastDay} onChange={(e) => set({ lastDay: e.currentTarget.value })} />}</Field>
      <Field label="Direction" fault={fault('direction')} span="2">{(p) => <select {...p} value={draft.direction} onChange={(e) => set({ direction: e.currentTarget.value === 'atMost' ? 'atMost' : 'atLeast' })}><option value="atLeast">at least</option><option value="atMost">at most</option></select>}</Field>
      <Field label={sign === '' ? 'Target' : `Target, ${sign}`} fault={fault('target')} span="2">{(p) => <input {...p} inputMode="decimal" value={draft.target} maxLength={60} required onChange={(e) => set({ target: e.currentTarget.value })} />}</Field>
      <Field label="Owner" fault={fault('owner')} span="2">{(p) => <><input {...p} list="goal-people" value={draft.owner} maxLength={200} onChange={(e) => set({ owner: e.currentTarget.value })} /><datalist id="goal-people">{owners.map((o) => <option key={o} value={o} />)}</datalist></>}</Field>
      <Field label="Part of" fault={fault('parent')}>
        {(p) => <select {...p} value={draft.parent ?? ''} onChange={(e) => set({ parent: e.currentTarget.value || null })}><option value="">nothing: it stands at the top</option>{possibleParents(goals, goal?.id ?? '').map((g) => <option key={g.id} value={g.id}>{g.name}</option>)}</select>}
      </Field>
      <Field label="Id" fault={fault('id')}>{(p) => <input {...p} value={id} disabled={goal !== undefined} maxLength={64} onChange={(e) => set({ id: e.currentTarget.value })} />}</Field>
      <Field label="Who does what by when" fault={fault('activities')} span="6" group>{() => <Activities activities={draft.activities} onChange={(activities) => set({ activities })} />}</Field>
      <Field label="Notes" fault={fault('notes')} span="6">{(p) => <textarea {...p} rows={2} value={draft.notes} maxLength={10_000} onChange={(e) => set({ notes: e.currentTarget.value })} />}</Field>
      {goal && <Field label="Why it changes, for its history" span="6">{(p) => <input {...p} value={draft.why} maxLength={2000} onChange={(e) => set({ why: e.currentTarget.value })} />}</Field>}
      {error && refused === undefined && <div className={styles.field} data-span="6"><ErrorState error={error} headline="The goal was not kept." /></div>}
      <div className={styles.actions}><span className="small faint" role="status">{refused === undefined ? '' : 'Not kept: see the field marked above.'}</span><Button variant="default" onClick={onCancel}>{goal ? 'Leave it as it is' : 'Cancel'}</Button><Button type="submit" loading={changes.set.isPending} disabled={draft.name.trim() === '' || draft.target.trim() === ''}>Keep</Button></div>
    </form>
  );
}

interface Fault {
  readonly message: string;
  readonly hint: string;
}

interface FieldProps {
  readonly label: string;
  readonly fault?: Fault | undefined;
  readonly span?: '2' | '6';
  /** Several controls under one name. */
  readonly group?: boolean;
  readonly children: (control: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactNode;
}

function Field({ label, fault, span, group = false, children }: FieldProps) {
  const id = useId();
  const control = { id, 'aria-invalid': fault !== undefined, 'aria-describedby': fault ? `${id}-fault` : undefined };
  return (
    <div className={styles.field} data-span={span} {...(group && { role: 'group', 'aria-labelledby': `${id}-label` })}>
      {group ? <span id={`${id}-label`} className={styles.legend}>{label}</span> : <label htmlFor={id}>{label}</label>}
      {children(control)}
      {fault && <p id={`${id}-fault`} className={styles.fault} role="alert">{fault.message} {fault.hint}</p>}
    </div>
  );
}
