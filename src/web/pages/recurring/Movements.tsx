// How MRR moved, month by month: a bridge each from start to end, drawn and as a table, what exchange rates did apart.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ComparedRow, FiguresDocument } from '../../../shared/api/figures.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { groupBy } from '../../analysis/group-by.js';
import { MOVEMENTS, mrrBridges } from '../../analysis/mrr-bridge.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone, TableBones } from '../../components/states/Skeleton.js';
import { ColumnChooser } from '../../components/tables/ColumnChooser.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, parseSort, printSort, sortRows, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatRange, formatStep } from '../../format/format-date.js';
import { columnDigits, formatFigure, toNumber, unitSign } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { BridgeChart } from './BridgeChart.js';
import { MONTHLY } from './recurring-asks.js';
import styles from './recurring.module.css';

interface Line {
  /** First day of the month. */
  readonly from: string;
  readonly cells: ReadonlyMap<string, ComparedRow>;
}

interface Props {
  readonly figures: UseQueryResult<FiguresDocument>;
  readonly every: 'month' | 'quarter';
}

/** What takes away is shown with its sign: the columns of a row add up to its end. */
const SIGNS = new Map<string, number>(MOVEMENTS.map((m) => [m.kpi, m.sign]));

export function Movements({ figures: { data, isError, error, isPending, refetch }, every }: Props) {
  const { view, change } = useView();
  const lines = [...groupBy(data?.rows ?? [], (r) => r.period?.from ?? '')].map(([from, rows]): Line => ({ from, cells: new Map(rows.map((r) => [r.kpi, r])) }));
  const columns = useMovementColumns(lines, every, data?.currency ?? '');
  const sort = parseSort(view.sort ?? 'from');
  return (
    <Section
      title={`Movements by ${every}`} note={data && `${formatRange(data)}; start, plus movements, plus what exchange rates did, is the end`} busy={isPending}
      actions={data && <>
        <ColumnChooser columns={MONTHLY} hidden={view.hide ?? []} onChange={(hide) => change({ hide: hide.length > 0 ? hide : undefined }, { replace: true })} />
        <CopyTable name="mrr-movements" lines={() => tableText(columns, sortRows(lines, columns, sort))} />
      </>}
    >
      {isError ? <ErrorState error={error} what="The movements" onRetry={() => void refetch()} />
      : !data ? <><div className={styles.waiting}><Bone height="230px" /></div><TableBones rows={12} /></>
      : (
        <>
          <BridgeChart bridges={mrrBridges(data.rows)} every={every} currency={data.currency} />
          <DataTable caption={`Recurring revenue by ${every}: start, movements, exchange effect, end, churn and retention`} columns={columns} rows={lines} keyOf={(l) => l.from} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} tight />
        </>
      )}
    </Section>
  );
}

function useMovementColumns(lines: readonly Line[], every: 'month' | 'quarter', currency: string): Column<Line>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const name = (l: Line): string => {
    const period = [...l.cells.values()][0]?.period;
    return period ? formatStep(period, every) : '';
  };
  // A row adds up: its amounts are all read to the same digit.
  const amounts = MONTHLY.filter((m) => findKpi(catalogue, m.id)?.unit === 'money').flatMap((m) => lines.map((l) => l.cells.get(m.id)?.value ?? null));
  return [
    { id: 'from', header: every === 'month' ? 'Month' : 'Quarter', text: name, sortBy: (l) => l.from, cell: name },
    ...MONTHLY.filter((m) => !(view.hide ?? []).includes(m.id)).flatMap(({ id, header }): Column<Line>[] => {
      const kpi = findKpi(catalogue, id);
      if (!kpi) return [];
      const sign = SIGNS.get(id);
      const digits = columnDigits(kpi.unit, kpi.unit === 'money' ? amounts : lines.map((l) => l.cells.get(id)?.value ?? null));
      const value = (l: Line): number | null => {
        const n = toNumber(l.cells.get(id)?.value);
        return n === null ? null : sign === -1 && n !== 0 ? -n : n;
      };
      const show = (l: Line): string => formatFigure(value(l), { unit: kpi.unit, currency, precision: 'cell', digits, signed: sign !== undefined });
      return [{
        id, header, unit: unitSign(kpi.unit, currency), note: `${kpi.label}: ${kpi.description}`, align: 'right', text: show, sortBy: value,
        cell: (l) => {
          const row = l.cells.get(id);
          return row ? <FigureLink row={row} kpi={kpi} view={view} currency={currency}>{show(l)}</FigureLink> : <span className="faint">–</span>;
        },
      }];
    }),
  ];
}
