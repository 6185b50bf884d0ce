// A change against the compared period: arrow, amount, and better or worse in words and colour. A figure on too few
// cases is not judged.
import type { ComparedRow, KpiEntry } from '../../../shared/api/figures.js';
import { formatChange, formatFigure, formatRelative, toNumber } from '../../format/format-figure.js';

type Judged = 'better' | 'worse' | 'neither';

/** Whether a change is for the better, by the figure's direction; neither where it has none, did not move or is not to be judged. */
export function judge(row: ComparedRow, better: KpiEntry['better']): Judged {
  const change = toNumber(row.change);
  if (change === null || change === 0 || better === 'neither' || row.status === 'few' || row.before?.status === 'few') return 'neither';
  return change > 0 === (better === 'higher') ? 'better' : 'worse';
}

interface Props {
  readonly row: ComparedRow;
  readonly kpi: Pick<KpiEntry, 'unit' | 'better'>;
  readonly currency: string;
  /** relative: `▲ 12 %`; absolute: `▲ +€5.02`, for tables as a bare number. */
  readonly show?: 'relative' | 'absolute' | 'cell';
  readonly digits?: number;
}

export function Change({ row, kpi, currency, show = 'relative', digits }: Props) {
  const change = toNumber(row.change);
  if (row.before === undefined || change === null) return <span className="faint">{show === 'cell' ? '–' : 'no earlier figure'}</span>;
  if (change === 0) return <span className="faint">{show === 'cell' ? '0' : 'unchanged'}</span>;
  const judged = judge(row, kpi.better);
  const relative = show === 'relative' && kpi.unit !== 'rate' && typeof row.changeRate === 'number';
  const amount = relative
    ? formatRelative(row.changeRate ?? 0)
    : formatChange(row.change, { unit: kpi.unit, currency, precision: show === 'cell' ? 'cell' : 'short', ...(digits !== undefined && { digits }) });
  // Too small to be seen in these digits: no arrow, no judgement.
  if (!/[1-9]/.test(amount)) return <span className="faint">{show === 'cell' ? '0' : 'unchanged'}</span>;
  const before = `before: ${formatFigure(row.before.value, { unit: kpi.unit, currency })}`;
  return (
    <span className={judged === 'neither' ? 'muted nowrap' : `${judged} nowrap`} data-note={before}>
      <span aria-hidden="true">{change > 0 ? '▲' : '▼'}</span> {relative && <span className="sr-only">{change > 0 ? 'up' : 'down'}</span>}
      {amount}
      {judged !== 'neither' && <span className={kpi.better === 'lower' && show !== 'cell' ? '' : 'sr-only'}> {judged}</span>}
    </span>
  );
}
