// Settings offer what exists, send only what changed, and say what can't be saved.
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, settings } from '../../../shared/api/settings.js';
import { changedMeanwhile, changedSettings, currencies, HALF_HOURS, monthNames, namedCountries, problemsOf, rangeOf, stageProblem, timeZones, valuesBefore, valueWords, withPresent } from './settings-choices.js';

it('offers zones, currencies, countries and times by name', () => {
  expect(timeZones()[0]).toEqual({ value: 'UTC', label: 'UTC' });
  expect(timeZones().map((z) => z.value)).toContain('Europe/Prague');
  expect(currencies('en').find((c) => c.value === 'EUR')?.label).toBe('EUR Euro');
  expect(namedCountries(['DE', 'CZ'], 'en')).toEqual([{ value: 'CZ', label: 'Czechia' }, { value: 'DE', label: 'Germany' }]);
  expect(monthNames('en')[3]).toBe('April');
  for (const from of HALF_HOURS.slice(0, -1)) expect(settings.shape.workingHours.safeParse(`${from}-24:00`).success).toBe(true);
  expect(withPresent([{ value: 'a', label: 'A' }], 'b').map((o) => o.value)).toEqual(['b', 'a']);
});

it('sends only what changed, and no region of another country', () => {
  const saved = { ...DEFAULT_SETTINGS, country: 'DE', region: 'BY' };
  expect(changedSettings(saved, {})).toEqual({});
  expect(changedSettings(saved, { country: 'DE', stages: [...saved.stages], fiscalYearStart: 4 })).toEqual({ fiscalYearStart: 4 });
  expect(changedSettings(saved, { country: '' })).toEqual({ country: '', region: '' });
  expect(changedSettings(saved, { country: 'US', region: 'CA' })).toEqual({ country: 'US', region: 'CA' });
  expect(valuesBefore(saved, { country: '', region: '' })).toEqual({ country: 'DE', region: 'BY' });
});

it('tells a change by somebody else from one that comes to the same', () => {
  const base = DEFAULT_SETTINGS;
  expect(changedMeanwhile(base, { ...base, currency: 'USD', fewSample: 9 }, { currency: 'EUR' })).toEqual(['currency']);
  expect(changedMeanwhile(base, { ...base, currency: 'EUR' }, { currency: 'EUR' })).toEqual([]);
  expect(changedMeanwhile(base, { ...base, fewSample: 9 }, { currency: 'EUR' })).toEqual([]);
});

it('says what can’t be saved', () => {
  expect(problemsOf({ workingHours: '17:00-09:00', fewSample: Number.NaN, fewEvents: 1.5 })).toEqual({ workingHours: expect.stringContaining('later') as string, fewSample: 'A whole number from 0.', fewEvents: 'A whole number from 0.' });
  expect(problemsOf({ workingHours: '09:00-17:00', fewSample: 0 })).toEqual({});
  expect(['trial', 'Trial', '2nd', 'mql', 'lost', 're_entry'].map((name) => stageProblem(name, ['lead', 'mql', 'won']) === null)).toEqual([true, false, false, false, false, false]);
});

it('reads a range from two ends, one of which may be open', () => {
  expect(rangeOf({ low: '0.02', high: '0.05' })).toEqual({ low: 0.02, high: 0.05 });
  expect(rangeOf({ low: '', high: '80' })).toEqual({ high: 80 });
  expect([rangeOf({ low: '', high: '' }), rangeOf({ low: '5', high: '2' }), rangeOf({ low: 'x', high: '2' })]).toEqual([null, null, null]);
});

it('says a value in words', () => {
  expect([valueWords('EUR'), valueWords(''), valueWords(['a', 'b']), valueWords({ cost_per_lead: { high: 1 } }), valueWords(3)]).toEqual(['EUR', 'nothing', 'a, b', 'cost_per_lead', '3']);
});
