// The parser of a question for attribution: query parameters and command-line options arrive as text and leave as an
// AttributionQuery. Whether models, kinds and dimensions exist is for attribution to say.
import { AppError } from '../errors.js';
import { attributionQuery, RESAMPLINGS, RULES_OF, type AttributionQuery, type JourneyFilter, type WholeRange } from './attribution.js';
import { CHANGE_PARTS, type ChangePart } from './attribution-results.js';
import { FIGURES_PARAMETERS, Reader, type ParameterHelp, type TextParameters } from './parse-figures-query.js';
import { MODEL_PARAMETERS, readDays, readModelSettings } from './parse-model-settings.js';

const { from, to, asOf } = FIGURES_PARAMETERS;

export const ATTRIBUTION_PARAMETERS = {
  conversion: { description: 'What is credited: a stage of the workspace (lead, mql, opportunity, won, …), renewal, or customer (accounts won for the first time)', example: 'won' },
  model: { description: 'Models, repeated or separated by commas; all rule models when left out', example: 'linear,markov', repeatable: true },
  from: { ...from, description: 'First day of the conversions, in the workspace\'s time zone' },
  to,
  by: { description: 'Dimensions to split by, two at most: of touches (channel_group, channel, source, medium, campaign, content, landing_page, country, device, direction) or of who converted (persona, segment, company_size, industry, account, owner, self_reported, self_reported_answer, product, deal_source); channel when left out', example: 'channel', repeatable: true },
  lookback: { description: 'Days before the conversion within which a touch counts, both ends included; 90d when left out', example: '90d' },
  accountBased: { description: 'true: touches of everyone at the account count', example: 'true', values: ['true', 'false'] },
  where: { description: 'Filter as dimension:value. Of touches: shows only their part; of who converted: takes only these conversions', example: 'channel:Paid Search', repeatable: true },
  exclude: { description: 'Takes touches with this dimension:value out of all journeys before credit is given', example: 'channel:Direct', repeatable: true },
  rules: { description: 'Channel rules: first (those in force when each touch arrived), latest, or the number of a version; first when left out', example: 'latest' },
  intervals: { description: 'How unsure credit is, by resampling conversions: fast (200 resamples, standard error) or full (1,000, percentiles)', example: 'fast', values: RESAMPLINGS },
  asOf,
  ...MODEL_PARAMETERS,
} as const satisfies Record<string, ParameterHelp>;

/** What a list of credits or journeys takes besides. */
export const PAGE_PARAMETERS = {
  rows: { description: 'Rows on a page, 1 to 10000', example: '50' },
  offset: { description: 'Rows to pass over', example: '0' },
} as const satisfies Record<string, ParameterHelp>;

/** What narrows the ledger to conversions by their journey. */
export const JOURNEY_PARAMETERS = {
  path: { description: 'Only conversions of exactly this path: its values in the dimensions of by, from the first touch to the last, one parameter each', example: 'Email', repeatable: true },
  touches: { description: 'Only conversions with so many touches within the lookback: a number or a range', example: '6-7' },
  days: { description: 'Only conversions so many whole days after their first touch within the lookback: a number or a range', example: '31-' },
  step: { description: 'Only conversions whose path goes from the first value right to the second; (start) and (conversion) are its ends', example: 'Email', repeatable: true },
} as const satisfies Record<string, ParameterHelp>;

const pairs = (read: Reader, name: string): { dimension: string; values: string[] }[] => {
  const values = new Map<string, string[]>();
  for (const text of read.all(name)) {
    const [, dimension, value] = /^\s*([A-Za-z_]\w*)\s*[:=]\s*(.*?)\s*$/s.exec(text) ?? [];
    if (dimension === undefined || value === undefined || value === '') {
      throw new AppError('invalid_input', { where: name, reason: `"${text}" names no dimension and value`, remedy: 'Write it as dimension:value, e.g. channel:Direct; rows without a value are (unmatched).' });
    }
    values.set(dimension, [...new Set([...(values.get(dimension) ?? []), value])]);
  }
  return [...values].map(([dimension, of]) => ({ dimension, values: of }));
};

function readRules(read: Reader): AttributionQuery['rules'] | undefined {
  const text = read.one('rules');
  if (text === undefined) return undefined;
  const named = RULES_OF.find((r) => r === text);
  if (named !== undefined) return named;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new AppError('invalid_input', { where: 'rules', reason: `"${text}" is no version of the channel rules`, remedy: 'Use first, latest, or a version\'s number as the page Channels lists it.' });
  return Number(text);
}

function readQuery(read: Reader, timeZone: string): AttributionQuery {
  const conversion = read.one('conversion');
  if (conversion === undefined) throw new AppError('invalid_input', { where: 'conversion', reason: 'is missing', remedy: 'Say what is credited, e.g. conversion=won; lead, mql, sql, opportunity, renewal and customer are others.' });
  const [first, end] = [read.day('from'), read.day('to')];
  if (first >= end) throw new AppError('invalid_range', { from: first, to: end });
  const by = read.dimensions();
  const lookback = readDays(read, 'lookback', 3650);
  return attributionQuery.parse({
    conversion, models: read.list('model'), from: first, to: end, ...(by.length > 0 && { by }), where: read.filters(), exclude: pairs(read, 'exclude'),
    ...(lookback !== undefined && { lookbackDays: lookback }), accountBased: read.choice('accountBased', ['true', 'false'] as const) === 'true',
    rules: readRules(read), intervals: read.choice('intervals', RESAMPLINGS), asOf: read.instant('asOf', timeZone), settings: readModelSettings(read), chooseOrder: read.one('order') === undefined,
  });
}

