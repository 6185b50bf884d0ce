// How people came to convert: the most frequent paths, the flow between channels, and how long and wide journeys are.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { JourneysDocument, ModelCatalogue } from '../../../shared/api/attribution.js';
import type { CreditChoice } from '../../analysis/credit-choice.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { pathSplit, type JourneyLedger } from '../../analysis/journey-filter.js';
import { flowOf, OTHERS, pathSteps, pathText } from '../../analysis/journeys-of.js';
import { journeysQuery } from '../../api/queries.js';
import { useInk } from '../../components/charts/chart-ink.js';
import { Chart } from '../../components/charts/Chart.js';
import { flowOption } from '../../components/charts/flow-option.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { IntervalBar, scaleOf } from '../../components/figures/IntervalBar.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatCount, formatFigure, unitSign } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried, carriedCredit } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';
import { conversionName, CreditTools } from './CreditTools.js';
import { Distributions } from './Distributions.js';
import { JourneyDoor } from './JourneyDoor.js';
import { SplitChooser } from './ModelTools.js';
import { Refusal } from './Refusal.js';
import { useCredit } from './use-credit.js';

const PAGE = 25;
const MOST_STEPS = 20;
/** Values that the flow shows by name. */
const MOST_NAMES = 6;

export function JourneysPage() {
  const { models, choice } = useCredit();
  return (
    <Page title="Journeys" bar={<FilterBar withCompare={false} />}>
      {models.isError ? <Section title="Paths"><ErrorState error={models.error} what="The kinds of conversion" onRetry={() => void models.refetch()} /></Section>
      : !models.data || !choice ? <Section title="Paths" busy><TableBones rows={10} /></Section>
      : <Journeys catalogue={models.data} choice={choice} />}
    </Page>
  );
}

function Journeys({ catalogue, choice }: { readonly catalogue: ModelCatalogue; readonly choice: CreditChoice }) {
  const { catalogue: figures, extent } = useWorkspace();
  const { view, change } = useView();
  const { touch } = catalogue.dimensions;
  const by = pathSplit(choice, catalogue);
  const ledger = { view, by, touch };
  const offset = view.skip ?? 0;
  const journeys = useQuery(journeysQuery({ ...choice.ask, by, rows: PAGE, offset }));
  const { data } = journeys;
  const partial = (choice.ask.where ?? []).filter((w) => touch.includes(w.dimension)).map((w) => dimensionLabel(figures, w.dimension).toLowerCase());
  return (
    <>
      <CreditTools catalogue={catalogue} choice={choice} here="/attribution/journeys"><SplitChooser catalogue={catalogue} choice={{ ...choice, by }} dimensions={touch} /></CreditTools>
      {partial.length > 0 && <p className="small warn">Journeys are shown whole: the filter on {partial.join(', ')}, which is of touches, takes none away.</p>}
      {journeys.isError ? <Section title="Paths"><Refusal credit={journeys} what="The journeys" /></Section>
      : !data ? <Section title="Paths" busy><TableBones rows={10} rowHeight={40} /></Section>
      : data.withTouches === 0 ? (
        <Section title="Paths">
          {extent === null ? <EmptyState action={<Link to="/imports" search={carried(view)} className="link">Bring files in</Link>}>There are no data yet: journeys come with visits or other touches, and with leads or deals.</EmptyState>
          : <EmptyState action={<Link to="/attribution" search={carriedCredit(view)} className="link">Credit</Link>}>{data.conversions === 0 ? `No conversion of the kind “${conversionName(choice.conversion)}” fits in this period.` : 'No conversion has a touch within the lookback.'} Take a longer period or lookback, an earlier stage or fewer filters.</EmptyState>}
        </Section>
      ) : (
        <>
          <Summary data={data} />
          <Paths data={data} ledger={ledger} busy={journeys.isPlaceholderData} onPage={(to) => change({ skip: to > 0 ? to : undefined }, { replace: true })} />
          <Distributions data={data} ledger={ledger} />
          <Flow data={data} ledger={ledger} />
        </>
      )}
    </>
  );
}

const one = (n: number | null): string => formatFigure(n, { unit: 'number', currency: '', digits: n !== null && Number.isInteger(n) ? 0 : 1 });

const Summary = ({ data }: { readonly data: JourneysDocument }) => (
  <dl className={styles.figures}>
    <div><dt>Conversions</dt><dd>{formatCount(data.conversions)}</dd></div>
    <div><dt>with touches before them</dt><dd>{formatCount(data.withTouches)}</dd></div>
    <div><dt>different paths</dt><dd>{formatCount(data.totalPaths)}</dd></div>
    <div><dt>touches, median</dt><dd>{one(data.median.touches)}</dd></div>
    <div><dt>days from first touch, median</dt><dd>{one(data.median.days)}</dd></div>
  </dl>
);

type PathRow = JourneysDocument['paths'][number];

