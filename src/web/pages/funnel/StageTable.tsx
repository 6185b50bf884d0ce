// The stages of the funnel: entries, what part of the stage before and of the first they are, and how long the step took.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ComparedRow, Figure, FiguresDocument } from '../../../shared/api/figures.js';
import { findKpi } from '../../../shared/find-kpi.js';
import type { FunnelStep } from '../../analysis/funnel-steps.js';
import { Change } from '../../components/figures/Change.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { IntervalBar } from '../../components/figures/IntervalBar.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatChange, formatFigure, toNumber, type Unit } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';

const NOTES = {
  activity: 'entries of the period over entries of the period: different people above and below',
  cohort: 'of those who entered in the period, how many went on so far; recent ones are still open',
};

interface Props {
  readonly figures: UseQueryResult<FiguresDocument>;
  readonly steps: readonly FunnelStep[];
}

export function StageTable({ figures: { data, isError, error, isPending, refetch }, steps }: Props) {
  const { basis } = useView();
  const columns = useStageColumns(data, steps);
  return (
    <Section title="Stages" note={NOTES[basis]} busy={isPending} actions={data && <CopyTable name="funnel" lines={() => tableText(columns, steps)} />}>
      {isError ? <ErrorState error={error} what="The funnel" onRetry={() => void refetch()} />
      : !data ? <TableBones rows={steps.length} />
      : <DataTable caption="Stages of the funnel: entries, conversion and median time" columns={columns} rows={steps} keyOf={(s) => s.label} />}
    </Section>
  );
}

function useStageColumns(data: FiguresDocument | undefined, steps: readonly FunnelStep[]): Column<FunnelStep>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const currency = data?.currency ?? '';
  const rowOf = (id: string | undefined): ComparedRow | undefined => (id === undefined ? undefined : data?.rows.find((r) => r.kpi === id));
  /** A column of one of a step's KPIs; a step without it says nothing. */
  const column = (id: string, header: string, unit: Unit, kpiOf: (step: FunnelStep) => string | undefined, valueOf: (row: ComparedRow) => Figure | undefined, more: Partial<Column<FunnelStep>> = {}): Column<FunnelStep> => {
    const show = (step: FunnelStep): string => {
      const row = rowOf(kpiOf(step));
      return row ? formatFigure(valueOf(row), { unit, currency, precision: 'cell', ...(unit === 'days' && { digits: 1 }) }) : '';
    };
    return {
      id, header, unit: unit === 'rate' ? '%' : unit === 'days' ? 'days' : '', align: 'right', text: show,
      cell: (step) => {
        const kpiId = kpiOf(step);
        const [kpi, row] = [kpiId === undefined ? undefined : findKpi(catalogue, kpiId), rowOf(kpiId)];
        return kpi && row ? <FigureLink row={row} kpi={kpi} view={view} currency={currency}>{show(step)}</FigureLink> : null;
      },
      ...more,
    };
  };
  // A stage that no KPI counts is what stands above the line of its rate.
  const entries = (step: FunnelStep): string | undefined => step.count ?? step.rate;
  const counted = (row: ComparedRow): Figure => (findKpi(catalogue, row.kpi)?.unit === 'count' ? row.value : row.numerator);
  const change = (step: FunnelStep): ComparedRow | undefined => rowOf(step.count);
  const compared = steps.some((s) => toNumber(change(s)?.change) !== null);
  return [
    { id: 'stage', header: 'Stage', text: (s) => s.label, cell: (s) => s.label },
    column('entries', 'Entries', 'count', entries, counted),
    ...(compared ? [{
      id: 'change', header: 'Change', align: 'right' as const, text: (s: FunnelStep) => (change(s) ? formatChange(change(s)?.change, { unit: 'count', currency, precision: 'cell' }) : ''),
      cell: (s: FunnelStep) => {
        const [row, kpi] = [change(s), s.count === undefined ? undefined : findKpi(catalogue, s.count)];
        return row && kpi ? <Change row={row} kpi={kpi} currency={currency} show="cell" /> : null;
      },
    }] : []),
    column('rate', 'Of the stage before', 'rate', (s) => s.rate, (r) => r.value, { note: 'Leads: of visitors. Every other stage: of the entries of the stage before.' }),
    {
      id: 'bar', header: 'Drawn', hiddenHeader: true, wide: true, text: () => '',
      cell: (s) => {
        const row = rowOf(s.rate);
        return row ? <IntervalBar row={row} scale={{ min: 0, max: 1 }} /> : null;
      },
    },
    column('overall', 'Of the first stage', 'rate', (s) => s.overall, (r) => r.value),
    column('median', 'Median time', 'days', (s) => s.time, (r) => r.converted?.median ?? null, { note: 'From the stage before; of those who converted' }),
    column('within', 'Within 90 days', 'rate', (s) => s.time, (r) => r.incidence?.at90 ?? null, { note: 'Of all who entered the stage before in the period; being lost competes with converting. No value while nobody has been seen that long.' }),
    column('open', 'Still open', 'rate', (s) => s.time, (r) => r.openShare ?? null, { note: 'Of those who entered the stage before in the period: neither converted nor gone' }),
  ];
}
