// Quantiles of the gamma distribution with a whole shape and scale 1 (half of chi-square's with
// twice the degrees of freedom): what exact Poisson bounds need, and nothing more.

/** Above this shape the expansion is closer than 1e-7, absolute; below, the equation is solved. */
const LARGE_SHAPE = 10_000;

/** ln of x^shape · e^−x ÷ shape!, without the cancellation of its naive form. */
function logTerm(shape: number, x: number): number {
  if (shape < 20) {
    let logFactorial = 0;
    for (let k = 2; k <= shape; k += 1) logFactorial += Math.log(k);
    return shape * Math.log(x) - x - logFactorial;
  }
  const off = (x - shape) / shape;
  const stirling = 1 / (12 * shape) - 1 / (360 * shape ** 3) + 1 / (1260 * shape ** 5) - 1 / (1680 * shape ** 7);
  return shape * (Math.log1p(off) - off) - 0.5 * Math.log(2 * Math.PI * shape) - stirling;
}

/** P(shape, x) = term · Σ xⁿ ÷ ((shape+1)…(shape+n)): all positive, so nothing cancels (DLMF 8.11.4). */
function lowerGamma(shape: number, x: number): number {
  let [addend, sum] = [1, 1];
  for (let n = 1; addend > sum * Number.EPSILON; n += 1) {
    addend *= x / (shape + n);
    sum += addend;
  }
  return Math.exp(logTerm(shape, x)) * sum;
}

/** Cornish–Fisher expansion about the normal quantile z. */
function expansion(shape: number, z: number): number {
  const root = Math.sqrt(shape);
  return shape + z * root + (z * z - 1) / 3 + (z ** 3 - 7 * z) / (36 * root) - (3 * z ** 4 + 7 * z * z - 16) / (810 * shape);
}

/**
 * The x at which a gamma distribution has reached probability p.
 * @param p the probability, with `z` as its normal quantile: 0.025 with −1.96, 0.975 with 1.96
 * @param shape a whole number, 1 or more
 * @see Fisher, R. A. & Cornish, E. A. (1960), Technometrics 2, 209–225; NIST Digital Library of Mathematical Functions, chapter 8
 */
export function gammaQuantile(p: number, z: number, shape: number): number {
  if (shape >= LARGE_SHAPE) return expansion(shape, z);
  // Newton's method on the logarithm of x, kept within a bracket that every step tightens.
  let [low, high] = [0, shape + 20 + 10 * Math.sqrt(shape)];
  let x = Math.max(expansion(shape, z), shape * 0.01);
  for (let step = 0; step < 100; step += 1) {
    const miss = lowerGamma(shape, x) - p;
    if (miss > 0) high = x;
    else low = x;
    const density = shape * Math.exp(logTerm(shape, x));
    let next = x * Math.exp(-miss / density);
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - x) <= 4 * Number.EPSILON * x) return next;
    x = next;
  }
  return x;
}
