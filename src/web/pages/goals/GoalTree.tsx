// The tree of goals as a table: so far, expected, likely end and status of each, the figures open to their cells.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { GoalDocument, GoalList } from '../../../shared/api/goals.js';
import type { PacingDocument, PacingList } from '../../../shared/api/pacing.js';
import type { Figure } from '../../../shared/api/figures.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { addDays } from '../../../shared/period.js';
import { shortLabel } from '../../analysis/figure-words.js';
import { goalTree, type TreeRow } from '../../analysis/goal-tree.js';
import { conditionWords, STATUS } from '../../analysis/goal-words.js';
import { GoalStatus } from '../../components/figures/GoalStatus.js';
import { PaceBar } from '../../components/figures/PaceBar.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone, TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, parseSort, printSort, sortRows, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatDay, formatRange } from '../../format/format-date.js';
import { formatFigure, toNumber } from '../../format/format-figure.js';
import { rangeId } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import { prune, type View } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './goals.module.css';

interface Node {
  readonly goal: GoalDocument;
  readonly pacing: PacingDocument | undefined;
}
type Row = TreeRow<Node>;

/** Where a goal's figure stands: its KPI over its whole period, or over the days that its pacing counts, under its conditions. */
export const cellOf = (goal: GoalDocument, pacing?: PacingDocument): View => prune({ period: rangeId({ from: goal.from, to: pacing?.valueUntil != null && pacing.valueUntil > goal.from ? pacing.valueUntil : goal.to }), filters: goal.where.length > 0 ? goal.where : undefined });

interface Props {
  readonly goals: UseQueryResult<GoalList>;
  readonly pacing: UseQueryResult<PacingList>;
  readonly onAdd: () => void;
}

export function GoalTree({ goals, pacing, onAdd }: Props) {
  const { view, change } = useView();
  const { calendar } = useWorkspace();
  const columns = useColumns(pacing.isError);
  const all = goals.data?.goals ?? [];
  const over = (goal: GoalDocument): boolean => goal.to <= calendar.today;
  const nodes = all.map((goal): Node => ({ goal, pacing: pacing.data?.goals.find((p) => p.goal === goal.id) }));
  const sort = parseSort(view.sort);
  const rows = goalTree(nodes, {
    wanted: ({ goal }) => (view.whose === undefined || goal.owner === view.whose) && (view.show === 'all' || !over(goal)),
    folded: new Set(view.fold ?? []),
    order: (side) => (sort ? sortRows(side, columns, sort) : [...side].sort((a, b) => a.goal.from.localeCompare(b.goal.from) || a.goal.name.localeCompare(b.goal.name))),
  });
  const hidden = all.filter(over).length;
  return (
    <Section
      title="How they stand" note={all.length > 0 ? 'so far and expected by the end of yesterday, likely at the end with 80 % between' : undefined} busy={goals.isPending || (all.length > 0 && pacing.isPending)}
      actions={rows.length > 0 && <CopyTable name="goals" lines={() => tableText(columns, rows)} />}
    >
      {goals.isError ? <ErrorState error={goals.error} what="The goals" onRetry={() => void goals.refetch()} />
      : !goals.data ? <TableBones rows={6} rowHeight={58} />
      : all.length === 0 ? <EmptyState action={<button type="button" className="link" onClick={onAdd}>Set the first goal</button>}>Here stand goals: a figure, a period, what it is to reach, who answers for it. Each is paced against your own earlier periods, so that one that slips is seen early.</EmptyState>
      : rows.length === 0 ? <EmptyState action={<button type="button" className="link" onClick={() => change({ whose: undefined, show: 'all' })}>Show all goals</button>}>{view.whose !== undefined ? `${view.whose} answers for none${view.show === 'all' ? '' : ' that is not over'}.` : `All ${String(hidden)} are over.`}</EmptyState>
      : (
        <>
          {pacing.isError && <ErrorState error={pacing.error} what="How they stand" holds="The goals themselves hold." onRetry={() => void pacing.refetch()} />}
          <DataTable caption="Goals: target, so far, expected, forecast, status and owner" columns={columns} rows={rows} keyOf={(r) => r.goal.id} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} inOrder />
        </>
      )}
    </Section>
  );
}

