// Any figures, by any two dimensions, over time or not: as a table or as charts. Everything chosen stands in the address.
import { useQuery } from '@tanstack/react-query';
import type { KpiEntry } from '../../../shared/api/figures.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { pivotFigures } from '../../analysis/pivot-figures.js';
import { firstFiguresQuery } from '../../api/queries.js';
import { CreditModel } from '../../components/filters/CreditModel.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { parseSort, printSort } from '../../components/tables/DataTable.js';
import { furtherOf } from '../../components/tables/further-of.js';
import { stepsOf } from '../../../shared/period.js';
import { useFirst } from '../../view/use-first.js';
import { stepsFor } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { ExplorerCharts } from './ExplorerCharts.js';
import { ExplorerTable } from './ExplorerTable.js';
import styles from './explorer.module.css';
import { KpiChooser, MOST_KPIS } from './KpiChooser.js';
import { SavedViews } from '../../components/SavedViews.js';

const FIRST = ['leads', 'mqls', 'cost_per_lead'];

export function ExplorerPage() {
  const { catalogue, settings } = useWorkspace();
  const { view, period, where, basis, credit, change } = useView();
  const asked = view.kpis ?? FIRST;
  const kpis = asked.map((id) => findKpi(catalogue, id)).filter((k): k is KpiEntry => k !== undefined).slice(0, MOST_KPIS);
  const unknown = asked.filter((id) => findKpi(catalogue, id) === undefined);
  const by = (view.by ?? []).filter((d) => catalogue.dimensions.some((known) => known.id === d));
  const steps = stepsFor(period);
  const every = steps.find((s) => s === view.every);
  const first = useFirst(every === undefined ? 1 : stepsOf(period, every, settings.fiscalYearStart).length);
  const sort = parseSort(view.sort);
  const order = sort !== undefined && kpis.some((k) => k.id === sort.column) ? { order: printSort(sort) } : {};
  const asks = { ...(every !== undefined && { every }), ...(by.length > 0 && { top: first.top, topOf: 'all' as const, ...order }) };
  const figures = useQuery({ ...firstFiguresQuery({ kpis: kpis.map((k) => k.id), from: period.from, to: period.to, by, where, basis, ...credit, ...asks }), enabled: kpis.length > 0 });
  const set = (patch: Parameters<typeof change>[0]): void => change({ ...patch, sort: undefined, most: undefined }, { replace: true });
  const split = (position: 0 | 1, dimension: string): void => {
    const next = (position === 0 ? [dimension, by[1]] : [by[0], dimension]).filter((d): d is string => d !== undefined && d !== '');
    set({ by: next.length > 0 ? [...new Set(next)] : undefined });
  };
  const lines = figures.data ? pivotFigures(figures.data.rows, by) : [];
  const title = [...by.map((d) => dimensionLabel(catalogue, d).toLowerCase()), ...(every === undefined ? [] : [every])].join(', ');
  const props = figures.data && { figures: figures.data, kpis, by, every, lines, further: furtherOf(figures.data, first) };
  return (
    <Page title="Explorer" bar={<FilterBar withBasis={kpis.some((k) => k.bases.length > 1)} withCompare={false}>{kpis.some((k) => k.credited === true) && <CreditModel />}</FilterBar>}>
      <div className={`${styles.tools} no-print`}>
        <KpiChooser chosen={kpis.map((k) => k.id)} onChoose={(ids) => set({ kpis: ids })} />
        {([0, 1] as const).map((position) => (position === 0 || by[0] !== undefined) && (
          <label key={position}>
            <span className="sr-only">{position === 0 ? 'Split by' : 'and by'}</span>
            <select className={styles.select} value={by[position] ?? ''} onChange={(e) => split(position, e.currentTarget.value)}>
              <option value="">{position === 0 ? 'no split' : 'then by …'}</option>
              {catalogue.dimensions.filter((d) => d.id !== by[1 - position]).map((d) => <option key={d.id} value={d.id}>{position === 0 ? 'by' : 'then by'} {d.label.toLowerCase()}</option>)}
            </select>
          </label>
        ))}
        <label>
          <span className="sr-only">Step of time</span>
          <select className={styles.select} value={every ?? ''} onChange={(e) => set({ every: steps.find((s) => s === e.currentTarget.value) })}>
            <option value="">whole period</option>
            {steps.map((s) => <option key={s} value={s}>by {s}</option>)}
          </select>
        </label>
        <div className={styles.switch} role="group" aria-label="Shown as">
          <button type="button" aria-pressed={view.show === undefined} onClick={() => change({ show: undefined }, { replace: true })}>Table</button>
          <button type="button" aria-pressed={view.show === 'charts'} onClick={() => change({ show: 'charts' }, { replace: true })}>Charts</button>
        </div>
        <SavedViews />
      </div>
      {unknown.length > 0 && <p className="small warn">There is no figure called {unknown.join(', ')}: it is left out.</p>}
      {kpis.length === 0 ? <EmptyState>Choose a figure above.</EmptyState>
      : figures.isError ? <Section title="Figures"><ErrorState error={figures.error} what="The figures" onRetry={() => void figures.refetch()} /></Section>
      : !props ? <Section title="Figures" busy><TableBones rows={10} /></Section>
      : lines.length === 0 ? <Section title="Figures"><EmptyState>Nothing was recorded that fits. Try a longer period or fewer filters.</EmptyState></Section>
      : (
        <>
          {view.show === 'charts' && <ExplorerCharts {...props} />}
          <ExplorerTable title={title === '' ? 'The whole period' : `By ${title}`} {...props} />
        </>
      )}
    </Page>
  );
}
