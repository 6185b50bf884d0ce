// Reads the days that a cost covers: a day, a month (2026-03, March 2026), a quarter (Q1 2026), a year.
import { MONTHS, foldName } from './month-names.js';
import { dayParser, type DateOrder } from './parse-moment.js';
import { cut } from './parse-number.js';
import { Refusal, type CellParser } from './refusal.js';

/** First and last day, both included. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

const YEAR = /^(\d{4})$/;
const QUARTER = /^(?:(\d{4})[\s/-]*[qtk]([1-4])|[qtk]([1-4])[\s/-]*(\d{4})|([1-4])\.?\s*(?:quartal|quarter|trimestre|kvartal|kwartał)\s*(\d{4}))$/i;
const MONTH = /^(?:(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4}))$/;
const NAMED = /^(?:(\p{L}{3,})\.?[\s\-/]*(?:de\s+)?(\d{4}|\d{2})|(\d{4})[\s\-/]*(\p{L}{3,})\.?)$/u;

const two = (n: number): string => String(n).padStart(2, '0');
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function months(text: string, year: number, first: number, last: number): Period | Refusal {
  if (first < 1 || last > 12) return new Refusal(`"${cut(text)}" names a month that does not exist`, 'Write it as 2026-03.');
  if (year < 1990 || year > 2099) return new Refusal(`"${cut(text)}" lies outside 1990 to 2099`, 'Correct the year.');
  return { from: `${year}-${two(first)}-01`, until: `${year}-${two(last)}-${two(lastDay(year, last))}` };
}

/** A parser of periods; a cell with a full date is that day. */
export function periodParser(order: DateOrder | undefined): CellParser<Period> {
  const parseDay = dayParser(order);
  return (raw) => {
    const text = raw.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
    const year = YEAR.exec(text);
    if (year !== null) return months(raw, Number(year[1]), 1, 12);
    const quarter = QUARTER.exec(text);
    if (quarter !== null) {
      const q = Number(quarter[2] ?? quarter[3] ?? quarter[5]);
      return months(raw, Number(quarter[1] ?? quarter[4] ?? quarter[6]), 3 * q - 2, 3 * q);
    }
    const month = MONTH.exec(text);
    if (month !== null) {
      const m = Number(month[2] ?? month[3]);
      return months(raw, Number(month[1] ?? month[4]), m, m);
    }
    const named = NAMED.exec(text);
    if (named !== null) {
      const m = MONTHS.get(foldName(named[1] ?? named[4] ?? ''));
      const y = named[2] ?? named[3] ?? '';
      if (m !== undefined) return months(raw, y.length === 2 ? 2000 + Number(y) : Number(y), m, m);
    }
    const day = parseDay(text);
    if (typeof day === 'string') return { from: day, until: day };
    return new Refusal(`"${cut(raw)}" is no period that can be read`, 'Write a day (2026-03-31), a month (2026-03), a quarter (2026-Q1) or a year (2026).');
  };
}
