// What people say brought them against what was tracked, as a table: a row a tracked channel, a column a named one, and the
// cells where the two differ most. Every cell names the values that it is of, so that it can be opened.
import type { AttributionDocument } from '../../shared/api/attribution.js';
import { SAID_OTHER, SAID_UNKNOWN } from '../../shared/api/self-reported-rules.js';
import { sumOf } from './credit-lines.js';
import { UNMATCHED } from './find-needs.js';
import { groupBy } from './group-by.js';

export interface SaidCell {
  readonly credit: number;
  /** Exact decimal. */
  readonly value: string;
}

export interface SaidColumn {
  readonly id: string;
  readonly name: string;
  /** Of the dimension self_reported; several where small columns stand together. */
  readonly values: readonly string[];
  readonly kind: 'named' | 'others' | 'other' | 'unknown' | 'none';
}

export interface SaidRow {
  /** Tracked channel; undefined of the total. */
  readonly tracked: string | undefined;
  /** By column id; `total` is all of them. */
  readonly cells: ReadonlyMap<string, SaidCell>;
}

export interface SaidTable {
  readonly columns: readonly SaidColumn[];
  readonly rows: readonly SaidRow[];
  readonly total: SaidRow;
}

/** Named channels that have a column of their own. */
const MOST_NAMED = 7;
const KINDS: Readonly<Record<string, readonly [SaidColumn['kind'], string]>> = { [SAID_OTHER]: ['other', 'Other, as said'], [SAID_UNKNOWN]: ['unknown', 'Doesn’t know'], [UNMATCHED]: ['none', 'No answer'] };
const LAST: readonly SaidColumn['kind'][] = ['others', 'other', 'unknown', 'none'];

type Row = AttributionDocument['rows'][number];
const sum = (rows: readonly Row[]): SaidCell => ({ credit: rows.reduce((n, r) => n + r.credit, 0), value: sumOf(rows.map((r) => r.value)) });

/** The rows of one model of an answer that is split by channel and self_reported, most credit first. */
export function saidTable({ rows: all }: Pick<AttributionDocument, 'rows'>, model: string): SaidTable {
  const rows = all.filter((r) => r.model === model);
  const bySaid = [...groupBy(rows, (r) => r.dims['self_reported'] ?? UNMATCHED)].map(([value, of]) => ({ value, of, credit: sum(of).credit })).sort((a, b) => b.credit - a.credit || (a.value < b.value ? -1 : 1));
  const named = bySaid.filter(({ value }) => !(value in KINDS));
  const small = named.slice(MOST_NAMED);
  const columns: SaidColumn[] = [
    // One that would stand alone under "others" has its own.
    ...(small.length > 1 ? named.slice(0, MOST_NAMED) : named).map(({ value }): SaidColumn => ({ id: `said ${value}`, name: value, values: [value], kind: 'named' })),
    ...(small.length > 1 ? [{ id: 'others', name: `${String(small.length)} others`, values: small.map((s) => s.value), kind: 'others' as const }] : []),
    ...bySaid.flatMap(({ value }): SaidColumn[] => { const [kind, name] = KINDS[value] ?? []; return kind === undefined || name === undefined ? [] : [{ id: kind, name, values: [value], kind }]; }),
  ].sort((a, b) => LAST.indexOf(a.kind) - LAST.indexOf(b.kind));
  const rowOf = (tracked: string | undefined, of: readonly Row[]): SaidRow => ({
    tracked, cells: new Map([...columns.map((c): [string, SaidCell] => [c.id, sum(of.filter((r) => c.values.includes(r.dims['self_reported'] ?? UNMATCHED)))]), ['total', sum(of)]]),
  });
  const byTracked = [...groupBy(rows, (r) => r.dims['channel'] ?? UNMATCHED)].map(([tracked, of]) => rowOf(tracked, of));
  return { columns, rows: byTracked.sort((a, b) => (b.cells.get('total')?.credit ?? 0) - (a.cells.get('total')?.credit ?? 0)), total: rowOf(undefined, rows) };
}

/** Whether what was tracked is what was said, or can be meant by it. */
export const agrees = (alike: Readonly<Record<string, readonly string[]>> | undefined, tracked: string, said: string): boolean => tracked === said || (alike?.[said]?.includes(tracked) ?? false);

export interface Disagreement {
  readonly tracked: string;
  readonly said: string;
  readonly cell: SaidCell;
}

const isNamed = (value: string): boolean => !value.startsWith('(');

/** Where the two name different channels, the most credit first. */
export function disagreements({ rows, selfReported }: Pick<AttributionDocument, 'rows' | 'selfReported'>, model: string): Disagreement[] {
  return rows.flatMap((r): Disagreement[] => {
    const [tracked, said] = [r.dims['channel'] ?? UNMATCHED, r.dims['self_reported'] ?? UNMATCHED];
    return r.model !== model || !isNamed(tracked) || !isNamed(said) || agrees(selfReported?.alike, tracked, said) ? [] : [{ tracked, said, cell: { credit: r.credit, value: r.value } }];
  }).sort((a, b) => b.cell.credit - a.cell.credit || Number(b.cell.value) - Number(a.cell.value) || (`${a.tracked} ${a.said}` < `${b.tracked} ${b.said}` ? -1 : 1));
}
