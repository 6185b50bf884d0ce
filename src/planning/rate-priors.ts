// What is believed of a rate before its own cases are seen: next to nothing (Jeffreys) where there are enough of them, and what
// the other channels show where there are few (empirical Bayes).

/** Beta distribution of a rate. */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

export interface Cases {
  readonly events: number;
  /** Exposure; at least events. */
  readonly exposure: number;
}

const JEFFREYS: Beta = { a: 0.5, b: 0.5 };
/** Cases that the other channels may weigh, at least and at most. */
const WEIGHT = { least: 2, most: 400 };

/** Posterior under Jeffreys' prior. @see Brown, L. D., Cai, T. T. & DasGupta, A. (2001), Stat. Sci. 16, 101–133 */
export const jeffreys = ({ events, exposure }: Cases): Beta => ({ a: events + JEFFREYS.a, b: Math.max(0, exposure - events) + JEFFREYS.b });

/**
 * Beta prior from the spread of the groups' rates, by moments: alike groups weigh heavily on a thin one, unlike groups hardly.
 * @see Kleinman, J. C. (1973), J. Am. Stat. Assoc. 68, 46–54
 */
export function priorAcross(groups: readonly Cases[]): Beta {
  const seen = groups.filter((group) => group.exposure > 0);
  const all = seen.reduce((sum, group) => sum + group.exposure, 0);
  const events = seen.reduce((sum, group) => sum + group.events, 0);
  // A mean of exactly 0 or 1 would rule out what has merely not happened yet.
  const mean = (events + 0.5) / (all + 1);
  if (seen.length < 2) return { a: WEIGHT.least * mean, b: WEIGHT.least * (1 - mean) };
  let [spread, noise, room] = [0, 0, 0];
  for (const group of seen) {
    const weight = group.exposure / all;
    spread += weight * (group.events / group.exposure - mean) ** 2;
    noise += (weight * (1 - weight)) / group.exposure;
    room += weight * (1 - weight);
  }
  const variance = mean * (1 - mean);
  const likeness = (spread - variance * noise) / (variance * (room - noise));
  const weight = likeness <= 0 ? WEIGHT.most : Math.min(WEIGHT.most, Math.max(WEIGHT.least, 1 / likeness - 1));
  return { a: weight * mean, b: weight * (1 - mean) };
}

/** A group's posterior: Jeffreys where it has enough cases of its own, else with what the others show. */
export function posterior(own: Cases, prior: Beta, enough: { sample: number; events: number }): Beta {
  const thin = own.exposure < enough.sample || own.events < enough.events;
  return thin ? { a: own.events + prior.a, b: Math.max(0, own.exposure - own.events) + prior.b } : jeffreys(own);
}
