// Reads the whole file once without writing, and counts what would come in and what would be refused, and why.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import type { ImportDocument, ImportRequest } from '../../../shared/api/imports.js';
import { actOnImport, startImport } from '../../api/api-client.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { formatCount } from '../../format/format-figure.js';
import { isEnded } from './import-words.js';
import styles from './imports.module.css';
import { Problems } from './Problems.js';
import { RunningImport } from './RunningImport.js';
import { useImportProgress } from './use-import-progress.js';

interface Props {
  readonly ask: Omit<ImportRequest, 'dryRun'>;
  /** The button that follows; knows what was counted, or undefined while counting. */
  readonly children: (checked: ImportDocument | undefined) => ReactNode;
}

/** Who no longer waits for a check stops it, so that it holds up no import. */
function useCancelledWhenLeft(run: ImportDocument | undefined): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(
    () => () => {
      if (latest.current && !isEnded(latest.current)) void actOnImport(latest.current.id, 'cancel').catch(() => undefined);
    },
    [],
  );
}

export function DryRun({ ask, children }: Props) {
  const begin = useMutation({ mutationFn: startImport });
  const { mutate } = begin;
  // Once for each request, however often the page is drawn.
  const key = JSON.stringify(ask);
  useEffect(() => mutate({ ...ask, dryRun: true }), [mutate, key]);
  const { data, error } = useImportProgress(begin.data?.id, false);
  const run = data ?? begin.data;
  useCancelledWhenLeft(run);
  const failed = begin.error ?? error;
  if (failed) return <ErrorState error={failed} headline="The rows could not be checked." holds="Nothing has been written." onRetry={() => mutate({ ...ask, dryRun: true })} />;
  if (!run || !isEnded(run)) return <div className={styles.check}>{run ? <RunningImport run={run} verb="checking" /> : <p className="small muted" role="status">checking all rows …</p>}<div className={styles.actions}>{children(undefined)}<span className="small faint">You can import before the check ends; refused rows are set aside either way.</span></div></div>;
  if (run.error) return <ErrorState error={new Error(`${run.error.message} ${run.error.hint}`)} headline="This file cannot be imported as it is." holds="Nothing has been written." />;
  return (
    <div className={styles.check}>
      <p role="status">
        <strong>{formatCount(run.read)} rows checked, nothing written yet:</strong> {formatCount(run.accepted)} would bring something new
        {run.duplicates > 0 && <>, {formatCount(run.duplicates)} are known already</>}, {run.rejected === 0 ? 'none would be refused' : <span className="worse">{formatCount(run.rejected)} would be refused</span>}
        {run.skipped > 0 && <>, {formatCount(run.skipped)} hold no data (totals, comments, blanks)</>}.
      </p>
      <Problems run={run} />
      <div className={styles.actions}>
        {children(run)}
        {run.rejected > 0 && <span className="small faint">Refused rows are set aside in a file; mend them there and drop it again.</span>}
        {run.accepted === 0 && <span className="small faint">{run.duplicates > 0 ? 'Everything in it is known already: importing changes no figure.' : 'Nothing in it can be imported as it is.'}</span>}
      </div>
    </div>
  );
}
