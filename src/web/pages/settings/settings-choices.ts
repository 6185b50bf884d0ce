// What the settings offer to choose from, as the browser's own tables have it, named in its language.
import type { Settings } from '../../../shared/api/settings.js';
import { CURRENCIES } from '../../../shared/currency.js';

export interface Option {
  readonly value: string;
  readonly label: string;
}

export const timeZones = (): Option[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((z) => z !== 'UTC')].map((value) => ({ value, label: value.replaceAll('_', ' ') }));

export function currencies(locale?: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return CURRENCIES.map((value) => ({ value, label: `${value} ${names.of(value) ?? ''}`.trim() }));
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** No country of their own: groups, reserved and withdrawn codes that display names still know. */
const NO_COUNTRY = new Set(['AN', 'BU', 'CS', 'DD', 'DY', 'EU', 'EZ', 'FX', 'HV', 'NH', 'NT', 'QO', 'RH', 'SU', 'TP', 'UK', 'UN', 'VD', 'XA', 'XB', 'YD', 'YU', 'ZR', 'ZZ', 'CQ', 'CT', 'FQ', 'JT', 'MI', 'NQ', 'PC', 'PU', 'PZ', 'WK']);

/** Countries by their two letters, sorted by name: the codes for which the browser has a name. */
export function countries(locale?: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  return LETTERS.flatMap((a) => LETTERS.map((b) => a + b))
    .filter((code) => !NO_COUNTRY.has(code))
    .flatMap((value) => {
      const label = names.of(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

export const monthNames = (locale?: string): string[] => Array.from({ length: 12 }, (_, month) => new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month, 15)));

/** The keys in which a draft differs, with their new values. A region without its country is dropped. */
export function changedSettings(saved: Settings, draft: Settings): Partial<Settings> {
  const wanted = draft.country === '' ? { ...draft, region: '' } : draft;
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(saved[key as keyof Settings])));
}
