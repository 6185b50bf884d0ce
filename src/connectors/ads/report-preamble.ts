// What the lines above the header of an ad report say: the account, the currency, the range of days.
import type { DateOrder } from '../reading/parse-moment.js';
import type { Period } from '../reading/parse-period.js';
import { reportRange } from './report-range.js';

/** `"Account: North (4711)",,,` as `Account: North (4711)`. */
const bare = (line: string): string => line.replace(/:\s*"?\s*[,;\t]+\s*"?/, ': ').replace(/^[\s"]+|[\s",;]+$/g, '');

const ACCOUNT = /^(?:account(?: name)?|konto(?:name)?|compte|nom du compte|cuenta|nombre de (?:la )?cuenta)\s*:\s*(.+?)(?:\s*\((\d+)\))?$/i;
const CURRENCY = /^(?:currency|währung|devise|moneda|divisa)[^:]*:\s*([A-Z]{3})\b/i;

export interface Preamble {
  readonly account: string | undefined;
  readonly accountId: string | undefined;
  readonly currency: string | undefined;
}

export function readPreamble(lines: readonly string[]): Preamble {
  const found = lines.map(bare);
  const account = found.map((line) => ACCOUNT.exec(line)).find((m) => m !== null);
  const currency = found.map((line) => CURRENCY.exec(line)).find((m) => m !== null);
  return { account: account?.[1], accountId: account?.[2], currency: currency?.[1]?.toUpperCase() };
}

/** The first range of two days above the header; single days there (when a report was run, say) are no range. */
export const preambleRange = (lines: readonly string[], order: DateOrder | undefined): Period | undefined =>
  reportRange(lines.map(bare).filter((line) => /\d\s+[-–—]\s+\S|\d\s+(?:to|bis|au|al|a)\s+\d/.test(line)), order);
