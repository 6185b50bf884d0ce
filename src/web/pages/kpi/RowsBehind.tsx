// The rows a figure is made of, by side, paged and downloadable, and how it is computed. "Adds up" is said only when it does.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ExplainDocument, KpiEntry } from '../../../shared/api/figures.js';
import { addsUp } from '../../analysis/adds-up.js';
import { explanationCsvUrl } from '../../api/api-client.js';
import { explanationQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatDay, formatInstant } from '../../format/format-date.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried, type View } from '../../view/view-state.js';
import { HowComputed } from './HowComputed.js';
import styles from './kpi.module.css';

const PAGE = 25;

export function RowsBehind({ kpi }: { readonly kpi: KpiEntry }) {
  const { view, period, where, basis, credit, change } = useView();
  const side = view.side ?? 'numerator';
  const offset = view.skip ?? 0;
  const ask = { kpi: kpi.id, from: period.from, to: period.to, where, basis, ...credit };
  const opened = useQuery(explanationQuery({ ...ask, side, rows: PAGE, offset }));
  const sides = (['numerator', 'denominator'] as const).filter((s) => s === 'numerator' || (opened.data?.measures.some((m) => m.side === s) ?? side === s));
  const choose = (to: 'numerator' | 'denominator'): void => change({ side: to === 'numerator' ? undefined : to, skip: undefined }, { replace: true });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    choose(event.key === 'ArrowRight' ? 'denominator' : 'numerator');
  };
  return (
    <>
      <Section title="Rows behind" busy={opened.isPending} note={opened.data && addsUp(opened.data) ? <span className="better">adds up ✓</span> : undefined} actions={opened.data && opened.data.totalRows > 0 && <a className="link" href={explanationCsvUrl({ ...ask, side })} download>all {formatCount(opened.data.totalRows)} as CSV</a>}>
        {opened.isError ? <ErrorState error={opened.error} what="The rows" holds="The figure above holds." onRetry={() => void opened.refetch()} /> : (
          <>
            {sides.length > 1 && (
              <div role="tablist" aria-label="Side of the formula" className={styles.tabs} onKeyDown={onKey}>
                {sides.map((s) => <button key={s} type="button" role="tab" id={`tab-${s}`} aria-controls="rows-behind" aria-selected={s === side} tabIndex={s === side ? 0 : -1} onClick={() => choose(s)}>{tabLabel(opened.data, kpi, s)}</button>)}
              </div>
            )}
            <div {...(sides.length > 1 && { role: 'tabpanel', id: 'rows-behind', 'aria-labelledby': `tab-${side}` })}>
              {!opened.data ? <TableBones rows={10} /> : opened.data.totalRows === 0 ? <EmptyState>No rows: nothing was recorded on this side of the formula in this period.</EmptyState> : <Rows opened={opened.data} onPage={(to) => change({ skip: to > 0 ? to : undefined }, { replace: true })} />}
            </div>
          </>
        )}
      </Section>
      {opened.data && <HowComputed opened={opened.data} />}
    </>
  );
}

/** `291,144.00 cost`, or the side's name in the formula while its measures are not known. */
function tabLabel(opened: ExplainDocument | undefined, kpi: KpiEntry, side: 'numerator' | 'denominator'): string {
  const measures = opened?.measures.filter((m) => m.side === side) ?? [];
  if (measures.length > 0) return measures.map((m) => m.label).join(', ');
  return (kpi.formula.split(' ÷ ')[side === 'numerator' ? 0 : 1] ?? side).replaceAll('_', ' ');
}

type Cell = string | number | null;
const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

const DECIMAL = /^-?\d+(\.\d+)?$/;
/** Columns of money; other digits may be ids. */
const AMOUNTS = /amount|mrr|margin/;
const COUNTS = /^(impressions|clicks|pageviews|attention|cycle)$/;
const HEADERS: Record<string, string> = { at: 'When', person_id: 'Person', event_id: 'Event', deal_id: 'Deal', visit_id: 'Visit', visitor_id: 'Visitor', name: 'Name', touch_at: 'Touch', touch_kind: 'Kind', position: 'Place' };

