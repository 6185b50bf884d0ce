// The workspace's own ranges to compare figures with: changed, added, taken out; rates typed in percent.
import { useState } from 'react';
import type { KpiEntry } from '../../../shared/api/figures.js';
import type { BenchmarkRange, Settings } from '../../../shared/api/settings.js';
import { rangeWords } from '../../analysis/benchmark-words.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { decimalOf, typedOf } from '../../analysis/typed-number.js';
import { unitSign } from '../../format/format-figure.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { SelectInput } from './SettingField.js';
import styles from './SettingsPage.module.css';
import { rangeOf } from './settings-choices.js';

interface Props {
  readonly ranges: Settings['benchmarks'];
  readonly onChange: (ranges: Settings['benchmarks']) => void;
}

/** Times have no one value that a range could be held against. */
const isComparable = ({ kind }: KpiEntry): boolean => kind !== 'times';

export function BenchmarksEditor({ ranges, onChange }: Props) {
  const { catalogue, status } = useWorkspace();
  const [id, setId] = useState('');
  const [typed, setTyped] = useState({ low: '', high: '' });
  const kpi = findKpi(catalogue, id);
  const published = kpi?.benchmark?.published ?? kpi?.benchmark;
  const range = kpi ? rangeOf({ low: decimalOf(typed.low, kpi.unit), high: decimalOf(typed.high, kpi.unit) }) : null;
  const choose = (next: string): void => {
    const chosen = findKpi(catalogue, next);
    const own: BenchmarkRange | undefined = ranges[next];
    const shown = (end: number | undefined): string => (end === undefined || !chosen ? '' : typedOf(end, chosen.unit));
    setId(next);
    setTyped({ low: shown(own?.low), high: shown(own?.high) });
  };
  const add = (): void => {
    if (range === null) return;
    onChange({ ...ranges, [id]: range });
    choose('');
  };
  const input = (end: 'low' | 'high', label: string) => (
    <label><span className="tiny faint">{label}{kpi && unitSign(kpi.unit, status.currency) !== '' && `, ${unitSign(kpi.unit, status.currency)}`}</span><input className={styles.input} inputMode="decimal" value={typed[end]} disabled={!kpi} placeholder="open" maxLength={20} onChange={(e) => setTyped({ ...typed, [end]: e.currentTarget.value })}
      onKeyDown={(e) => { if (e.key === 'Enter') { e.preventDefault(); add(); } }} /></label>
  );
  return (
    <div className={styles.list}>
      <ul>
        {Object.entries(ranges).map(([of, own]) => {
          const named = findKpi(catalogue, of);
          const label = named?.label ?? of;
          return (
            <li key={of}>
              <span>{label} <span className="faint">{rangeWords(own, named?.unit ?? 'number', status.currency)}</span></span>
              <span className={styles.acts}>
                {named && <button type="button" aria-label={`Change the range of ${label}`} onClick={() => choose(of)}>change</button>}
                <button type="button" aria-label={`Take the range of ${label} out`} onClick={() => onChange(Object.fromEntries(Object.entries(ranges).filter(([other]) => other !== of)))}>×</button>
              </span>
            </li>
          );
        })}
      </ul>
      <label><span className="tiny faint">Figure</span><SelectInput value={id} options={[{ value: '', label: 'choose a figure' }, ...catalogue.kpis.filter(isComparable).map((k) => ({ value: k.id, label: k.label }))]} onChange={choose} /></label>
      <div className={styles.ends}>{input('low', 'From')}{input('high', 'To')}<button type="button" className={styles.plain} disabled={range === null} onClick={add}>{ranges[id] === undefined ? 'Add' : 'Change'}</button></div>
      {published && <p className="tiny faint">Published: {rangeWords(published, kpi?.unit ?? 'number', status.currency)}, {published.source}.</p>}
      {kpi && (typed.low !== '' || typed.high !== '') && range === null && <p className="small worse" role="alert">Numbers, the first not above the second; one of them may stay empty.</p>}
    </div>
  );
}
