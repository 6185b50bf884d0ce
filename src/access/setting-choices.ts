// What country, region and channel groups can be chosen from; the same lists that the parser of settings checks against.
import Holidays from 'date-holidays';
import type { SettingChoices } from '../shared/api/setting-choices.js';
import { CHANNEL_GROUPS } from './parse-settings.js';

/** @param country ISO 3166 code whose regions are wanted; '' for none */
export function findSettingChoices(country: string): SettingChoices {
  const holidays = new Holidays();
  const countries = Object.keys(holidays.getCountries()).filter((code) => /^[A-Z]{2}$/.test(code)).sort();
  const regions = countries.includes(country) ? Object.entries(holidays.getStates(country) ?? {}) : [];
  return {
    countries, channelGroups: [...CHANNEL_GROUPS],
    regions: regions.map(([value, label]) => ({ value, label })).sort((a, b) => (a.label < b.label ? -1 : 1)),
  };
}
