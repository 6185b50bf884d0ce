// Settings offer what exists, and send only what changed.
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../shared/api/settings.js';
import { changedSettings, countries, currencies, monthNames, timeZones } from './settings-choices.js';

it('offers zones, currencies and countries by name', () => {
  expect(timeZones()[0]).toEqual({ value: 'UTC', label: 'UTC' });
  expect(timeZones().map((z) => z.value)).toContain('Europe/Prague');
  expect(currencies('en').find((c) => c.value === 'EUR')?.label).toBe('EUR Euro');
  const codes = countries('en');
  expect(codes.find((c) => c.value === 'CZ')?.label).toBe('Czechia');
  expect(codes.map((c) => c.value)).not.toContain('EU');
  expect(codes.length).toBeGreaterThan(230);
  expect(monthNames('en')[3]).toBe('April');
});

it('sends only what changed, and no region without a country', () => {
  const saved = { ...DEFAULT_SETTINGS, country: 'DE', region: 'BY' };
  expect(changedSettings(saved, saved)).toEqual({});
  expect(changedSettings(saved, { ...saved, fiscalYearStart: 4 })).toEqual({ fiscalYearStart: 4 });
  expect(changedSettings(saved, { ...saved, country: '' })).toEqual({ country: '', region: '' });
});
