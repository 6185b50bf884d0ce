// How long it takes: the share that had converted by day, the days at which quarters of all had, and what is still open.
import { useMemo, useState } from 'react';
import type { ComparedRow, FigureRow } from '../../../shared/api/figures.js';
import { Chart } from '../../components/charts/Chart.js';
import { useInk } from '../../components/charts/chart-ink.js';
import { incidenceOption } from '../../components/charts/incidence-option.js';
import { Section } from '../../components/Section.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatFigure } from '../../format/format-figure.js';
import styles from './kpi.module.css';

type Curve = NonNullable<FigureRow['incidence']>;
const HORIZONS = [90, 180, 365, 730];
const rate = (v: number | null | undefined): string => formatFigure(v ?? null, { unit: 'rate', currency: '' });
const days = (v: number | null | undefined): string => (v === null || v === undefined ? 'not reached' : formatFigure(v, { unit: 'days', currency: '' }));

export function Incidence({ row, incidence }: { readonly row: ComparedRow; readonly incidence: Curve }) {
  const ink = useInk();
  const reach = incidence.curve.findLast((p, i, all) => p.share > (all[i - 1]?.share ?? 0))?.day ?? 0;
  const [horizon, setHorizon] = useState(() => HORIZONS.find((h) => h >= reach) ?? 730);
  const option = useMemo(() => incidenceOption(incidence, ink, horizon), [incidence, ink, horizon]);
  const open = typeof row.openShare === 'number' ? ` ${rate(row.openShare)} are still open.` : '';
  const shares = ([[30, incidence.at30], [90, incidence.at90], [180, incidence.at180]] as const).filter(([, share]) => share !== null);
  const summary = `${shares.length > 0 ? `Converted: ${shares.map(([day, share]) => `${rate(share)} within ${day} days`).join(', ')}.` : ''}${shares.length < 3 ? ' Later days have not been seen yet.' : ''}${open}`.trim();
  const columns: Column<Curve['curve'][number]>[] = [
    { id: 'day', header: 'Within', unit: 'days', text: (p) => String(p.day), cell: (p) => p.day },
    { id: 'share', header: 'Converted', unit: '%', align: 'right', text: (p) => rate(p.share), cell: (p) => formatFigure(p.share, { unit: 'rate', currency: '', precision: 'cell' }) },
  ];
  return (
    <Section
      title="Converted by day" note="of all who entered; being lost or disqualified competes with converting"
      actions={<label className="small"><span className="sr-only">Days shown</span><select className={styles.select} value={horizon} onChange={(e) => setHorizon(Number(e.currentTarget.value))}>{HORIZONS.map((h) => <option key={h} value={h}>{h} days</option>)}</select></label>}
    >
      <Chart label={summary} option={option} height={250} />
      <p className="small muted">{summary}</p>
      <dl className={styles.facts}>
        {row.quantiles && ([['p25', 'A quarter'], ['p50', 'Half'], ['p75', 'Three quarters'], ['p90', 'Nine tenths']] as const).map(([key, name]) => <Quantile key={key} name={name} value={row.quantiles?.[key]} />)}
      </dl>
      <details className={styles.details}><summary>Table</summary><DataTable caption="Share converted by day" columns={columns} rows={incidence.curve} keyOf={(p) => String(p.day)} /></details>
    </Section>
  );
}

const Quantile = ({ name, value }: { readonly name: string; readonly value: number | null | undefined }) => <><dt>{name} converted within</dt><dd>{days(value)}</dd></>;
