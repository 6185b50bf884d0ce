// Reads what a user sets of the attribution models from text: weights, half-life, order, seed, stage shares.
import { AppError } from '../errors.js';
import { unknownName } from '../nearest.js';
import { CUSTOM_PARTS, DEFAULT_MODEL_SETTINGS, MILESTONES, MOST_WEIGHT, type AttributionQuery, type CustomPart, type ModelSettings } from './attribution.js';
import type { ParameterHelp, Reader } from './parse-figures-query.js';

export const MODEL_PARAMETERS = {
  weights: { description: 'position and custom: weights of first, middle and last touch as three numbers, or of anchors by name (first, lead, mql, sql, opportunity, won, last, middle)', example: 'first=40,lead=20,middle=10,last=30' },
  halfLife: { description: 'time_decay: days after which a touch weighs half', example: '7d' },
  order: { description: 'markov: channels that a state remembers, 1 to 4', example: '2' },
  seed: { description: 'shapley_rate beyond 16 channels: seed of the sampled orders', example: '1' },
  stageShares: { description: 'stage_share: stages in order, each with its share of the value and marketing\'s part of that in percent', example: 'lead=25:100,mql=25:100,opportunity=25:50,won=25:0' },
} as const satisfies Record<string, ParameterHelp>;

const invalid = (where: string, reason: string, remedy: string, details: Record<string, unknown> = {}): AppError => new AppError('invalid_input', { where, reason, remedy, ...details });

function amount(where: string, text: string, remedy: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw invalid(where, `"${text}" is no number`, remedy);
  if (value < 0) throw invalid(where, `${text} is negative`, 'A weight is 0 or more.');
  if (value > MOST_WEIGHT) throw invalid(where, `${text} is more than ${MOST_WEIGHT.toLocaleString('en')}`, 'Weights are proportions: 40, 20, 40 say the same as larger ones.');
  return value;
}

const WEIGHTS_REMEDY = `Write three numbers for first, middle and last, e.g. 40,20,40, or names with numbers, e.g. ${MODEL_PARAMETERS.weights.example}.`;

function someWeight(where: string, weights: readonly number[]): void {
  if (weights.every((w) => w === 0)) throw invalid(where, 'all weights are 0', 'Give at least one that is more: a conversion has to be somebody\'s.');
}

function weights(text: string): Partial<Pick<ModelSettings, 'position' | 'custom'>> {
  const parts = text.split(',').map((p) => p.trim());
  if (!text.includes('=')) {
    const [first, middle, last, ...more] = parts.map((p) => amount('weights', p, WEIGHTS_REMEDY));
    if (first === undefined || middle === undefined || last === undefined || more.length > 0) throw invalid('weights', `${parts.length} numbers are not three`, WEIGHTS_REMEDY);
    someWeight('weights', [first, middle, last]);
    return { position: { first, middle, last }, custom: { first, middle, last } };
  }
  const custom: Partial<Record<CustomPart, number>> = {};
  for (const part of parts) {
    const [name = '', number = ''] = part.split('=').map((p) => p.trim());
    const found = CUSTOM_PARTS.find((p) => p === name);
    if (found === undefined) throw invalid('weights', `"${name}" is no anchor`, `Valid: ${CUSTOM_PARTS.join(', ')}.`, { valid: CUSTOM_PARTS });
    if (custom[found] !== undefined) throw invalid('weights', `${name} is given twice`, `Give ${name} once.`);
    custom[found] = amount('weights', number, WEIGHTS_REMEDY);
  }
  someWeight('weights', Object.values(custom));
  // What names no more than a position is one.
  const positional = Object.keys(custom).every((name) => ['first', 'middle', 'last'].includes(name));
  return { custom, ...(positional && { position: { first: custom.first ?? 0, middle: custom.middle ?? 0, last: custom.last ?? 0 } }) };
}

