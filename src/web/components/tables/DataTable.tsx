// The table of the house: sorted by any column, numbers right-aligned with their unit in the header, a total row that is
// given and not added up here, its first column in sight while the rest scrolls, and a way out as TSV or CSV.
import { useMemo, useState, type ReactNode } from 'react';
import { formatCount } from '../../format/format-figure.js';
import styles from './DataTable.module.css';
import type { Further } from './further-of.js';
import { ScrollRegion } from './ScrollRegion.js';

/** A column of a file that is computed with. */
export interface FileColumn<Row> {
  /** With its unit: `Value (EUR)`. */
  readonly header: string;
  /** A plain number, an ISO date or a name; '' for nothing. */
  readonly of: (row: Row) => string;
}

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** The header is spoken, not seen. */
  readonly hiddenHeader?: boolean;
  /** Shown once, beside the header. */
  readonly unit?: string;
  /** What the column means, on hover or focus of its header. */
  readonly note?: string;
  readonly align?: 'left' | 'right';
  readonly cell: (row: Row) => ReactNode;
  /** What the cell says as plain text, for copying; defaults to nothing. */
  readonly text: (row: Row) => string;
  /** What stands for it in a file; the column as seen where nothing is said. */
  readonly file?: readonly FileColumn<Row>[];
  /** What to sort by; a column without it can't be sorted. Null comes last in both directions. */
  readonly sortBy?: (row: Row) => number | string | null;
  /** Takes up the room that is left. */
  readonly wide?: boolean;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** `-cost` and back. */
export const parseSort = (text: string | undefined): Sort | undefined => (text ? { column: text.replace(/^-/, ''), descending: text.startsWith('-') } : undefined);
export const printSort = ({ column, descending }: Sort): string => `${descending ? '-' : ''}${column}`;

/** Rows laid out at first, and how many more at a time: a browser takes long over thousands. */
const ROWS = 500;

interface Props<Row> {
  /** What the table holds, for those who do not see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly total?: Row | undefined;
  /** What the rows leave out of the total. */
  readonly further?: Further | undefined;
  readonly sort?: Sort | undefined;
  readonly onSort?: (sort: Sort) => void;
  /** Every cell on one line: for rows that are read across and scrolled. */
  readonly tight?: boolean;
  /** The rows stand in the order they are to be seen in, such as a tree's; `sort` is only shown in the header. */
  readonly inOrder?: boolean;
  /** Rows of a higher rank come after those of a lower in any order, such as `(unmatched)`. */
  readonly rank?: (row: Row) => number;
}

/** The rows in the order of a column; the same rows where the column is unknown. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | undefined, rank: (row: Row) => number = () => 0): Row[] {
  const key = columns.find((c) => c.id === sort?.column)?.sortBy;
  const sign = sort?.descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (!key) return 0;
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y)));
  });
}

/** Header and rows as text, in the order seen; columns that only draw are left out. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[], total?: Row, further?: Further): string[][] {
  return textOf(columns.filter((c) => !c.hiddenHeader).map((c) => ({ header: headerOf(c), of: c.text })), rows, total, further, formatCount);
}

/** The same for a file: plain numbers as they were answered, in columns that name their unit. */
export function tableFile<Row>(columns: readonly Column<Row>[], rows: readonly Row[], total?: Row, further?: Further): string[][] {
  const inFile = columns.filter((c) => !c.hiddenHeader).flatMap((c): readonly FileColumn<Row>[] => c.file ?? [{ header: headerOf(c), of: c.text }]);
  return textOf(inFile, rows, total, further, String);
}

function textOf<Row>(columns: readonly FileColumn<Row>[], rows: readonly Row[], total: Row | undefined, further: Further | undefined, count: (n: number) => string): string[][] {
  const texts = (row: Row): string[] => columns.map((c) => c.of(row));
  const left = further === undefined || further.count === 0 ? [] : [columns.map((_, i) => (i === 0 ? `${count(further.count)} further` : ''))];
  return [columns.map((c) => c.header), ...rows.map(texts), ...left, ...(total === undefined ? [] : [texts(total)])];
}

const headerOf = <Row,>({ header, unit }: Column<Row>): string => (unit ? `${header} (${unit})` : header);

/** A table as it is taken away: what is seen for the clipboard, plain numbers for a file. */
export const copiesOf = <Row,>(columns: readonly Column<Row>[], rows: () => readonly Row[], total?: Row, further?: Further) => ({
  lines: (): string[][] => tableText(columns, rows(), total, further),
  file: (): string[][] => tableFile(columns, rows(), total, further),
});

export function DataTable<Row>({ caption, columns, rows, keyOf, total, further, sort, onSort, rank, tight = false, inOrder = false }: Props<Row>) {
  const sorted = useMemo(() => (inOrder ? rows : sortRows(rows, columns, sort, rank)), [inOrder, rows, columns, sort, rank]);
  const [most, setMost] = useState(ROWS);
  const hidden = Math.max(0, sorted.length - most);
  const left = hidden + (further?.count ?? 0);
  const more = hidden === 0 ? further?.onMore : () => setMost(most + ROWS);
  return (
    <ScrollRegion className={styles.scroll} label={caption}>
      <table className={tight ? `${styles.table} ${styles.tight}` : styles.table}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.id} scope="col" className={classOf(c)} aria-sort={c.sortBy && onSort ? (sort?.column !== c.id ? 'none' : sort.descending ? 'descending' : 'ascending') : undefined}>
                <Header column={c} sort={sort} onSort={onSort} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(hidden > 0 ? sorted.slice(0, most) : sorted).map((row) => <tr key={keyOf(row)}>{cells(columns, row)}</tr>)}
          {left > 0 && <tr><th scope="row" colSpan={columns.length} className={styles.further}><span>{formatCount(left)} further are not shown{total === undefined ? '' : '; they count in the total'}. {more ? <button type="button" className="link" onClick={more}>Show more</button> : 'A filter narrows to them.'}</span></th></tr>}
        </tbody>
        {total !== undefined && <tfoot><tr>{cells(columns, total)}</tr></tfoot>}
      </table>
    </ScrollRegion>
  );
}

const classOf = <Row,>(c: Column<Row>): string => [c.align === 'right' ? styles.num : '', c.wide ? styles.wide : ''].filter(Boolean).join(' ');

function cells<Row>(columns: readonly Column<Row>[], row: Row): ReactNode {
  return columns.map((c, i) => (i === 0 ? <th key={c.id} scope="row" className={classOf(c)}>{c.cell(row)}</th> : <td key={c.id} className={classOf(c)}>{c.cell(row)}</td>));
}

function Header<Row>({ column, sort, onSort }: { readonly column: Column<Row>; readonly sort: Sort | undefined; readonly onSort: ((sort: Sort) => void) | undefined }) {
  if (column.hiddenHeader) return <span className="sr-only">{column.header}</span>;
  const label = <>{column.header}{column.unit !== undefined && column.unit !== '' && <span className={styles.unit}> {column.unit}</span>}</>;
  if (!column.sortBy || !onSort) return column.note ? <span data-note={column.note} tabIndex={0}>{label}</span> : label;
  const active = sort?.column === column.id;
  // Numbers are first wanted largest first, names from A.
  const descending = active ? !sort.descending : column.align === 'right';
  return (
    <button type="button" className={styles.sort} data-note={column.note} data-active={active} data-prints="true" onClick={() => onSort({ column: column.id, descending })}>
      {label}<span className={styles.arrow} aria-hidden="true">{active ? (sort.descending ? '↓' : '↑') : ''}</span>
    </button>
  );
}
