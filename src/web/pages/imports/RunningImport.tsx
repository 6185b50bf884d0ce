// A running import: rows, rate and remaining time.
import type { ImportDocument } from '../../../shared/api/imports.js';
import { formatDuration } from '../../format/format-date.js';
import { formatCount } from '../../format/format-figure.js';
import { ProgressBar } from './ProgressBar.js';

export function RunningImport({ run, verb }: { readonly run: ImportDocument; readonly verb: string }) {
  if (run.state === 'waiting') return <ProgressBar share={0} label="waiting for its turn" />;
  if (run.read === 0) return <ProgressBar share={run.progress} label={`${verb} …`} />;
  const parts = [`${verb}, ${formatCount(run.read)} rows`];
  if (run.rowsPerSecond !== null && run.rowsPerSecond > 0) parts.push(`${formatCount(Math.round(run.rowsPerSecond))} a second`);
  if (run.secondsLeft !== null) parts.push(`${formatDuration(run.secondsLeft)} left`);
  if (run.rejected > 0) parts.push(`${formatCount(run.rejected)} refused so far`);
  return <ProgressBar share={run.progress} label={parts.join(' · ')} />;
}
