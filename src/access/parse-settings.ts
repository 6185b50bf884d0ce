// The one parser of settings: command-line text (`fiscalYearStart=4`, `stages=lead,mql,won`) and JSON
// values alike become checked settings. What is refused is named, with what is valid and nearest.
import Holidays from 'date-holidays';
import type { z } from 'zod';
import { DEFAULT_CHANNEL_RULES } from '../identity/channel-rules/default-rules.js';
import { CURRENCIES } from '../shared/currency.js';
import { AppError } from '../shared/errors.js';
import { didYouMean, nearest, unknownName } from '../shared/nearest.js';
import { DEFAULT_SETTINGS, isTimeZone, settings, type SettingKey, type Settings } from '../shared/api/settings.js';
import { EXITS, RE_ENTRY } from '../shared/stages.js';

export const SETTING_KEYS = Object.keys(DEFAULT_SETTINGS).filter((key): key is SettingKey => Object.hasOwn(settings.shape, key));

/** The other way to say `nonMarketingGroups`: names the groups that do count. */
const MARKETING_CHANNELS = 'marketingChannels';

const settingsPatch = settings.partial();
export type SettingsPatch = z.output<typeof settingsPatch>;

const isSettingKey = (key: string): key is SettingKey => SETTING_KEYS.some((k) => k === key);

const invalid = (where: string, reason: string, remedy: string, details: Record<string, unknown> = {}): AppError =>
  new AppError('invalid_input', { where, reason, remedy, ...details });

/** Time zones that JavaScript knows; its list leaves out UTC and the aliases. */
export const TIME_ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** The zone in its own letter case; an alias that is not in `zones` becomes the zone it stands for. */
function timeZoneNamed(text: string, zones: readonly string[]): string {
  const listed = (name: string): string | undefined => zones.find((zone) => zone.toLowerCase() === name.toLowerCase());
  const standsFor = isTimeZone(text) ? listed(new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone) : undefined;
  const found = listed(text) ?? standsFor;
  if (found === undefined) throw new AppError('unknown_time_zone', { id: text, nearest: nearest(text, zones) });
  return found;
}

function currencyNamed(text: string): string {
  const code = text.toUpperCase();
  if (code !== '' && !CURRENCIES.includes(code)) throw new AppError('unknown_currency', { id: text, nearest: nearest(code, CURRENCIES) });
  return code;
}

/** A country whose public holidays are known. */
function countryNamed(text: string): string {
  const code = text.toUpperCase();
  const known = Object.keys(new Holidays().getCountries());
  if (code === '' || known.includes(code)) return code;
  throw invalid('country', `"${text}" is no country whose public holidays are known`, 'Use an ISO 3166 code such as CZ, or leave it empty to count weekdays only.', { valid: known });
}

function checkRegion(country: string, region: string): void {
  if (region === '') return;
  if (country === '') throw invalid('region', `"${region}" needs a country`, 'Set country too, or leave region empty.');
  const known = Object.keys(new Holidays().getStates(country) ?? {});
  if (known.includes(region)) return;
  const remedy = known.length === 0 ? 'Leave it empty.' : `${didYouMean(region, known)}Valid: ${known.join(', ')}.`;
  throw invalid('region', `"${region}" is no region of ${country}`, remedy, { nearest: nearest(region, known), valid: known });
}

export const CHANNEL_GROUPS: readonly string[] = [...new Set(DEFAULT_CHANNEL_RULES.channels.map((channel) => channel.group))];

