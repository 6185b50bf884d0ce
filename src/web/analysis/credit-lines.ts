// Credit as lines of a table: one line a value of the split, the models side by side, what no touch earned at the end.
// Tells whether the lines of a model add up, to the smallest unit of the currency.
import type { AttributionDocument, AttributionRow } from '../../shared/api/attribution.js';
import { UNMATCHED } from './find-needs.js';
import { groupBy } from './group-by.js';

/** What credit and cost a line has by one model. */
export type CreditCell = Pick<AttributionRow, 'credit' | 'value' | 'interval' | 'cost' | 'adSpend' | 'returnOnAdSpend' | 'marketingRoi' | 'costPerConversion' | 'removalEffect' | 'samplingError'>;

export interface CreditLine {
  readonly key: string;
  /** Value of each dimension of the split; undefined of the total. */
  readonly dims: Readonly<Record<string, string>> | undefined;
  /** By model. */
  readonly cells: ReadonlyMap<string, CreditCell>;
  /** Marketing cost of the values, whatever they were credited; undefined where cost has not these dimensions, null without a cost line. */
  readonly cost: string | null | undefined;
  /** What of the cost went to media. */
  readonly adSpend: string | null | undefined;
}

const [NONE, SALES] = ['(none)', '(sales)'];
const LAST: readonly string[] = [SALES, UNMATCHED, NONE];

/** What is nobody's stays at the end in any order. */
export const rankOfLine = ({ dims }: CreditLine): number => Math.max(0, ...Object.values(dims ?? {}).map((v) => LAST.indexOf(v) + 1));

/** What a value in brackets means, in a sentence; undefined of all others. */
export function wordsOfValue(value: string): string | undefined {
  switch (value) {
    case NONE: return 'What no touch within the lookback earned. It stays in sight so that the rows add up to the total.';
    case SALES: return 'What sales earned by the shares that are set.';
    case UNMATCHED: return 'Touches without a value of this dimension. They stay in sight so that the rows add up to the total.';
    default: return undefined;
  }
}

/** A decimal as whole units of 10^-digits. */
function units(text: string, digits: number): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const size = BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits));
  return sign === '-' ? -size : size;
}

/** Decimals added up without loss. */
export function sumOf(decimals: readonly string[]): string {
  const digits = Math.max(0, ...decimals.map((d) => d.split('.')[1]?.length ?? 0));
  const sum = decimals.reduce((all, d) => all + units(d, digits), 0n);
  const text = (sum < 0n ? -sum : sum).toString().padStart(digits + 1, '0');
  const cut = text.length - digits;
  return `${sum < 0n ? '-' : ''}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ''}`;
}

/** What spend has by a model that gives it nothing: a return of none of it (attribution/cost-beside.ts). */
const nothingFor = (cost: string, adSpend: string): CreditCell => ({
  credit: 0, value: '0', cost, adSpend, returnOnAdSpend: Number(adSpend) === 0 ? null : 0, marketingRoi: Number(cost) === 0 ? null : -1, costPerConversion: null,
});

/** Lines of several answers to one question, each with models of its own; also those that cost money and were credited nothing. */
export function creditLines(documents: readonly Pick<AttributionDocument, 'rows' | 'uncredited' | 'totals'>[]): CreditLine[] {
  const keyOf = (dims: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(dims).sort(([a], [b]) => (a < b ? -1 : 1)));
  const lines = [...groupBy(documents.flatMap((d) => d.rows), (r) => keyOf(r.dims))].map(([key, rows]): CreditLine => ({ key, dims: rows[0]?.dims, cells: new Map(rows.map((r) => [r.model, r])), cost: rows[0]?.cost, adSpend: rows[0]?.adSpend }));
  const known = new Set(lines.map((l) => l.key));
  const idle = new Map(documents.flatMap((d) => d.uncredited ?? []).map((u) => [keyOf(u.dims), u]));
  const unearned = [...idle].filter(([key]) => !known.has(key)).map(([key, { dims, cost, adSpend }]): CreditLine => ({ key, dims, cells: new Map(), cost, adSpend }));
  const models = documents.flatMap((d) => d.totals.map((t) => t.model));
  return [...lines, ...unearned].map((line) => withNothing(line, models));
}

