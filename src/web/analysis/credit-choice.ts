// What an address asks of attribution, held against what the workspace has: kind of conversion, models, split, and the
// filters that touches or who converted can be narrowed by.
import { DEFAULT_MODEL_SETTINGS, type AttributionDocument, type ModelCatalogue, type ModelSettings } from '../../shared/api/attribution.js';
import type { DayRange } from '../../shared/period.js';
import type { CreditAsk } from '../api/credit-query.js';
import type { View } from '../view/view-state.js';

export type ModelEntry = ModelCatalogue['models'][number];

export interface CreditChoice {
  readonly conversion: string;
  /** The leading one first; never empty where the workspace has any. */
  readonly models: readonly ModelEntry[];
  readonly by: readonly string[];
  /** The question without models and split. */
  readonly ask: CreditAsk;
  /** Dimensions of filters that attribution can't be narrowed by, and names of models that there are not. */
  readonly ignored: readonly string[];
  readonly unknown: readonly string[];
}

const [USUAL_CONVERSION, USUAL_SPLIT] = ['won', 'channel'];
const USUAL_MODELS = ['linear', 'first', 'last_non_direct', 'shapley', 'markov'];
/** More models side by side are read by nobody. */
export const MOST_MODELS = 7;

/** `custom` without weights has nothing to give by. */
export const canGive = (model: ModelEntry, { weights }: Pick<View, 'weights'>): boolean => model.id !== 'custom' || weights !== undefined;

/** @param where the filters of the address */
export function creditChoice(view: View, period: DayRange, where: CreditAsk['where'], catalogue: ModelCatalogue): CreditChoice {
  const known = [...catalogue.dimensions.touch, ...catalogue.dimensions.conversion];
  const asked = view.models ?? USUAL_MODELS;
  const found = asked.flatMap((id) => catalogue.models.find((m) => m.id === id && canGive(m, view)) ?? []).slice(0, MOST_MODELS);
  const by = (view.by ?? []).filter((d) => known.includes(d));
  const kinds = catalogue.conversions;
  const conversion = kinds.find((c) => c === view.conversion) ?? kinds.find((c) => c === USUAL_CONVERSION) ?? kinds[0] ?? USUAL_CONVERSION;
  return {
    conversion, models: found.length > 0 ? found : catalogue.models.filter((m) => canGive(m, view)).slice(0, 1), by: by.length > 0 ? by : [USUAL_SPLIT],
    ask: {
      conversion, from: period.from, to: period.to, where: (where ?? []).filter((w) => known.includes(w.dimension)), lookbackDays: view.lookback, accountBased: view.accounts === true,
      rules: view.rules, weights: view.weights, halfLife: view.halfLife, memory: view.memory, stageShares: view.stageShares,
    },
    ignored: (where ?? []).map((w) => w.dimension).filter((d) => !known.includes(d)),
    unknown: asked.filter((id) => !catalogue.models.some((m) => m.id === id)),
  };
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const days = (n: number): string => `${n} ${n === 1 ? 'day' : 'days'}`;

/** What a model was told, in words: `first 40, middle 20, last 40`; undefined of one that has nothing to be told. */
export function settingWords(model: string, settings: ModelSettings, markov: AttributionDocument['markov']): string | undefined {
  switch (model) {
    case 'position': return `first ${settings.position.first}, middle ${settings.position.middle}, last ${settings.position.last}`;
    case 'custom': return Object.entries(settings.custom ?? {}).map(([anchor, weight]) => `${anchor} ${weight}`).join(', ');
    case 'time_decay': return `half-life ${days(settings.halfLifeDays)}`;
    case 'stage_share': return settings.stageShares.map((s) => `${s.stage} ${s.share} (marketing ${percent(s.marketing)})`).join(', ');
    case 'markov': return markov && `order ${markov.order}${markov.chosen ? ', chosen because it foretells best on held-out journeys' : ', as set'}`;
    case 'shapley_rate': return `seed ${settings.seed} beyond 16 channels`;
    default: return undefined;
  }
}

/** Whether an address sets anything of the models. */
export const hasSettings = (view: View): boolean => [view.weights, view.halfLife, view.memory, view.stageShares].some((s) => s !== undefined);
/** What fields show where nothing is set. */
export const USUAL_SETTINGS = {
  weights: `${DEFAULT_MODEL_SETTINGS.position.first},${DEFAULT_MODEL_SETTINGS.position.middle},${DEFAULT_MODEL_SETTINGS.position.last}`,
  halfLife: String(DEFAULT_MODEL_SETTINGS.halfLifeDays),
  memory: 'the one that foretells best',
  stageShares: DEFAULT_MODEL_SETTINGS.stageShares.map((s) => `${s.stage}=${s.share}:${s.marketing * 100}`).join(','),
} as const;