/**
 * @param timeZone the workspace's zone, in which a day or local time of `asOf` is read
 * @throws AppError unknown_parameter, invalid_input, invalid_range, unknown_stage
 */
export const parseAttributionQuery = (given: TextParameters, timeZone: string): AttributionQuery => readQuery(new Reader(given, ATTRIBUTION_PARAMETERS), timeZone);

const { lookback, accountBased, rules } = ATTRIBUTION_PARAMETERS;

/** What a comparison of a saved result may set otherwise than it was. */
export const OTHER_SETTINGS_PARAMETERS = { lookback, accountBased, rules, ...MODEL_PARAMETERS } as const satisfies Record<string, ParameterHelp>;
export const PART_PARAMETERS = { part: { description: 'Why credit changed', example: 'new', values: CHANGE_PARTS } } as const satisfies Record<string, ParameterHelp>;

export type OtherSettings = Partial<Pick<AttributionQuery, 'lookbackDays' | 'accountBased' | 'rules' | 'settings' | 'chooseOrder'>>;

function readOtherSettings(read: Reader): OtherSettings {
  const days = readDays(read, 'lookback', 3650);
  const whose = read.choice('accountBased', ['true', 'false'] as const);
  const asked = readRules(read);
  const told = Object.keys(MODEL_PARAMETERS).some((name) => read.one(name) !== undefined);
  return {
    ...(days !== undefined && { lookbackDays: days }), ...(whose !== undefined && { accountBased: whose === 'true' }), ...(asked !== undefined && { rules: asked }),
    ...(told && { settings: readModelSettings(read), chooseOrder: read.one('order') === undefined }),
  };
}

/** Settings of models are taken as a whole: where one is named, the others are as usual. @throws AppError unknown_parameter, invalid_input */
export const parseOtherSettings = (given: TextParameters): OtherSettings => readOtherSettings(new Reader(given, OTHER_SETTINGS_PARAMETERS));

/** The same with a part of the changes and a page of its conversions. */
export function parseChangedConversions(given: TextParameters): { other: OtherSettings; part: ChangePart; page: Page } {
  const read = new Reader(given, { ...OTHER_SETTINGS_PARAMETERS, ...PART_PARAMETERS, ...PAGE_PARAMETERS });
  const part = read.choice('part', CHANGE_PARTS);
  if (part === undefined) throw new AppError('invalid_input', { where: 'part', reason: 'is missing', remedy: `Say which part of the changes: ${CHANGE_PARTS.join(', ')}.` });
  return { other: readOtherSettings(read), part, page: readPage(read) };
}

export interface Page {
  readonly rows: number;
  readonly offset: number;
}

const readPage = (read: Reader): Page => ({ rows: read.whole('rows', 1, 10_000) ?? 50, offset: read.whole('offset', 0, Number.MAX_SAFE_INTEGER) ?? 0 });

/** The same with a page of a list. */
export function parseAttributionPage(given: TextParameters, timeZone: string): { query: AttributionQuery; page: Page } {
  const read = new Reader(given, { ...ATTRIBUTION_PARAMETERS, ...PAGE_PARAMETERS });
  return { query: readQuery(read, timeZone), page: readPage(read) };
}

function readRange(read: Reader, name: string, least: number): WholeRange | undefined {
  const text = read.one(name);
  if (text === undefined) return undefined;
  const [, first = '', range, last = ''] = /^(\d{1,9})(-(\d{1,9})?)?$/.exec(text) ?? [];
  const [from, to] = [Number(first), range === undefined ? Number(first) : last === '' ? null : Number(last)];
  if (first === '' || from < least || (to !== null && to < from)) throw new AppError('invalid_input', { where: name, reason: `"${text}" is no number or range of whole numbers from ${least}`, remedy: `Write ${name} as 6, 6-7 or, open to the top, 31-.` });
  return { from, to };
}

function readJourneyFilter(read: Reader): JourneyFilter {
  const [path, step] = [[...read.all('path')], read.all('step')];
  if (path.some((value) => value === '')) throw new AppError('invalid_input', { where: 'path', reason: 'names an empty value', remedy: 'Repeat path for each touch with its value, e.g. path=Email&path=Direct; a touch without a value is (unmatched).' });
  const [source, target, ...more] = step;
  if (step.length > 0 && (!source || !target || more.length > 0)) throw new AppError('invalid_input', { where: 'step', reason: 'does not name two values', remedy: 'Give step twice, e.g. step=Email&step=Direct; (start) and (conversion) are the ends of a path.' });
  const [touches, days] = [readRange(read, 'touches', 1), readRange(read, 'days', 0)];
  return { ...(path.length > 0 && { path }), ...(touches && { touches }), ...(days && { days }), ...(source && target && { step: { source, target } }) };
}

/** The whole ledger, and the journeys it is narrowed to. */
export function parseLedgerCsv(given: TextParameters, timeZone: string): { query: AttributionQuery; among: JourneyFilter } {
  const read = new Reader(given, { ...ATTRIBUTION_PARAMETERS, ...JOURNEY_PARAMETERS });
  return { query: readQuery(read, timeZone), among: readJourneyFilter(read) };
}

/** The same with a page of it. */
export function parseLedgerPage(given: TextParameters, timeZone: string): { query: AttributionQuery; among: JourneyFilter; page: Page } {
  const read = new Reader(given, { ...ATTRIBUTION_PARAMETERS, ...JOURNEY_PARAMETERS, ...PAGE_PARAMETERS });
  return { query: readQuery(read, timeZone), among: readJourneyFilter(read), page: readPage(read) };
}
