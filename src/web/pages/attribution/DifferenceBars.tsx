// Where two models disagree, drawn: each bar opens the ledger rows of the other model behind it.
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { CreditChoice, ModelEntry } from '../../analysis/credit-choice.js';
import type { Difference } from '../../analysis/credit-lines.js';
import { useInk } from '../../components/charts/chart-ink.js';
import { Chart } from '../../components/charts/Chart.js';
import { differenceOption } from '../../components/charts/difference-option.js';
import type { Unit } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { ledgerView } from './credit-cells.js';
import styles from './credit-cells.module.css';

interface Props {
  readonly label: string;
  readonly found: readonly Difference[];
  readonly choice: CreditChoice;
  readonly other: ModelEntry;
  readonly unit: Unit;
  readonly currency: string;
}

export function DifferenceBars({ label, found, choice: { by, models }, other, unit, currency }: Props) {
  const { view } = useView();
  const ink = useInk();
  const bars = useMemo(() => found.map(({ line, amount }) => ({ line, amount, name: by.map((d) => line.dims?.[d] ?? '').join(' · ') })), [found, by]);
  const option = useMemo(() => differenceOption(bars, { unit, currency, ink }), [bars, unit, currency, ink]);
  return (
    <div className={styles.drawing}>
      <Chart label={label} option={option} height={Math.max(60, found.length * 26 + 12)} />
      {/* For the mouse: the keyboard has the numbers of the table beside it. */}
      <div className={styles.doors} aria-hidden="true">
        {bars.map(({ line, name }) => <Link key={line.key} to="/attribution/ledger" search={ledgerView(view, other.id, models.map((m) => m.id), line.dims)} tabIndex={-1} data-note={`${name}: opens the ledger rows of ${other.label}`} />)}
      </div>
    </div>
  );
}
