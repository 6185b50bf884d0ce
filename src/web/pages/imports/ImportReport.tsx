// One import from its start to its result: progress, counts, what came in and where to see it, refused rows, and what can
// be done with it: cancel, resume, undo.
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ImportDocument } from '../../../shared/api/imports.js';
import { addDays } from '../../../shared/period.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { actOnImport, rejectsUrl } from '../../api/api-client.js';
import { importQuery } from '../../api/queries.js';
import { forgetFigures } from '../../api/query-client.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { formatRange } from '../../format/format-date.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { rangeId } from '../../view/period-presets.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { actionsOf, isEnded, kindWords, STATE_WORDS } from './import-words.js';
import styles from './imports.module.css';
import { Problems } from './Problems.js';
import { RunningImport } from './RunningImport.js';
import { UndoButton } from './UndoButton.js';
import { useImportProgress } from './use-import-progress.js';

export function ImportReport({ id, begunHere = false }: { readonly id: string; readonly begunHere?: boolean }) {
  const client = useQueryClient();
  const { data: run, error } = useImportProgress(id, begunHere);
  const act = useMutation({
    mutationFn: (what: 'cancel' | 'resume' | 'undo') => actOnImport(id, what),
    onSuccess: (after) => {
      client.setQueryData(importQuery(id).queryKey, after);
      return forgetFigures();
    },
  });
  if (!run) return error ? <ErrorState error={error} what="This import" /> : <TableBones rows={3} />;
  const can = actionsOf(run);
  return (
    <div className={styles.report}>
      {!isEnded(run) ? <RunningImport run={run} verb="importing" /> : <Outcome run={run} />}
      {!isEnded(run) && error && <p className="small warn" role="status">{error.message} What it has taken in is kept, and it goes on without this page, which looks again every second.</p>}
      <Problems run={run} />
      {act.isError && <ErrorState error={act.error} headline="That did not work." holds="The import is as it was." />}
      <div className={styles.actions}>
        {run.rejected > 0 && isEnded(run) && <a className="link" href={rejectsUrl(run.id)} download>refused rows as CSV</a>}
        {can.cancel && <Button variant="default" size="xs" onClick={() => act.mutate('cancel')} loading={act.isPending}>Cancel</Button>}
        {can.resume && <Button size="xs" onClick={() => act.mutate('resume')} loading={act.isPending}>Resume where it stopped</Button>}
        {can.undo && <UndoButton run={run} busy={act.isPending} onUndo={() => act.mutate('undo')} />}
      </div>
    </div>
  );
}

function Outcome({ run }: { readonly run: ImportDocument }) {
  const { catalogue } = useWorkspace();
  const range = run.firstDay !== null && run.lastDay !== null ? { from: run.firstDay, to: addDays(run.lastDay, 1) } : undefined;
  const search = range ? { period: rangeId(range) } : {};
  const facts = Object.entries(run.facts).filter(([, n]) => n > 0);
  return (
    <>
      {run.error && <ErrorState error={new Error(`${run.error.message} ${run.error.hint}`)} headline={run.accepted > 0 ? `${run.file} came in only in part.` : `${run.file} was not imported.`} holds={run.accepted > 0 ? 'What came in before is kept; resume goes on from there.' : 'Nothing has been written.'} />}
      <p role="status">
        {run.state === 'undone' ? <strong>Undone.</strong> : run.state === 'done' ? <strong>{run.accepted === 0 && run.duplicates > 0 ? 'Nothing new: everything in it was known already.' : 'Imported.'}</strong> : <strong>This import {run.state === 'failed' ? 'failed' : run.state === 'interrupted' ? 'stopped' : `was ${STATE_WORDS[run.state]}`}{run.state === 'interrupted' && ` at ${formatFigure(run.progress, { unit: 'rate', currency: '', digits: 0 })}`}.</strong>}{' '}
        {run.state === 'undone' ? 'Facts that no other import supplies are gone; import the file again to have them back.'
        : facts.length > 0 ? <>New: {facts.map(([kind, n], i) => {
            const { label, kpi } = kindWords(kind, n);
            const text = `${formatCount(n)} ${label}`;
            const known = kpi !== undefined && findKpi(catalogue, kpi) !== undefined;
            return <span key={kind}>{i > 0 && (i === facts.length - 1 ? ' and ' : ', ')}{known ? <Link to="/kpis/$id" params={{ id: kpi }} search={search} className="link">{text}</Link> : text}</span>;
          })}{range && <>, of <Link to="/" search={search} className="link">{formatRange(range)}</Link></>}.</> : null}
      </p>
      <dl className={styles.counts}>
        {([['rows read', run.read], ['brought something new', run.accepted], ['known already', run.duplicates], ['refused', run.rejected], ['no data', run.skipped]] as const).map(([name, n]) => (
          <div key={name} data-bad={name === 'refused' && n > 0}><dt>{name}</dt><dd>{formatCount(n)}</dd></div>
        ))}
      </dl>
    </>
  );
}
