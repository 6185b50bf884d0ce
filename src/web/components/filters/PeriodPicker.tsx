// Chooses the period: a preset, or two days of one's own.
import { useState } from 'react';
import { addDays, type DayRange } from '../../../shared/period.js';
import { formatRange } from '../../format/format-date.js';
import { periodOf, presetsFor, rangeId } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { ChipMenu, Choice } from './ChipMenu.js';
import styles from './filters.module.css';

export interface UsualPeriod extends DayRange {
  readonly label: string;
}

export function PeriodPicker({ usual }: { readonly usual?: UsualPeriod | undefined }) {
  const { view, period: shown, change } = useView();
  const { calendar } = useWorkspace();
  const period = usual !== undefined && view.period === undefined ? { ...usual, id: rangeId(usual) } : shown;
  const choose = (id: string, close: () => void): void => {
    change({ period: id, skip: undefined });
    close();
  };
  return (
    <ChipMenu name="Period" label={<span>{formatRange(period)}{period.label !== undefined && <span className="faint"> {period.label.toLowerCase()}</span>}</span>}>
      {(close) => (
        <div className={styles.two}>
          <div>
            {presetsFor(calendar).map((preset) => <Choice key={preset.id} current={preset.id === period.id} onChoose={() => choose(preset.id, close)}>{preset.label}</Choice>)}
          </div>
          <OwnRange from={period.from} lastDay={addDays(period.to, -1)} onApply={(id) => choose(id, close)} />
        </div>
      )}
    </ChipMenu>
  );
}

function OwnRange({ from, lastDay, onApply }: { readonly from: string; readonly lastDay: string; readonly onApply: (id: string) => void }) {
  const { calendar } = useWorkspace();
  const [first, setFirst] = useState(from);
  const [last, setLast] = useState(lastDay);
  const valid = periodOf(`${first}..${last}`, calendar) !== undefined;
  return (
    <form
      className={styles.range}
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onApply(rangeId({ from: first, to: addDays(last, 1) }));
      }}
    >
      <label>First day<input className={styles.input} type="date" value={first} onChange={(e) => setFirst(e.currentTarget.value)} required /></label>
      <label>Last day<input className={styles.input} type="date" value={last} onChange={(e) => setLast(e.currentTarget.value)} required /></label>
      <button type="submit" className={styles.apply} disabled={!valid}>Show</button>
      {!valid && <span className="tiny worse" role="status">The last day lies before the first.</span>}
    </form>
  );
}
