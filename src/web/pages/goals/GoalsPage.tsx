// Goals from the company to the person: what each is to reach, how far it is, how it will likely end and why; set, changed and
// removed here, with every state they have had.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchGoalsFile } from '../../api/api-client.js';
import { goalsQuery, pacingQuery } from '../../api/queries.js';
import { Page } from '../../components/Page.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { downloadText } from '../../components/tables/table-text.js';
import { useView } from '../../view/use-view.js';
import { GoalDialog } from './GoalDialog.js';
import { GoalsHead } from './GoalsHead.js';
import { GoalTree } from './GoalTree.js';
import { RemovedGoal } from './RemovedGoal.js';
import { useGoalChanges } from './use-goal-changes.js';
import styles from './goals.module.css';

export function GoalsPage() {
  const { view, change } = useView();
  const goals = useQuery(goalsQuery);
  const all = goals.data?.goals ?? [];
  const pacing = useQuery({ ...pacingQuery, enabled: all.length > 0 });
  const [adding, setAdding] = useState(false);
  const changes = useGoalChanges();
  const file = useMutation({ mutationFn: fetchGoalsFile, onSuccess: ({ yaml }) => downloadText('goals.yaml', yaml) });
  const owners = [...new Set(all.map((g) => g.owner).filter(Boolean))].sort((a, b) => a.localeCompare(b));
  const open = adding ? 'new' : all.find((g) => g.id === view.goal);
  return (
    <Page title="Goals" heading="own">
      <GoalsHead title="Goals">
        {all.length > 0 && (
          <label className="small">Owner <select className={styles.select} value={view.whose ?? ''} onChange={(e) => change({ whose: e.currentTarget.value || undefined })}>
            <option value="">everybody</option>
            {owners.map((o) => <option key={o}>{o}</option>)}
            {view.whose !== undefined && !owners.includes(view.whose) && <option>{view.whose}</option>}
          </select></label>
        )}
        {all.length > 0 && <label className={`small ${styles.check ?? ''}`}><input type="checkbox" checked={view.show === 'all'} onChange={(e) => change({ show: e.currentTarget.checked ? 'all' : undefined })} /> also those that are over</label>}
        {all.length > 0 && <button type="button" className="link small" data-note="All goals as a file to keep and review like code; `leadline goals apply` sets it again." onClick={() => file.mutate()}>YAML</button>}
        <button type="button" className={styles.add} onClick={() => setAdding(true)}>Set a goal</button>
      </GoalsHead>
      {file.isError && <ErrorState error={file.error} what="The file" />}
      {changes.removed && <RemovedGoal changes={changes} goal={changes.removed} />}
      <GoalTree goals={goals} pacing={pacing} onAdd={() => setAdding(true)} />
      <GoalDialog
        open={open} goals={all} pacing={pacing.data?.goals.find((p) => p.goal === view.goal)} pacingFailed={pacing.isError} changes={changes}
        onClose={() => { setAdding(false); if (view.goal !== undefined) change({ goal: undefined }, { replace: true }); }}
        onSaved={(id) => { setAdding(false); change({ goal: id }, { replace: true }); }}
      />
    </Page>
  );
}