/** A line that cost money has a cell of each model. */
function withNothing(line: CreditLine, models: readonly string[]): CreditLine {
  const { cost, adSpend, cells } = line;
  if (typeof cost !== 'string') return line;
  return { ...line, cells: new Map([...models.map((m): [string, CreditCell] => [m, nothingFor(cost, adSpend ?? '0')]), ...cells]) };
}

/** The total as a line: what the server added up, and the cost of all lines. */
export function totalLine(documents: readonly Pick<AttributionDocument, 'totals'>[], lines: readonly CreditLine[]): CreditLine {
  const sumBy = (of: (line: CreditLine) => string | null | undefined): string | null | undefined => {
    const all = lines.map(of).filter((v) => typeof v === 'string');
    return lines.every((l) => of(l) === undefined) ? undefined : all.length === 0 ? null : sumOf(all);
  };
  const spent = { cost: sumBy((l) => l.cost), adSpend: sumBy((l) => l.adSpend) };
  return { key: 'total', dims: undefined, ...spent, cells: new Map(documents.flatMap((d) => d.totals).map((total): [string, CreditCell] => [total.model, { credit: total.credit, value: total.value, ...totalBesides(spent, total) }])) };
}

/** Returns are of what paid channels and of what marketing earned, which a total tells where all of its lines do. */
function totalBesides({ cost, adSpend }: Pick<CreditLine, 'cost' | 'adSpend'>, { credit, paidValue, marketingValue }: AttributionDocument['totals'][number]): Partial<CreditCell> {
  if (cost === undefined) return {};
  const [spent, onAds] = [Number(cost ?? 0), Number(adSpend ?? 0)];
  return {
    cost, adSpend, returnOnAdSpend: onAds === 0 || paidValue === undefined ? null : Number(paidValue) / onAds, marketingRoi: spent === 0 || marketingValue === undefined ? null : (Number(marketingValue) - spent) / spent,
    costPerConversion: cost === null || credit <= 0 ? null : (spent / credit).toFixed(2),
  };
}

/** Whether the lines of a model sum to its total: credit to a millionth, value to the last digit. */
export function creditAddsUp(lines: readonly CreditLine[], total: CreditLine, model: string): boolean {
  const whole = total.cells.get(model);
  if (whole === undefined) return false;
  const cells = lines.flatMap((l) => l.cells.get(model) ?? []);
  return Math.abs(cells.reduce((n, c) => n + c.credit, 0) - whole.credit) < 1e-6 && Number(sumOf([...cells.map((c) => c.value), `-${whole.value}`.replace('--', '')])) === 0;
}

export type Measure = 'value' | 'conversions';

/** Credit of a line by a model; 0 where the model gave it nothing, null where the model did not answer. */
export function amountOf(line: CreditLine, total: CreditLine, model: string, measure: Measure): number | null {
  if (!total.cells.has(model)) return null;
  const cell = line.cells.get(model);
  return cell === undefined ? 0 : measure === 'value' ? Number(cell.value) : cell.credit;
}

export interface Difference {
  readonly line: CreditLine;
  /** What the other model gives more than the leading one. */
  readonly amount: number;
}

/** Where two models disagree, the widest first; lines on which they agree are left out. */
export function differences(lines: readonly CreditLine[], total: CreditLine, leading: string, other: string, measure: Measure): Difference[] {
  return lines.flatMap((line): Difference[] => {
    const [a, b] = [amountOf(line, total, leading, measure), amountOf(line, total, other, measure)];
    return a === null || b === null || Math.abs(b - a) < 1e-6 ? [] : [{ line, amount: b - a }];
  }).sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || (a.line.key < b.line.key ? -1 : 1));
}

/** How much of the whole two models give to other lines: half the sum of what they disagree by, over the total; null without one. */
export function movedShare(found: readonly Difference[], whole: number): number | null {
  return whole === 0 ? null : found.reduce((sum, d) => sum + Math.abs(d.amount), 0) / 2 / whole;
}
