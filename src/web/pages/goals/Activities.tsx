// The list of what is done for a goal, by whom and until when, while it is written.
import type { GoalDraft } from '../../analysis/goal-draft.js';
import { Icon } from '../../frame/Icon.js';
import styles from './goals.module.css';

type Activity = GoalDraft['activities'][number];

export function Activities({ activities, onChange }: { readonly activities: readonly Activity[]; readonly onChange: (activities: readonly Activity[]) => void }) {
  const set = (i: number, patch: Partial<Activity>): void => onChange(activities.map((a, j) => (j === i ? { ...a, ...patch } : a)));
  return (
    <div>
      {activities.map((a, i) => (
        <div key={i} className={styles.activity}>
          <input type="checkbox" aria-label={`Activity ${String(i + 1)} is done`} checked={a.done} onChange={(e) => set(i, { done: e.currentTarget.checked })} />
          <input aria-label={`Activity ${String(i + 1)}: what`} placeholder="What" value={a.what} maxLength={500} onChange={(e) => set(i, { what: e.currentTarget.value })} />
          <input aria-label={`Activity ${String(i + 1)}: who`} placeholder="Who" list="goal-people" value={a.who} maxLength={200} onChange={(e) => set(i, { who: e.currentTarget.value })} />
          <input aria-label={`Activity ${String(i + 1)}: by when`} type="date" value={a.by} onChange={(e) => set(i, { by: e.currentTarget.value })} />
          <button type="button" className="link" aria-label={`Leave activity ${String(i + 1)} out`} onClick={() => onChange(activities.filter((_, j) => j !== i))}><Icon name="close" size={12} /></button>
        </div>
      ))}
      <button type="button" className="link small" onClick={() => onChange([...activities, { what: '', who: '', by: '', done: false }])}>add one</button>
    </div>
  );
}
