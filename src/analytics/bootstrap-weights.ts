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

/**
 * Poisson(1) weights of a cluster in each replicate, from a hash: how many steps a number of 16 bits has passed.
 * The same account gets the same weights in every table, and every time. One hash of the cluster, mixed anew for
 * each replicate, and small integers throughout: there are as many weights as rows times replicates.
 * @see docs/statistics.md, clustered bootstrap
 */
export const bootstrapWeights = (cluster: Sql, replicates = sql`${param('UInt32', REPLICATES)}`): Sql => sql`
  arrayMap(u -> toUInt8(${joinSql(POISSON_STEPS.map((step) => sql`(u >= ${param('UInt32', step)})`), sql` + `)}),
    arrayMap((h, b) -> toUInt16(bitShiftRight(intHash64(h + b * ${APART}), 48)), arrayWithConstant(${replicates}, sipHash64(${cluster})), range(${replicates})))`;
