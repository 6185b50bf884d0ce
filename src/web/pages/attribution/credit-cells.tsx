// Cells that tables of credit share: names of a split, and credited numbers and their bars as doors to the ledger rows behind them.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { rankOfLine, wordsOfValue, type CreditLine } from '../../analysis/credit-lines.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import type { Column } from '../../components/tables/DataTable.js';
import { carriedCredit, withFilter, type View } from '../../view/view-state.js';
import type { KpiCatalogue } from '../../../shared/api/figures.js';
import styles from './credit-cells.module.css';

/** The ledger of a model, narrowed to a line. The other models stay in the address for the way back. */
export function ledgerView(view: View, model: string, models: readonly string[], dims: Readonly<Record<string, string>> | undefined): View {
  const narrowed = Object.entries(dims ?? {}).reduce((v, [dimension, value]) => withFilter(v, dimension, [value]), carriedCredit(view));
  return { ...narrowed, models: [model, ...models.filter((m) => m !== model)] };
}

interface DoorProps {
  readonly view: View;
  readonly model: string;
  readonly models: readonly string[];
  readonly line: CreditLine;
  readonly few: boolean;
  readonly note: string;
  readonly children: ReactNode;
}

export const LedgerDoor = ({ view, model, models, line, few, note, children }: DoorProps) => (
  <Link to="/attribution/ledger" search={ledgerView(view, model, models, line.dims)} className={few ? 'door faint' : 'door'} data-note={note}>{children}</Link>
);

/** A bar that opens what the number beside it opens; for the mouse alone, so that the way by keyboard stays short. */
export const LedgerBar = ({ view, model, models, line, note, children }: Omit<DoorProps, 'few'>) => (
  <Link to="/attribution/ledger" search={ledgerView(view, model, models, line.dims)} className={styles.bar} tabIndex={-1} aria-hidden="true" data-note={note}>{children}</Link>
);

/** A column for each dimension of the split; the total is named in the first. */
export const splitColumns = (by: readonly string[], catalogue: KpiCatalogue): Column<CreditLine>[] => by.map((d, i): Column<CreditLine> => {
  const name = (l: CreditLine): string => l.dims?.[d] ?? (i === 0 ? 'Total' : '');
  return {
    id: d, header: dimensionLabel(catalogue, d), text: name, sortBy: name,
    cell: (l) => { const words = wordsOfValue(name(l)); return <bdi className={rankOfLine(l) > 0 ? 'faint' : undefined} {...(words !== undefined && { 'data-note': words, tabIndex: 0 })}>{name(l)}</bdi>; },
  };
});
