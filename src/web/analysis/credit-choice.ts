// What an address asks of attribution, held against what the workspace has: kind of conversion, models, split, and the
// filters that touches or who converted can be narrowed by.
import { DEFAULT_MODEL_SETTINGS, type AttributionDocument, type ModelCatalogue, type ModelSettings } from '../../shared/api/attribution.js';
import type { DayRange } from '../../shared/period.js';
import { stageName } from '../../shared/stages.js';
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
  /** Dimensions of filters that attribution can't be narrowed by, of splits that it can't be split by, and those named more than once. */
  readonly ignored: readonly string[];
  readonly unsplit: readonly string[];
  readonly twice: readonly string[];
  /** What else of the address can't be, each in a sentence with what is taken in its place. */
  readonly replaced: readonly string[];
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
  const split = [...new Set(view.by)];
  const by = split.filter((d) => known.includes(d));
  const { models, said } = chosenModels(view, catalogue);
  const [lookback, halfLife, memory] = [LOOKBACK, HALF_LIFE, ORDER].map((setting) => readSetting(setting, view, catalogue));
  const kinds = catalogue.conversions;
  const conversion = kinds.find((c) => c === view.conversion) ?? kinds.find((c) => c === USUAL_CONVERSION) ?? kinds[0] ?? USUAL_CONVERSION;
  return {
    conversion, models, by: by.length > 0 ? by : [USUAL_SPLIT],
    ask: {
      conversion, from: period.from, to: period.to, where: (where ?? []).filter((w) => known.includes(w.dimension)), lookbackDays: lookback?.taken === undefined ? undefined : parseFloat(lookback.taken), accountBased: view.accounts === true,
      rules: view.rules, weights: view.weights, halfLife: halfLife?.taken, memory: memory?.taken, stageShares: view.stageShares,
    },
    ignored: (where ?? []).map((w) => w.dimension).filter((d) => !known.includes(d)),
    unsplit: split.filter((d) => !known.includes(d)),
    twice: split.filter((d) => (view.by ?? []).filter((other) => other === d).length > 1),
    replaced: [
      ...(view.conversion === undefined || view.conversion === conversion ? [] : [`No kind of conversion is called “${view.conversion}”: ${stageName(conversion)} is credited.`]),
      ...said, ...[lookback, halfLife, memory].flatMap((s) => s?.said ?? []),
    ],
  };
}

/** The models of an address that can give, or the first that can; and a sentence on those that can't. */
function chosenModels(view: View, catalogue: ModelCatalogue): { models: readonly ModelEntry[]; said: string[] } {
  const asked = [...new Set(view.models ?? USUAL_MODELS)];
  const able = asked.flatMap((id) => catalogue.models.find((m) => m.id === id && canGive(m, view)) ?? []);
  const models = able.length > 0 ? able.slice(0, MOST_MODELS) : catalogue.models.filter((m) => canGive(m, view)).slice(0, 1);
  if (view.models === undefined) return { models, said: [] };
  const instead = able.length > 0 ? 'left out' : `replaced by ${models.map((m) => m.label).join()}`;
  const unknown = asked.filter((id) => !catalogue.models.some((m) => m.id === id));
  const unable = catalogue.models.filter((m) => asked.includes(m.id) && !canGive(m, view));
  const further = able.slice(MOST_MODELS);
  return { models, said: [
    ...(unknown.length === 0 ? [] : [`There is no model called ${unknown.join(', ')}: it is ${instead}.`]),
    ...unable.map((m) => `${m.label} has no weights to give by: it is ${instead}. They are typed under “settings”.`),
    ...(further.length === 0 ? [] : [`At most ${String(MOST_MODELS)} models stand side by side: ${further.map((m) => m.label).join(', ')} ${further.length === 1 ? 'is' : 'are'} left out.`]),
  ] };
}

/** A setting that stands in the address as it was typed. */
interface Setting {
  readonly of: 'lookback' | 'halfLife' | 'memory';
  readonly fits: RegExp;
  readonly most: number;
  /** What it would have to be, and what is taken where it is not. */
  readonly name: string;
  readonly usual: (catalogue: ModelCatalogue) => string;
}

const DAYS = /^\d+(\.\d+)?\s*(d|days?)?$/i;
const MOST_DAYS = 3650;
const LOOKBACK: Setting = { of: 'lookback', fits: DAYS, most: MOST_DAYS, name: `lookback of more than 0 and up to ${String(MOST_DAYS)} days`, usual: (c) => `${days(c.lookbackDays)} are taken` };
const HALF_LIFE: Setting = { of: 'halfLife', fits: DAYS, most: MOST_DAYS, name: `half-life of more than 0 and up to ${String(MOST_DAYS)} days`, usual: (c) => `${days(c.defaults.halfLifeDays)} are taken` };
const ORDER: Setting = { of: 'memory', fits: /^\d+$/, most: 4, name: 'order from 1 to 4', usual: () => 'the one that foretells best is taken' };

function readSetting({ of, fits, most, name, usual }: Setting, view: View, catalogue: ModelCatalogue): { readonly taken?: string; readonly said?: string } {
  if (view[of] === undefined) return {};
  const text = String(view[of]).trim();
  const size = parseFloat(text);
  return fits.test(text) && size > 0 && size <= most ? { taken: text } : { said: `“${text}” is no ${name}: ${usual(catalogue)}.` };
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
