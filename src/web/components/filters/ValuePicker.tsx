// Chooses values of a dimension from those that exist, the most frequent first; the search runs on the server.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dimensionValuesQuery } from '../../api/queries.js';
import { formatCount } from '../../format/format-figure.js';
import { Bone } from '../states/Skeleton.js';
import styles from './filters.module.css';

/** Values that are asked for at once. */
const MOST = 50;

interface Props {
  readonly dimension: string;
  readonly label: string;
  readonly chosen: readonly string[];
  readonly onApply: (values: readonly string[]) => void;
}

export function ValuePicker({ dimension, label, chosen, onApply }: Props) {
  const [typed, setTyped] = useState('');
  const [values, setValues] = useState(chosen);
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data, isError, error } = useQuery({ ...dimensionValuesQuery(dimension, search), placeholderData: keepPreviousData });
  const found = data?.values ?? [];
  // What is chosen stays in sight also when the search does not find it.
  const shown = [...chosen.filter((v) => search === '' && !found.some((f) => f.value === v)).map((value) => ({ value, count: null })), ...found];
  const toggle = (value: string): void => setValues(values.includes(value) ? values.filter((v) => v !== value) : [...values, value]);
  return (
    <form className={styles.values} onSubmit={(event) => { event.preventDefault(); onApply(values); }}>
      {/* Where this takes the place of the choice of a dimension, the focus must not go with that. */}
      <input autoFocus className={styles.input} type="search" aria-label={`Find a value of ${label}`} placeholder={`${label}: find a value`} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} data-autofocus />
      {isError ? <p className="small worse" role="alert">{error.message}</p> : !data ? <p role="status" aria-label="Loading"><Bone width="70%" /></p> : (
        <ul>
          {shown.map(({ value, count }) => (
            <li key={value}>
              <label className={styles.value}><input type="checkbox" checked={values.includes(value)} onChange={() => toggle(value)} /><span>{value}</span>{count !== null && <small>{formatCount(count)}</small>}</label>
            </li>
          ))}
          {shown.length === 0 && <li className="small faint">{search === '' ? 'No values yet: nothing that was imported names one.' : `Nothing like “${search}”.`}</li>}
        </ul>
      )}
      {found.length >= MOST && <p className="tiny faint">{search === '' ? `the ${String(MOST)} most frequent` : `the first ${String(MOST)}`}; type to find others</p>}
      <div className={styles.foot}>
        <span className="tiny faint">{values.length === 0 ? 'all values' : `${values.length} chosen`}</span>
        <button type="submit" className={styles.apply}>Show</button>
      </div>
    </form>
  );
}
