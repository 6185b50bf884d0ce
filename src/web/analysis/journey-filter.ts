// The ledger's conversions by the journey before them: the addresses that ask for them, and what an address says in words.
import type { ModelCatalogue } from '../../shared/api/attribution.js';
import { carriedCredit, prune, type View } from '../view/view-state.js';
import type { CreditChoice } from './credit-choice.js';
import { pathText } from './journeys-of.js';

/** Gives every touch within the lookback a part, so that no conversion with a touch is missing. */
export const WITNESS = 'linear';

/** Dimensions that paths are made of: those of the split that touches have. */
export function pathSplit({ by }: CreditChoice, { dimensions: { touch } }: ModelCatalogue): string[] {
  const touched = by.filter((d) => touch.includes(d));
  return touched.length > 0 ? touched : ['channel'];
}

/** What an address narrows the ledger by. */
export type JourneyNarrowing = Pick<View, 'journey' | 'touches' | 'days' | 'step'>;
export const WHOLE = { journey: undefined, touches: undefined, days: undefined, step: undefined } as const;

/** Letters of an address that a server takes without question. */
const LONGEST = 6000;

export interface JourneyLedger {
  readonly view: View;
  /** Dimensions of the paths, and those of touches at all: a filter on these would show a part of the touches. */
  readonly by: readonly string[];
  readonly touch: readonly string[];
}

/** The ledger of the conversions whose journey is so; undefined where an address can't hold the path. */
export function journeyLedger({ view, by, touch }: JourneyLedger, narrowing: JourneyNarrowing): View | undefined {
  if (encodeURIComponent((narrowing.journey ?? []).join('&journey=')).length > LONGEST) return undefined;
  const { filters, models, ...rest } = carriedCredit(view);
  const whole = (filters ?? []).filter((f) => !touch.includes(f.dimension));
  return prune({ ...rest, filters: whole.length > 0 ? whole : undefined, models: models && [WITNESS, ...models.filter((m) => m !== WITNESS)], by, ...narrowing });
}

/** `6–7 touches`: what the ledger is narrowed to; empty of a whole one. */
export function narrowingWords({ journey, touches, days, step }: JourneyNarrowing): string[] {
  const range = (text: string, one: string, more: string): string => (text === '1' ? `1 ${one}` : `${text.replace(/-$/, ' or more').replace('-', '–')} ${more}`);
  return [
    ...(journey === undefined ? [] : [`the path ${pathText(journey)}`]), ...(touches === undefined ? [] : [range(touches, 'touch', 'touches')]),
    ...(days === undefined ? [] : [`${range(days, 'whole day', 'whole days')} from the first touch`]), ...(step === undefined ? [] : [`the step ${step.join(' → ')}`]),
  ];
}