/** Channel groups as the rules write them. */
function groupsNamed(key: string, texts: readonly string[]): string[] {
  return texts.map((text) => {
    const found = CHANNEL_GROUPS.find((group) => group.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    throw invalid(key, `"${text}" is no channel group`, `${didYouMean(text, CHANNEL_GROUPS)}Valid: ${CHANNEL_GROUPS.join(', ')}.`, { nearest: nearest(text, CHANNEL_GROUPS), valid: CHANNEL_GROUPS });
  });
}

/** `marketingChannels`, the groups that count as marketing, as the setting that names all others. */
function otherGroups(raw: unknown): string[] {
  const list = settings.shape.nonMarketingGroups.safeParse(fromText('nonMarketingGroups', raw));
  if (!list.success) throw invalid(MARKETING_CHANNELS, `${JSON.stringify(raw)} is no value for it`, EXPECTED.nonMarketingGroups);
  const marketing = groupsNamed(MARKETING_CHANNELS, list.data);
  return CHANNEL_GROUPS.filter((group) => !marketing.includes(group));
}

/** Every pair of stages is a KPI, and every question for figures may ask for them all. */
const MOST_STAGES = 50;

function checkStages(stages: readonly string[]): void {
  if (stages.length > MOST_STAGES) throw invalid('stages', `${stages.length} stages are too many`, `List at most ${MOST_STAGES}.`);
  const taken = stages.find((stage) => stage === RE_ENTRY || EXITS.some((exit) => exit === stage));
  if (taken !== undefined) throw invalid('stages', `"${taken}" is the name of an exit or a return`, 'Choose another name for the stage.');
}

/** `cost_per_lead:..80`: a KPI with its range. Numbers are read as they are written; what is none stays and is refused. */
function benchmarksFromText(text: string): unknown {
  const range = (part: string): readonly [string, unknown] => {
    const at = part.lastIndexOf(':');
    const [low = '', high = '', ...more] = part.slice(at + 1).split('..').map((end) => end.trim());
    const end = (name: 'low' | 'high', written: string): Record<string, unknown> => (written === '' ? {} : { [name]: /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : written });
    return [part.slice(0, Math.max(at, 0)).trim(), at < 0 || more.length > 0 || !part.slice(at).includes('..') ? part : { ...end('low', low), ...end('high', high) }];
  };
  return Object.fromEntries(text.split(',').map((part) => part.trim()).filter((part) => part !== '').map(range));
}

/** Text as the setting's kind of value; what is no text stays as it came. */
function fromText(key: SettingKey, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (key === 'benchmarks') return benchmarksFromText(text);
  if (Array.isArray(DEFAULT_SETTINGS[key])) return text === '' ? [] : [...new Set(text.split(',').map((part) => part.trim()).filter((part) => part !== ''))];
  if (typeof DEFAULT_SETTINGS[key] === 'number') return /^\d+$/.test(text) ? Number(text) : value;
  return text;
}

/** What one setting must be, in words. */
const EXPECTED: Record<SettingKey, string> = {
  timeZone: 'Use an IANA time zone such as Europe/Prague.',
  currency: 'Use a currency code such as EUR.',
  country: 'Use a country code such as CZ.',
  region: 'Use a region of the country, e.g. BY for Bavaria in DE.',
  workingHours: 'Use a span of a day such as 09:00-17:00.',
  fiscalYearStart: 'Use a month from 1 to 12.',
  stages: 'List different names in order, the first is lead, the last won, e.g. lead,mql,sql,won; lower-case letters, digits and _; 50 at most.',
  nonMarketingGroups: 'List names of channel groups, e.g. Direct,Partner.',
  costAllocation: 'Use none, visits or leads.',
  benchmarks: 'List KPIs with their ranges, e.g. lead_to_customer_rate:0.02..0.05,cost_per_lead:..80; rates as plain numbers, low not above high.',
  displayName: 'Use a name of at most 60 characters in one line, or leave it empty.',
  fewSample: 'Use a whole number from 0.',
  fewEvents: 'Use a whole number from 0.',
  attributionModel: 'Use the name of an attribution model that gives credit touch by touch, such as last_non_direct, linear or position.',
  trafficSource: 'Use the name of a connector that brings traffic, such as ga4, none, or leave it empty for the first that was imported.',
};

/** A name of a zone, currency or country as it is officially written; other settings as they are. */
function named(key: SettingKey, value: unknown, zones: readonly string[]): unknown {
  if (typeof value !== 'string') return value;
  if (key === 'timeZone') return timeZoneNamed(value, zones);
  if (key === 'currency') return currencyNamed(value);
  return key === 'country' ? countryNamed(value) : value;
}

function checked(key: SettingKey, raw: unknown, zones: readonly string[]): unknown {
  const value = named(key, fromText(key, raw), zones);
  const result = settings.shape[key].safeParse(value);
  if (result.success) return result.data;
  throw invalid(key, `${JSON.stringify(raw)} is no value for it`, EXPECTED[key]);
}

/** What some settings are chosen from; known to those who call. */
export interface SettingsChoices {
  readonly zones?: readonly string[] | undefined;
  readonly models?: readonly string[] | undefined;
}

/**
 * Checks what is to be changed.
 * @param raw by key: text, or a value of the setting's own kind
 * @param current what stands now; a region must fit the country that results
 * @param choices time zones and attribution models to choose from; any model where they are not said
 * @throws AppError unknown_setting, unknown_time_zone, unknown_currency, unknown_model, invalid_input
 */
export function parseSettings(raw: Readonly<Record<string, unknown>>, current: Settings, { zones = TIME_ZONES, models }: SettingsChoices = {}): SettingsPatch {
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    if (key === MARKETING_CHANNELS) changes.nonMarketingGroups = otherGroups(value);
    else if (isSettingKey(key)) changes[key] = checked(key, value, zones);
    else throw unknownName('unknown_setting', key, [...SETTING_KEYS, MARKETING_CHANNELS]);
  }
  const patch = settingsPatch.parse(changes);
  if (patch.nonMarketingGroups !== undefined) patch.nonMarketingGroups = groupsNamed('nonMarketingGroups', patch.nonMarketingGroups);
  if (patch.country !== undefined || patch.region !== undefined) checkRegion(patch.country ?? current.country, patch.region ?? current.region);
  if (patch.stages !== undefined) checkStages(patch.stages);
  if (patch.attributionModel !== undefined && models?.includes(patch.attributionModel) === false) throw unknownName('unknown_model', patch.attributionModel, models);
  return patch;
}