function useColumns(failed: boolean): Column<Row>[] {
  const { catalogue, status } = useWorkspace();
  const { view, change } = useView();
  const show = (goal: GoalDocument, value: Figure | undefined): string => formatFigure(value, { unit: goal.unit, currency: goal.currency ?? status.currency, precision: 'short' });
  const about = (goal: GoalDocument): string => {
    const kpi = findKpi(catalogue, goal.kpi);
    return [kpi ? shortLabel(kpi) : goal.kpi, conditionWords(goal.where), formatRange(goal)].filter(Boolean).join(' · ');
  };
  const target = (goal: GoalDocument): string => `${goal.direction === 'atMost' ? '≤ ' : ''}${show(goal, goal.target)}`;
  const toggle = (id: string): void => {
    const next = (view.fold ?? []).includes(id) ? (view.fold ?? []).filter((f) => f !== id) : [...(view.fold ?? []), id];
    change({ fold: next.length > 0 ? next : undefined }, { replace: true });
  };
  /** Share of the target, so that goals of any unit sort beside each other. */
  const share = (row: Row, value: Figure | undefined): number | null => {
    const n = toNumber(value);
    return n === null || Number(row.goal.target) === 0 ? null : n / Number(row.goal.target);
  };
  const paced = (row: Row, cell: (pacing: PacingDocument) => ReactNode) => (row.pacing ? cell(row.pacing) : failed ? <span className="faint">–</span> : <Bone width="60px" height="11px" />);
  return [
    {
      id: 'goal', header: 'Goal', text: (r) => `${'  '.repeat(r.depth)}${r.goal.name} (${about(r.goal)})`, sortBy: (r) => r.goal.name,
      cell: (r) => (
        <div className={r.above ? `${styles.name ?? ''} ${styles.above ?? ''}` : styles.name} style={{ paddingLeft: `calc(${String(Math.min(r.depth, 5))} * min(18px, 1.6vw))` }}>
          {r.parts > 0 ? <button type="button" className={styles.fold} aria-expanded={!r.folded} aria-label={`${r.folded ? 'Unfold' : 'Fold'} ${r.goal.name}`} data-prints="true" onClick={() => toggle(r.goal.id)}>{r.folded ? '▸' : '▾'}</button> : <span className={styles.fold} />}
          <div>
            <button type="button" className={styles.open} data-prints="true" onClick={() => change({ goal: r.goal.id })}><bdi>{r.goal.name}</bdi></button>
            <span className={styles.under}>{about(r.goal)}</span>
            {r.pacing && <span className={styles.phone}><GoalStatus status={r.pacing.status} /></span>}
          </div>
        </div>
      ),
    },
    {
      id: 'target', header: 'Target', align: 'right', text: (r) => target(r.goal), sortBy: (r) => Number(r.goal.target),
      cell: (r) => <>{target(r.goal)}{r.goal.childrenTarget !== null && <PartsSum goal={r.goal} show={(v) => show(r.goal, v)} />}</>,
    },
    {
      id: 'value', header: 'So far', align: 'right', note: 'By the end of yesterday, as what is expected counts whole days; a rate or a stock as of now. Sorted by its share of the target.', text: (r) => show(r.goal, r.pacing?.value), sortBy: (r) => share(r, r.pacing?.value),
      cell: (r) => paced(r, (p) => <Link to="/kpis/$id" params={{ id: r.goal.kpi }} search={cellOf(r.goal, p)} className="door" data-note={`${about(r.goal)}\n${show(r.goal, p.value)} ${untilWords(p)}, ${String(p.completedBusinessDays)} of ${String(p.businessDays)} business days`}>{show(r.goal, p.value)}</Link>),
    },
    {
      id: 'expected', header: 'Expected', align: 'right', note: 'By the end of yesterday: the target times the share that had usually come after as many business days, from your own earlier periods; of a rate its target.', text: (r) => show(r.goal, r.pacing?.expected), sortBy: (r) => share(r, r.pacing?.expected),
      cell: (r) => paced(r, (p) => <span data-note={curveWords(p)}>{show(r.goal, typeof p.expected === 'number' && r.goal.unit === 'count' ? Math.round(p.expected) : p.expected)}</span>),
    },
    {
      id: 'forecast', header: 'Likely', align: 'right', note: 'At the end of the period: the middle of 1,000 draws, and between what 80 % of them lie.', sortBy: (r) => share(r, r.pacing?.forecast?.p50),
      text: (r) => (r.pacing?.forecast ? `${show(r.goal, r.pacing.forecast.p50)} (${show(r.goal, r.pacing.forecast.p10)} – ${show(r.goal, r.pacing.forecast.p90)})` : ''),
      cell: (r) => paced(r, ({ forecast, noForecast }) => (forecast
        ? <span data-note={`${formatFigure(forecast.probability, { unit: 'rate', currency: '', digits: 0 })} of the draws keep the target`}>{show(r.goal, Math.round(forecast.p50))}<span className={styles.under}>{show(r.goal, Math.round(forecast.p10))} – {show(r.goal, Math.round(forecast.p90))}</span></span>
        : <span className="faint" data-note={noForecast ? `${noForecast.reason}. Enough would be ${noForecast.enough}.` : undefined}>–</span>)),
    },
    {
      id: 'status', header: 'Status', wide: true, text: (r) => (r.pacing ? `${STATUS[r.pacing.status].word}: ${r.pacing.reason}` : ''), sortBy: (r) => (r.pacing ? STATUS[r.pacing.status].urgent : null),
      cell: (r) => (r.pacing ? <><GoalStatus status={r.pacing.status} /><PaceBar pacing={r.pacing} /><span className={styles.reason}>{r.pacing.reason}</span></> : failed ? null : <Bone width="70%" height="11px" />),
    },
    { id: 'owner', header: 'Owner', text: (r) => r.goal.owner, sortBy: (r) => r.goal.owner || null, cell: (r) => (r.goal.owner === '' ? <span className="faint">nobody</span> : <bdi>{r.goal.owner}</bdi>) },
  ];
}

/** Until when its value counts. */
const untilWords = (p: PacingDocument): string => (p.valueUntil === null ? 'as of now' : p.valueUntil <= p.from ? 'yet: no day of it is over' : `by the end of ${formatDay(addDays(p.valueUntil, -1))}`);

const curveWords = (p: PacingDocument): string =>
  p.curve === null ? 'A rate is to be kept all along.' : `${formatFigure(p.expectedShare, { unit: 'rate', currency: '', digits: 0 })} of the target, ${p.curve === 'own' ? `as in ${String(p.curvePeriods)} earlier periods` : 'by business days: too few earlier periods to learn from'}`;

/** Whether the goals under one add up to it. */
function PartsSum({ goal, show }: { readonly goal: GoalDocument; readonly show: (value: Figure) => string }) {
  const gap = Number(goal.childrenTarget) - Number(goal.target);
  return <span className={styles.under} data-note={`The goals right under it, of the same KPI and period, add up to ${show(goal.childrenTarget)}`}>parts {show(goal.childrenTarget)}{gap === 0 ? ', exact' : gap > 0 ? ', over' : ', under'}</span>;
}
