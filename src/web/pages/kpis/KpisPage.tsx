// Every figure there is, by group, with its value in the period: the way in to all of them.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ComparedRow, KpiEntry } from '../../../shared/api/figures.js';
import { sureness } from '../../analysis/figure-words.js';
import { groupKpis } from '../../analysis/group-kpis.js';
import { figuresQuery } from '../../api/queries.js';
import { Change } from '../../components/figures/Change.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './KpisPage.module.css';

interface Line {
  readonly kpi: KpiEntry;
  readonly row: ComparedRow | undefined;
}

export function KpisPage() {
  const { catalogue } = useWorkspace();
  const { view, period, where, compare, basis } = useView();
  const [typed, setTyped] = useState('');
  const figures = useQuery(figuresQuery({ kpis: [], from: period.from, to: period.to, where, compare, basis, intervals: 'exact' }));
  const groups = useMemo(() => {
    const words = typed.trim().toLowerCase().split(/\s+/);
    const found = catalogue.kpis.filter((k) => words.every((w) => `${k.label} ${k.id} ${k.description}`.toLowerCase().includes(w)));
    const rows = new Map(figures.data?.rows.map((r) => [r.kpi, r]));
    return groupKpis(found.map((kpi): Line => ({ kpi, row: rows.get(kpi.id) })), (l) => l.kpi);
  }, [catalogue, typed, figures.data]);
  const currency = figures.data?.currency ?? '';
  const valueOf = ({ kpi, row }: Line): string => formatFigure(kpi.kind === 'times' ? row?.converted?.median : row?.value, { unit: kpi.unit, currency });
  const columns: Column<Line>[] = [
    { id: 'kpi', header: 'Figure', text: (l) => l.kpi.label, cell: ({ kpi }) => <Link to="/kpis/$id" params={{ id: kpi.id }} search={carried(view)} className={`door ${styles.name}`}>{kpi.label}</Link> },
    { id: 'value', header: 'Value', align: 'right', text: valueOf, cell: (l) => (l.row ? <FigureLink row={l.row} kpi={l.kpi} view={view} currency={currency}>{valueOf(l)}</FigureLink> : figures.isPending ? <Bone width="60px" height="11px" /> : <span className="faint">–</span>) },
    { id: 'change', header: 'Change', align: 'right', text: (l) => String(l.row?.change ?? ''), cell: ({ kpi, row }) => (row && row.status !== 'none' && compare !== 'none' ? <Change row={row} kpi={kpi} currency={currency} /> : null) },
    { id: 'sure', header: 'How sure', text: ({ kpi, row }) => (row ? sureness(row, kpi, currency) : ''), cell: ({ kpi, row }) => <span className="faint tiny">{row ? sureness(row, kpi, currency) : ''}</span> },
    { id: 'about', header: 'What it says', text: (l) => l.kpi.description, wide: true, cell: ({ kpi }) => <span className="small muted">{kpi.description}</span> },
  ];
  return (
    <Page title="KPIs" heading="own" bar={<FilterBar withBasis />}>
      <div className={styles.head}>
        <h1>KPIs</h1>
        <input type="search" className={`${styles.find} no-print`} placeholder="Find a figure" aria-label="Find a figure" value={typed} onChange={(e) => setTyped(e.currentTarget.value)} />
      </div>
      {figures.isError && <ErrorState error={figures.error} what="The values" holds="The list of figures holds." onRetry={() => void figures.refetch()} />}
      {groups.map(([group, lines]) => (
        <Section key={group} title={group.charAt(0).toUpperCase() + group.slice(1)} busy={figures.isPending}>
          <div className={styles.table}><DataTable caption={`KPIs: ${group}`} columns={columns} rows={lines} keyOf={(l) => l.kpi.id} /></div>
        </Section>
      ))}
      {groups.length === 0 && <EmptyState>No figure is called “{typed}”.</EmptyState>}
    </Page>
  );
}
