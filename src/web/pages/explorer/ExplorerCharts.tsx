// The explored figures as charts, one for each KPI: lines over time, else bars. The table below holds what is left out.
import { useMemo, useRef, useState } from 'react';
import type { KpiEntry } from '../../../shared/api/figures.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import { seriesOf, valueOf, type PivotLine } from '../../analysis/pivot-figures.js';
import { useInk } from '../../components/charts/chart-ink.js';
import { Chart } from '../../components/charts/Chart.js';
import { downloadPicture } from '../../components/charts/download-picture.js';
import { barsOption, seriesOption } from '../../components/charts/explorer-option.js';
import { Section } from '../../components/Section.js';
import { formatRange } from '../../format/format-date.js';
import { formatFigure, toNumber } from '../../format/format-figure.js';
import type { Explored } from './ExplorerTable.js';
import styles from './explorer.module.css';

const MOST_LINES = 6;
const MOST_BARS = 15;

export const ExplorerCharts = (explored: Explored) => (
  <Section title="Charts">
    <div className={styles.charts}>{explored.kpis.map((kpi) => <KpiChart key={kpi.id} kpi={kpi} {...explored} />)}</div>
  </Section>
);

/** The largest first; the unmatched last. */
function largest(lines: readonly PivotLine[], kpi: string): PivotLine[] {
  const size = (l: PivotLine): number => toNumber(valueOf(l.cells.get(kpi))) ?? 0;
  const last = (l: PivotLine): number => (l.dims.includes(UNMATCHED) ? 1 : 0);
  return lines.filter((l) => toNumber(valueOf(l.cells.get(kpi))) !== null).sort((a, b) => last(a) - last(b) || size(b) - size(a));
}

function KpiChart({ kpi, figures, every, lines }: Explored & { readonly kpi: KpiEntry }) {
  const ink = useInk();
  const picture = useRef<(() => string) | null>(null);
  const [failed, setFailed] = useState('');
  const { option, height, left, drawn, few, label } = useMemo(() => {
    const way = { kpi: kpi.id, unit: kpi.unit, currency: figures.currency, ink };
    const show = (l: PivotLine | undefined): string => formatFigure(valueOf(l?.cells.get(kpi.id)), { unit: kpi.unit, currency: figures.currency });
    if (every !== undefined) {
      const { periods, series, left: more } = seriesOf(lines, kpi.id, MOST_LINES);
      return { option: seriesOption(periods, series, every, way), height: 280, left: more, drawn: series.length, few: false, label: `${kpi.label} by ${every}: ${series.map((s) => s.name || 'all').join(', ')}` };
    }
    const bars = largest(lines, kpi.id);
    const shown = bars.slice(0, MOST_BARS);
    return { option: barsOption(shown, way), height: Math.max(60, shown.length * 26 + 12), left: bars.length - shown.length, drawn: shown.length, few: shown.some((l) => l.cells.get(kpi.id)?.status === 'few'), label: `${kpi.label}: ${shown.slice(0, 3).map((l) => `${l.dims.join(', ') || 'all'} ${show(l)}`).join(', ')}` };
  }, [kpi, figures, every, lines, ink]);
  const title = `${kpi.label}, ${formatRange(figures)}`;
  const save = async (): Promise<void> => {
    const svg = picture.current?.();
    if (svg === undefined) return;
    setFailed('');
    await downloadPicture(`${kpi.id}-${figures.from}`, title, svg).catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
  };
  return (
    <article className={styles.chart} aria-label={kpi.label}>
      <header>
        <h3>{kpi.label}</h3>
        {left > 0 && <span className="tiny faint">the largest {drawn}; {left} more in the table</span>}
        {few && <span className="tiny faint">grey: too few to judge</span>}
        {drawn > 0 && <button type="button" className="link small no-print" onClick={() => void save()}>PNG</button>}
      </header>
      {failed !== '' && <p className="small worse" role="alert">{failed}</p>}
      {drawn === 0 ? <p className="small faint">Nothing to draw: this figure has no value here, or can not be split this way.</p> : <Chart label={`${label}. The table below has every value.`} option={option} height={height} picture={picture} />}
    </article>
  );
}
