// Numbers as people type them, and as documents have them: rates in percent on the one side, as shares on the other.
import type { KpiEntry } from '../../shared/api/figures.js';
import { Exact } from '../../shared/planning/exact.js';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** As documents have it: blanks and apostrophes between thousands go, 25 % is 0.25 to the last digit. What is no number is left for others to refuse. */
export function decimalOf(typed: string, unit: KpiEntry['unit']): string {
  const text = typed.replace(/[\s\u00a0\u202f'’%]/g, '');
  return unit === 'rate' && DECIMAL.test(text) ? new Exact(text).div(100).toFixed() : text;
}

/** As a form shows it. */
export const typedOf = (decimal: string | number, unit: KpiEntry['unit']): string => (unit === 'rate' ? new Exact(decimal).times(100).toFixed() : String(decimal));
