// How many touches journeys have and how many days they take, as tables with bars that open to their conversions.
import type { ReactNode } from 'react';
import type { JourneysDocument } from '../../../shared/api/attribution.js';
import type { JourneyLedger } from '../../analysis/journey-filter.js';
import { barName, barRange, barsOf, type Bar } from '../../analysis/journeys-of.js';
import { IntervalBar, scaleOf } from '../../components/figures/IntervalBar.js';
import { Section } from '../../components/Section.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import styles from './attribution.module.css';
import { JourneyDoor } from './JourneyDoor.js';

const TOUCHES = [1, 2, 3, 4, 5, 6, 8, 11, 16, 21, 31];
const DAYS = [0, 1, 2, 4, 8, 15, 31, 61, 91, 181];

export const Distributions = ({ data, ledger }: { readonly data: JourneysDocument; readonly ledger: JourneyLedger }) => (
  <div className={styles.two}>
    <Distribution title="How many touches" unit="Touches" name="touches" bars={barsOf(data.lengths.map((l) => ({ at: l.touches, conversions: l.conversions })), TOUCHES)} of={data.withTouches} ledger={ledger} />
    <Distribution title="How many days, from the first touch" unit="Days" name="days" bars={barsOf(data.durations.map((d) => ({ at: d.from, conversions: d.conversions })), DAYS)} of={data.withTouches} ledger={ledger} />
  </div>
);

interface Props {
  readonly title: string;
  readonly unit: string;
  readonly name: 'touches' | 'days';
  readonly bars: readonly Bar[];
  readonly of: number;
  readonly ledger: JourneyLedger;
}

function Distribution({ title, unit, name, bars, of, ledger }: Props) {
  const drawn = (b: Bar) => ({ value: b.conversions, low: null, high: null, status: 'ok' as const });
  const scale = scaleOf(bars.map(drawn));
  const share = (b: Bar): string => formatFigure(b.conversions / of, { unit: 'rate', currency: '', precision: 'cell', digits: 1 });
  const opened = (bar: Bar, shown: ReactNode, isDrawn = false): ReactNode => (bar.conversions === 0 ? shown : <JourneyDoor ledger={ledger} narrowing={{ [name]: barRange(bar) }} drawn={isDrawn}>{shown}</JourneyDoor>);
  const columns: Column<Bar>[] = [
    { id: 'at', header: unit, text: barName, cell: barName },
    { id: 'conversions', header: 'Conversions', align: 'right', text: (b) => formatCount(b.conversions), cell: (b) => opened(b, formatCount(b.conversions)) },
    { id: 'share', header: 'Share', unit: '%', align: 'right', text: share, cell: share },
    { id: 'bar', header: 'Conversions drawn', hiddenHeader: true, wide: true, text: () => '', cell: (b) => opened(b, <IntervalBar row={drawn(b)} scale={scale} />, true) },
  ];
  return (
    <Section title={title} actions={<CopyTable name={`journeys-by-${name}`} lines={() => tableText(columns, bars)} />}>
      <DataTable caption={title} columns={columns} rows={bars} keyOf={(b) => String(b.from)} />
    </Section>
  );
}
