// What the settings offer to choose from, named in the browser's language; what a draft of them changes, and what in it can't be.
import { benchmarkRange, hoursOf, settings as settingsSchema, type BenchmarkRange, type SettingKey, type Settings } from '../../../shared/api/settings.js';
import { CURRENCIES } from '../../../shared/currency.js';
import { EXITS, RE_ENTRY } from '../../../shared/stages.js';

export interface Option {
  readonly value: string;
  readonly label: string;
}

export const timeZones = (): Option[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((z) => z !== 'UTC')].map((value) => ({ value, label: value.replaceAll('_', ' ') }));

export function currencies(locale?: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return CURRENCIES.map((value) => ({ value, label: `${value} ${names.of(value) ?? ''}`.trim() }));
}

/** Countries by their two letters, sorted by name. */
export function namedCountries(codes: readonly string[], locale?: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  return codes.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) => a.label.localeCompare(b.label, locale));
}

export const monthNames = (locale?: string): string[] => Array.from({ length: 12 }, (_, month) => new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month, 15)));

/** The options with the present value among them, whatever it is. */
export const withPresent = (options: readonly Option[], value: string): Option[] => (value === '' || options.some((o) => o.value === value) ? [...options] : [{ value, label: value }, ...options]);

/** Every half hour of a day, from 00:00 to 24:00. */
export const HALF_HOURS: readonly string[] = Array.from({ length: 49 }, (_, i) => `${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 === 0 ? '00' : '30'}`);

const keysOf = (of: Partial<Settings>): SettingKey[] => (Object.keys(of) as SettingKey[]).filter((key) => Object.hasOwn(settingsSchema.shape, key));

/** The keys in which a draft differs, with their new values. Another country, or none, leaves the region of the old one behind. */
export function changedSettings(saved: Settings, draft: Partial<Settings>): Partial<Settings> {
  const country = draft.country ?? saved.country;
  const wanted: Partial<Settings> = country !== saved.country && draft.region === undefined ? { ...draft, region: '' } : draft;
  return Object.fromEntries(keysOf(wanted).filter((key) => JSON.stringify(wanted[key]) !== JSON.stringify(saved[key])).map((key) => [key, wanted[key]]));
}

/** What settings were before some of them were changed: what undoes the change. */
export const valuesBefore = (saved: Settings, changed: Partial<Settings>): Partial<Settings> => Object.fromEntries(keysOf(changed).map((key) => [key, saved[key]]));

/** Keys of a draft that somebody else has changed since it was begun. */
export const changedMeanwhile = (base: Settings, now: Settings, changed: Partial<Settings>): SettingKey[] =>
  keysOf(changed).filter((key) => JSON.stringify(base[key]) !== JSON.stringify(now[key]) && JSON.stringify(now[key]) !== JSON.stringify(changed[key]));

/** What is wrong with the name of a new stage; null for nothing. */
export function stageProblem(name: string, stages: readonly string[]): string | null {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) return 'Lower-case letters, digits and _, beginning with a letter: sales_ready.';
  if (stages.includes(name)) return 'There is a stage of that name already.';
  return name === RE_ENTRY || EXITS.some((exit) => exit === name) ? `“${name}” is the name of an exit or a return.` : null;
}

/** The range that two typed ends say; null while they say none. */
export function rangeOf(typed: { readonly low: string; readonly high: string }): BenchmarkRange | null {
  const end = (name: 'low' | 'high'): Record<string, number> => (typed[name].trim() === '' ? {} : { [name]: /^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed[name]) ? Number(typed[name]) : Number.NaN });
  const range = benchmarkRange.safeParse({ ...end('low'), ...end('high') });
  return range.success ? range.data : null;
}

/** A setting's value in words, for those who are told that it has changed. */
export function valueWords(value: Settings[SettingKey]): string {
  if (typeof value !== 'object') return String(value) || 'nothing';
  return (Array.isArray(value) ? value : Object.keys(value)).join(', ') || 'nothing';
}

/** What can't be saved of a draft, by setting. */
export function problemsOf(draft: Partial<Settings>): Partial<Record<SettingKey, string>> {
  const problems: Partial<Record<SettingKey, string>> = {};
  if (draft.workingHours !== undefined && hoursOf(draft.workingHours) === null) problems.workingHours = 'The end has to be later than the beginning.';
  if (draft.displayName !== undefined && !settingsSchema.shape.displayName.safeParse(draft.displayName.trim()).success) problems.displayName = 'At most 60 characters.';
  for (const key of ['fewSample', 'fewEvents'] as const) {
    if (draft[key] !== undefined && !settingsSchema.shape[key].safeParse(draft[key]).success) problems[key] = 'A whole number from 0.';
  }
  return problems;
}
