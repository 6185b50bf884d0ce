// The formula with its numbers in: €291,144.00 cost ÷ 3,466 leads = €84.00. Only where the catalogue's formula is that simple;
// any other is shown as it stands, and its numbers under "How it is computed".
import type { ComparedRow, KpiEntry } from '../../../shared/api/figures.js';
import { stagePlural } from '../../analysis/figure-words.js';
import { formatFigure, NO_VALUE, type Unit } from '../../format/format-figure.js';
import styles from './kpi.module.css';

/** What a side of a ratio is counted in: money arrives as a decimal string, anything else as a number. */
const unitOf = (value: ComparedRow['value']): Unit => (typeof value === 'string' ? 'money' : typeof value === 'number' && !Number.isInteger(value) ? 'number' : 'count');

export function Formula({ kpi, row, currency }: { readonly kpi: KpiEntry; readonly row: ComparedRow; readonly currency: string }) {
  const [above, below, ...more] = kpi.formula.split(' ÷ ');
  const simple = (kpi.kind === 'ratio' || kpi.kind === 'stage_rate') && above !== undefined && below !== undefined && more.length === 0;
  if (!simple || (row.numerator === null && row.denominator === null)) return <p className={styles.formula}>{words(kpi.formula)}</p>;
  const side = (value: ComparedRow['value']): string => (value === null ? NO_VALUE : formatFigure(value, { unit: unitOf(value), currency }));
  const name = (part: string): string => (kpi.kind === 'stage_rate' ? stagePlural(part) : words(part));
  const factor = / × (\d+)$/.exec(below)?.[1];
  return (
    <p className={styles.formula}>
      <span>
        {side(row.numerator)} {name(above)} <span className={styles.op}>÷</span> {side(row.denominator)} {name(below.replace(/ × \d+$/, ''))}
        {factor !== undefined && <> <span className={styles.op}>×</span> {factor}</>} <span className={styles.op}>=</span> <strong>{formatFigure(row.value, { unit: kpi.unit, currency })}</strong>
      </span>
    </p>
  );
}

const words = (formula: string): string => formula.replaceAll('_', ' ');