/** How a column reads: days and instants as dates in the reader's words, decimals as numbers, all else as it is. */
function columnFormat(name: string, cells: readonly Cell[], timeZone: string): { show: (cell: Cell) => string; right: boolean } {
  const filled = cells.filter((c) => c !== null && c !== '');
  const all = (pattern: RegExp): boolean => filled.every((c) => typeof c === 'string' && pattern.test(c));
  const decimals = AMOUNTS.test(name) && all(DECIMAL);
  const counts = COUNTS.test(name) && all(DECIMAL);
  const show: (cell: string) => string = all(DAY) ? (c) => formatDay(c)
    : all(INSTANT) ? (c) => formatInstant(/[zZ]$|[+-]\d\d:?\d\d$/.test(c) ? c : `${c.replace(' ', 'T')}Z`, timeZone)
    : counts ? (c) => formatCount(Number(c))
    : decimals ? (c) => formatFigure(c, { unit: 'money', currency: '' })
    : (c) => c;
  return { show: (cell) => (cell === null || cell === '' ? '–' : typeof cell === 'number' ? formatCount(cell) : show(cell)), right: decimals || counts || filled.every((c) => typeof c === 'number') };
}

/** Persons and companies open in the journal; all else is text. */
function doorTo(column: string, cell: Cell, text: string, view: View): ReactNode {
  const id = (pattern: RegExp): string | undefined => (typeof cell === 'string' ? pattern.exec(cell)?.[1] : undefined);
  const person = column === 'person_id' || column === 'account' ? id(/^(P-\d+)$/) : undefined;
  const account = column === 'account' ? id(/(?:^|\()(A-\d+)\)?$/) : undefined;
  if (person !== undefined) return <Link to="/leads/$id" params={{ id: person }} search={carried(view)} className="door">{text}</Link>;
  if (account !== undefined) return <Link to="/accounts/$id" params={{ id: account }} search={carried(view)} className="door"><bdi>{text}</bdi></Link>;
  return text;
}

function Rows({ opened, onPage }: { readonly opened: ExplainDocument; readonly onPage: (offset: number) => void }) {
  const { columns, rows, offset, totalRows, currency, sum } = opened;
  const { view } = useView();
  const money = typeof sum === 'string';
  const amount = (v: string | number | null): string => formatFigure(v, { unit: money ? 'money' : typeof v === 'number' && !Number.isInteger(v) ? 'number' : 'count', currency });
  type Row = (typeof rows)[number];
  const described = columns.flatMap((name, i): Column<Row>[] => {
    const cells = rows.map((r) => r.cells[i] ?? null);
    // A column that holds nothing on this page, or says of every row which measure it is of while there is but one, says nothing.
    if (cells.every((c) => c === null || c === '') || (name === 'measure' && opened.measures.filter((m) => m.side === opened.side).length === 1)) return [];
    const { show, right } = columnFormat(name, cells, opened.timeZone);
    const text = (r: Row): string => show(r.cells[i] ?? null);
    return [{ id: `${i} ${name}`, header: HEADERS[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' '), align: right ? 'right' : 'left', text, cell: (r) => doorTo(name, r.cells[i] ?? null, text(r), view) }];
  });
  // What adds up stands beside the first column, where a table too wide for its page still shows it; the store's own id at the end.
  const [first, ...others] = described;
  const isEventId = ({ id }: Column<Row>): boolean => id.endsWith(' event_id');
  const contribution: Column<Row> = { id: 'contribution', header: 'Adds', align: 'right', note: 'What the row adds to this side of the formula', text: (r) => amount(r.contribution), cell: (r) => amount(r.contribution) };
  const table: Column<Row>[] = [...(first ? [first] : []), contribution, ...others.filter((c) => !isEventId(c)), ...others.filter(isEventId)];
  const end = Math.min(offset + rows.length, totalRows);
  return (
    <>
      <DataTable caption={`Rows behind, ${opened.side}`} columns={table} rows={rows} keyOf={(r) => `${rows.indexOf(r)}`} tight />
      <nav className={styles.pager} aria-label="Pages of rows">
        <span>{formatCount(offset + 1)}–{formatCount(end)} of {formatCount(totalRows)}{sum !== null && <>; all rows together {amount(sum)}</>}</span>
        <button type="button" disabled={offset === 0} onClick={() => onPage(Math.max(0, offset - PAGE))}>← earlier rows</button>
        <button type="button" disabled={end >= totalRows} onClick={() => onPage(offset + PAGE)}>further rows →</button>
      </nav>
    </>
  );
}
