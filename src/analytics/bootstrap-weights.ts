// The weights of a clustered bootstrap, drawn in the store: deterministic, the same for an account in every table.
import { joinSql, param, sql, type Sql } from '../database/sql.js';

export const REPLICATES = 200;

/** P(X ≤ k) of the Poisson distribution with mean 1, in 65,536ths, for k = 0 to 7; beyond lies 1 in 98,000. */
const POISSON_STEPS = ((): readonly number[] => {
  const steps: number[] = [];
  let [term, sum] = [Math.exp(-1), 0];
  for (let k = 0; k <= 7; k += 1) {
    sum += term;
    steps.push(Math.round(sum * 65_536));
    term /= k + 1;
  }
  return steps;
})();

/** 2⁶⁴ divided by the golden ratio: multiples of it lie far apart, so that neighbouring replicates share nothing. */
const APART = sql`toUInt64(11400714819323198485)`;

/** Numbers of 16 bits that one hash holds. */
const LANES = [48, 32, 16, 0] as const;

/**
 * Poisson(1) weights of a cluster in each replicate, from hashes: how many steps a number of 16 bits has passed.
 * The same account gets the same weights in every table, and every time. One hash of the cluster, mixed anew for
 * each four replicates, and small integers throughout: there are as many weights as rows times replicates.
 * @param replicates a multiple of four
 * @param where rows that need weights; others get none
 * @see docs/statistics.md, clustered bootstrap
 */
export function bootstrapWeights(cluster: Sql, replicates: number = REPLICATES, where?: Sql): Sql {
  if (replicates % LANES.length !== 0) throw new TypeError('a multiple of four replicates');
  const count = param('UInt32', replicates / LANES.length);
  const mixed = where === undefined ? count : sql`if(${where}, ${count}, 0)`;
  const hashes = sql`arrayMap((h, b) -> intHash64(h + b * ${APART}), arrayWithConstant(${mixed}, sipHash64(${cluster})), range(${mixed}))`;
  const numbers = LANES.map((shift) => sql`arrayMap(h -> toUInt16(bitShiftRight(h, ${param('UInt8', shift)})), ${hashes})`);
  return sql`
  arrayMap(u -> toUInt8(${joinSql(POISSON_STEPS.map((step) => sql`(u >= ${param('UInt32', step)})`), sql` + `)}), arrayConcat(${joinSql(numbers)}))`;
}
