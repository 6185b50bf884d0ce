// Credit as people read it, from the whole parts that sums are made of.
import { UNITS } from './credit.js';

/** Credit of whole parts, to a billionth. */
export const creditOf = (units: bigint): number => Math.round((Number(units) / UNITS) * 1e9) / 1e9;
