// Weights of the clustered bootstrap: how often a cluster (an account, a visitor) is drawn in each
// replicate. They depend on the cluster's name alone, so rows of one cluster in different tables
// and requests get the same weights, and a figure's interval is the same each time it is read.

/** P(X ≤ k) of the Poisson distribution with mean 1, for k = 0 to 12; beyond lies less than 1 in 2³². */
const CUMULATIVE = ((): readonly number[] => {
  const steps: number[] = [];
  let [term, sum] = [Math.exp(-1), 0];
  for (let k = 0; k <= 12; k += 1) {
    sum += term;
    steps.push(sum);
    term /= k + 1;
  }
  return steps;
})();

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function scramble(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 units, scrambled, from a start value. */
function hash(text: string, start: number): number {
  let h = start;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return scramble(h);
}

/**
 * Poisson(1) weights of one cluster in replicates 0 to b − 1, from a hash of (cluster, replicate).
 * @param cluster its id, as text
 * @param b number of replicates: 200 for a standard error, 1,000 for percentiles
 * @see Hanley, J. A. & MacGibbon, B. (2006), Comput. Methods Programs Biomed. 83, 57–62; Chamandy et al. (2012), Estimating uncertainty for massive data streams
 */
export function poissonWeights(cluster: string, b: number): Uint8Array {
  const [first, second] = [hash(cluster, 0x811c9dc5), hash(cluster, 0x9747b28c)];
  const weights = new Uint8Array(b);
  for (let replicate = 0; replicate < b; replicate += 1) {
    // Two independent words of the cluster around the replicate's: a collision of one alone does no harm.
    const u = scramble((scramble(first + Math.imul(replicate + 1, 0x9e3779b9)) ^ second) >>> 0) / 2 ** 32;
    const drawn = CUMULATIVE.findIndex((share) => u < share);
    weights[replicate] = drawn === -1 ? CUMULATIVE.length : drawn;
  }
  return weights;
}
