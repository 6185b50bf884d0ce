// The course of one KPI as a card: drawn, or as its table.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { FiguresDocument, KpiEntry, Step } from '../../../shared/api/figures.js';
import { growsByDay } from '../../../shared/grows-by-day.js';
import { titleOf } from '../../analysis/card-words.js';
import { courseKey, stepOf } from '../../analysis/dashboard-questions.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { goalLine, goalsOf } from '../../analysis/goal-cover.js';
import { goalsQuery } from '../../api/queries.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText } from '../../components/tables/DataTable.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { TrendChart, useTrendColumns } from '../kpi/Trend.js';
import { roomIn, type CardProps } from './card-props.js';
import { CardFrame, Gone, Waiting } from './CardFrame.js';
import styles from './dashboards.module.css';
import { TableSwitch } from './TableSwitch.js';

export function TrendCard({ card, answers }: CardProps<'trend'>) {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const every = stepOf(card, answers);
  const course = answers.of(courseKey(every));
  const kpi = findKpi(catalogue, card.kpi);
  const title = titleOf(catalogue, card);
  const figures = useMemo(() => course?.data && { ...course.data, rows: course.data.rows.filter((r) => r.kpi === card.kpi) }, [course?.data, card.kpi]);
  if (!kpi) return <CardFrame title={title}><Gone what={card.kpi} /></CardFrame>;
  const door = <Link to="/kpis/$id" params={{ id: card.kpi }} search={carried(view)} className="door">{title}</Link>;
  if (!figures || figures.rows.length === 0) return <CardFrame title={door}><Waiting failed={course?.isError === true} height={roomIn(card.height)} /></CardFrame>;
  return <Course kpi={kpi} title={door} figures={figures} every={every} height={roomIn(card.height)} />;
}

interface CourseProps {
  readonly kpi: KpiEntry;
  readonly title: React.ReactNode;
  readonly figures: FiguresDocument;
  readonly every: Step;
  readonly height: number;
}

function Course({ kpi, title, figures, every, height }: CourseProps) {
  const { where, basis, compare } = useView();
  const [asTable, setAsTable] = useState(false);
  const goals = useQuery(goalsQuery);
  const line = useMemo(() => {
    const aimed = basis === 'activity' ? goalsOf(goals.data?.goals ?? [], kpi.id, where) : [];
    return goalLine(figures.rows.flatMap((r) => r.period ?? []), aimed, growsByDay(kpi));
  }, [goals.data, figures, kpi, where, basis]);
  const columns = useTrendColumns(kpi, figures, line);
  const empty = figures.rows.every((r) => r.value === null && !r.converted?.count);
  return (
    <CardFrame
      title={title} note={[`by ${every}`, ...(compare === 'none' || kpi.kind === 'times' ? [] : ['grey: compared']), ...(line.some((g) => g !== null) ? ['dotted: goal'] : [])].join(' · ')}
      actions={!empty && <>{asTable && <CopyTable name={`${kpi.id}-by-${every}`} lines={() => tableText(columns, figures.rows)} />}<TableSwitch on={asTable} onSwitch={setAsTable} of={kpi.label} /></>}
    >
      {empty ? <p className="small faint">{figures.rows[0]?.status === 'unsplittable' ? figures.rows[0].remark : 'There is nothing to draw in this period.'}</p>
      : asTable ? <ScrollRegion className={styles.body} label={kpi.label}><DataTable caption={`${kpi.label} by ${every}`} columns={columns} rows={figures.rows} keyOf={(r) => r.period?.from ?? ''} /></ScrollRegion>
      : <TrendChart kpi={kpi} figures={figures} every={every} goal={line} height={height} table="The button “table” shows every value." />}
    </CardFrame>
  );
}