function Paths({ data, ledger, busy, onPage }: { readonly data: JourneysDocument; readonly ledger: JourneyLedger; readonly busy: boolean; readonly onPage: (offset: number) => void }) {
  const { currency, paths, offset, totalPaths, withTouches } = data;
  const number = (id: string, header: string, unit: 'count' | 'rate' | 'money', of: (p: PathRow) => string | number): Column<PathRow> => {
    const text = (p: PathRow): string => formatFigure(of(p), { unit, currency, precision: 'cell', digits: unit === 'rate' ? 1 : 0 });
    return { id, header, unit: unitSign(unit, currency), align: 'right', text, cell: text };
  };
  const columns: Column<PathRow>[] = [
    {
      id: 'path', header: 'Path', wide: true, text: (p) => pathText(p.path),
      cell: (p) => <ol className={styles.path}>{pathSteps(p.path).map(({ name, times }, i) => <li key={i} className={name.startsWith('(') ? `${styles.step ?? ''} ${styles.quiet ?? ''}` : styles.step}><bdi>{name}</bdi>{times > 1 && <b> ×{times}</b>}</li>)}</ol>,
    },
    { ...number('conversions', 'Conversions', 'count', (p) => p.conversions), cell: (p) => <JourneyDoor ledger={ledger} narrowing={{ journey: p.path }}>{formatCount(p.conversions)}</JourneyDoor> },
    number('share', 'Share', 'rate', (p) => p.conversions / withTouches), number('touches', 'Touches', 'count', (p) => p.path.length),
    ...(paths.some((p) => Number(p.value) !== 0) ? [number('value', 'Value', 'money', (p) => p.value)] : []),
  ];
  const end = offset + paths.length;
  return (
    <Section title="Most frequent paths" note="in the order of time, to the conversion" busy={busy} actions={<CopyTable name={`paths-${data.conversion}`} lines={() => tableText(columns, paths)} />}>
      <div className={busy ? styles.stale : undefined}>
        <DataTable caption="Paths to conversion, the most frequent first" columns={columns} rows={paths} keyOf={(p) => p.path.join('\u0000')} />
        <nav className={`${styles.pager} no-print`} aria-label="Pages of paths">
          <span>{formatCount(offset + 1)}–{formatCount(end)} of {formatCount(totalPaths)}</span>
          <button type="button" disabled={offset === 0} onClick={() => onPage(Math.max(0, offset - PAGE))}>← previous</button>
          <button type="button" disabled={end >= totalPaths} onClick={() => onPage(offset + PAGE)}>next →</button>
        </nav>
      </div>
    </Section>
  );
}

type Step = JourneysDocument['steps'][number];

function Flow({ data, ledger }: { readonly data: JourneysDocument; readonly ledger: JourneyLedger }) {
  const steps = data.steps.slice(0, MOST_STEPS);
  const drawn = (s: Step) => ({ value: s.conversions, low: null, high: null, status: 'ok' as const });
  const scale = scaleOf(steps.map(drawn));
  const named = (id: 'source' | 'target', header: string): Column<Step> => ({ id, header, text: (s) => s[id], cell: (s) => <bdi className={s[id].startsWith('(') ? 'faint' : undefined}>{s[id]}</bdi> });
  const opened = (s: Step, shown: ReactNode, isDrawn = false): ReactNode => <JourneyDoor ledger={ledger} narrowing={{ step: [s.source, s.target] }} drawn={isDrawn}>{shown}</JourneyDoor>;
  const columns: Column<Step>[] = [
    named('source', 'From'), named('target', 'to'),
    { id: 'conversions', header: 'Conversions', note: 'Whose path takes this step, once or more', align: 'right', text: (s) => formatCount(s.conversions), cell: (s) => opened(s, formatCount(s.conversions)) },
    { id: 'bar', header: 'Conversions drawn', hiddenHeader: true, wide: true, text: () => '', cell: (s) => opened(s, <IntervalBar row={drawn(s)} scale={scale} />, true) },
  ];
  const ink = useInk();
  const flow = useMemo(() => flowOf(data.transitions, MOST_NAMES), [data.transitions]);
  const option = useMemo(() => flowOption(flow, ink), [flow, ink]);
  return (
    <Section title="From one to the next" note="the most frequent steps; the same again is no step" actions={<CopyTable name={`steps-${data.conversion}`} lines={() => tableText(columns, steps)} />}>
      {flow.links.length > 0 && (
        <figure className={styles.flow}>
          <figcaption className="tiny faint">The first four touches from left to right, and who converted after the first, second or third. What is small flows together as “{OTHERS}”.</figcaption>
          <ScrollRegion className={styles.scroll} label="Flow between the first four touches">
            <Chart label="Flow between the first four touches of journeys. The table below has the most frequent steps." option={option} height={320} />
          </ScrollRegion>
        </figure>
      )}
      <DataTable caption="Steps between values, the most frequent first" columns={columns} rows={steps} keyOf={(s) => `${s.source}\u0000${s.target}`} />
    </Section>
  );
}