function stageShares(text: string): ModelSettings['stageShares'] {
  const remedy = `Write stage=share:marketing, e.g. ${MODEL_PARAMETERS.stageShares.example}.`;
  const shares = text.split(',').map((part) => {
    const [, name = '', share = '', marketing = ''] = /^\s*(\w+)\s*=\s*([^:]*?)\s*:\s*(.*?)\s*$/.exec(part) ?? [];
    const stage = MILESTONES.find((m) => m === name);
    if (name === '') throw invalid('stageShares', `"${part}" names no stage with its shares`, remedy);
    if (stage === undefined) throw unknownName('unknown_stage', name, MILESTONES);
    const percent = amount('stageShares', marketing, remedy);
    if (percent > 100) throw invalid('stageShares', `${marketing} % is more than all`, 'Marketing\'s part is 0 to 100.');
    return { stage, share: amount('stageShares', share, remedy), marketing: percent / 100 };
  });
  someWeight('stageShares', shares.map((s) => s.share));
  const places = shares.map((s) => MILESTONES.indexOf(s.stage));
  if (places.some((p, i) => i > 0 && p <= (places[i - 1] ?? -1))) throw invalid('stageShares', 'stages are out of order or named twice', `Name each once, in the order ${MILESTONES.join(', ')}.`);
  return shares;
}

/** Days as `7`, `7d` or `0.5d`; more than 0 and at most `most`. @throws AppError invalid_input */
export function readDays(read: Reader, name: string, most: number): number | undefined {
  const value = read.one(name);
  if (value === undefined) return undefined;
  const [, digits] = /^(-?\d+(?:\.\d+)?)\s*(?:d|days?)?$/i.exec(value) ?? [];
  if (digits === undefined) throw invalid(name, `"${value}" is no number of days`, 'Write it as days, e.g. 90d.');
  const days = Number(digits);
  if (!(days > 0)) throw invalid(name, `${value} is no time`, 'Give more than 0 days.');
  if (days > most) throw invalid(name, `${value} is out of range`, `Give at most ${most} days.`);
  return days;
}

/** @throws AppError invalid_input, unknown_stage */
export function readModelSettings(read: Reader): ModelSettings {
  const given = { weights: read.one('weights'), stageShares: read.one('stageShares') };
  return {
    ...DEFAULT_MODEL_SETTINGS,
    ...(given.weights !== undefined && weights(given.weights)),
    ...(given.stageShares !== undefined && { stageShares: stageShares(given.stageShares) }),
    halfLifeDays: readDays(read, 'halfLife', 3650) ?? DEFAULT_MODEL_SETTINGS.halfLifeDays,
    order: read.whole('order', 1, 4) ?? DEFAULT_MODEL_SETTINGS.order,
    seed: read.whole('seed', 0, 4_294_967_295) ?? DEFAULT_MODEL_SETTINGS.seed,
  };
}

/** What readModelSettings reads, of settings as they are: without those that are usual. */
export function printModelSettings({ settings, chooseOrder }: Pick<AttributionQuery, 'settings' | 'chooseOrder'>): Partial<Record<string, string>> {
  const { position, custom, halfLifeDays, order, seed, stageShares: shares } = settings;
  const usual = DEFAULT_MODEL_SETTINGS;
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const weighed = custom !== undefined ? Object.entries(custom).map(([part, weight]) => `${part}=${weight}`).join(',') : same(position, usual.position) ? undefined : `${position.first},${position.middle},${position.last}`;
  return {
    ...(weighed !== undefined && { weights: weighed }),
    ...(halfLifeDays !== usual.halfLifeDays && { halfLife: `${halfLifeDays}d` }),
    ...(!chooseOrder && { order: String(order) }),
    ...(seed !== usual.seed && { seed: String(seed) }),
    ...(!same(shares, usual.stageShares) && { stageShares: shares.map((s) => `${s.stage}=${s.share}:${Math.round(s.marketing * 1e9) / 1e7}`).join(',') }),
  };
}
