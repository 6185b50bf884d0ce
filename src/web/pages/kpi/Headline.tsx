// The figure itself: title, definition, value with its interval, the formula with its numbers, benchmark, what it relates to.
import { Link } from '@tanstack/react-router';
import type { ComparedRow, FiguresDocument, KpiEntry } from '../../../shared/api/figures.js';
import { furtherRemark, sampleNoun } from '../../analysis/figure-words.js';
import { rangeWords, standing } from '../../analysis/benchmark-words.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { Change } from '../../components/figures/Change.js';
import { Bone } from '../../components/states/Skeleton.js';
import { formatRange } from '../../format/format-date.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { Formula } from './Formula.js';
import { KpiPicker } from './KpiPicker.js';
import styles from './kpi.module.css';

const BETTER = { higher: 'Higher is better.', lower: 'Lower is better.', neither: '' };

export function Headline({ kpi, figures }: { readonly kpi: KpiEntry; readonly figures: FiguresDocument | undefined }) {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const row = figures?.rows[0];
  const related = (kpi.related ?? []).flatMap((id) => findKpi(catalogue, id) ?? []);
  return (
    <section className={styles.head} aria-busy={!figures}>
      <KpiPicker kpi={kpi} />
      <p className={styles.definition}>{kpi.description} {BETTER[kpi.better]}</p>
      {!figures || !row ? <><Bone width="190px" height="48px" /><Bone width="240px" height="12px" /><Bone width="180px" height="12px" /><Bone height="44px" /></> : (
        <>
          <Value kpi={kpi} row={row} currency={figures.currency} />
          {figures.compared && row.before && row.before.value !== null && (
            <p className="small"><Change row={row} kpi={kpi} currency={figures.currency} /> <span className="faint">against {formatFigure(row.before.value, { unit: kpi.unit, currency: figures.currency })} in {formatRange(figures.compared)}</span></p>
          )}
          <Sureness kpi={kpi} row={row} currency={figures.currency} />
          {kpi.kind !== 'times' && <Formula kpi={kpi} row={row} currency={figures.currency} />}
          <dl className={styles.facts}>
            {kpi.benchmark && <><dt>Benchmark</dt><dd><Benchmark kpi={kpi} row={row} currency={figures.currency} /></dd></>}
            {row.horizon && <><dt>Within {row.horizon.days} days</dt><dd>{formatFigure(row.horizon.value, { unit: 'rate', currency: '' })} <span className="faint">{formatCount(row.horizon.numerator)} of {formatCount(row.horizon.denominator)} old enough to tell</span></dd></>}
            {typeof row.openShare === 'number' && <><dt>Still open</dt><dd>{formatFigure(row.openShare, { unit: 'rate', currency: '' })} <span className="faint">neither converted nor gone</span></dd></>}
            {kpi.note !== undefined && kpi.note !== '' && <><dt>To know</dt><dd>{kpi.note}</dd></>}
            {related.length > 0 && <><dt>Related</dt><dd className={styles.related}>{related.map((k) => <Link key={k.id} to="/kpis/$id" params={{ id: k.id }} search={carried(view)} className="link">{k.label}</Link>)}</dd></>}
          </dl>
        </>
      )}
    </section>
  );
}

interface Part {
  readonly kpi: KpiEntry;
  readonly row: ComparedRow;
  readonly currency: string;
}

function Value({ kpi, row, currency }: Part) {
  const grey = row.status === 'ok' ? styles.value : `${styles.value} ${styles.few}`;
  if (kpi.kind !== 'times') return <p className={grey}>{formatFigure(row.value, { unit: kpi.unit, currency })}</p>;
  return (
    <>
      <p className={grey}>{formatFigure(row.converted?.median ?? null, { unit: 'days', currency })}</p>
      <p className="small muted">median of the {formatCount(row.converted?.count ?? 0)} who converted</p>
    </>
  );
}

function noValue({ kind }: KpiEntry, { numerator, sample }: ComparedRow): string {
  if (kind === 'times') return sample === 0 ? 'nobody entered the earlier stage in this period' : `none of the ${formatCount(sample)} who entered the earlier stage reached the later one`;
  if (numerator !== null) return 'there is nothing below the line to divide by';
  return kind === 'amount' ? 'nothing of it was recorded in this period' : 'nothing of what stands above the line was recorded in this period';
}

function Sureness({ kpi, row, currency }: Part) {
  const format = { unit: kpi.unit, currency };
  const interval = row.low !== undefined && row.low !== null && row.high !== undefined && row.high !== null;
  return (
    <>
      {interval && <p className="small muted">95 % interval {formatFigure(row.low, format)} – {formatFigure(row.high, format)}</p>}
      {row.status === 'few' && <p className="small warn">{formatCount(row.sample)} {sampleNoun(kpi, row)}, too few to judge</p>}
      {row.status === 'none' && <p className="small muted">No value: {noValue(kpi, row)}.</p>}
      {furtherRemark(row) !== '' && <p className="small muted">{furtherRemark(row)}</p>}
    </>
  );
}

function Benchmark({ kpi, row, currency }: Part) {
  const { view } = useView();
  if (!kpi.benchmark) return null;
  const { source, published } = kpi.benchmark;
  const where = standing(kpi.benchmark, row);
  return (
    <>
      {rangeWords(kpi.benchmark, kpi.unit, currency)}{where !== '' && `, this is ${where}`} <span className="faint">({source}{published && <>; published: {rangeWords(published, kpi.unit, currency)}, {published.source}</>})</span>
      {' '}<Link to="/settings" search={carried(view)} hash="benchmarks" className="link small no-print">change</Link>
    </>
  );
}
