import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../shared/api/settings.js';
import type { FigureRow, KpiEntry } from '../shared/api/figures.js';
import { addDays, daysBetween } from '../shared/period.js';
import { screenFigures } from './screen-figures.js';

const ZERO = { numerator: null, denominator: null, sample: 0, status: 'ok' } as const;
const KPI: KpiEntry = { id: 'leads', label: 'Leads', description: '', unit: 'count', better: 'higher', group: 'leads', kind: 'amount', formula: '', related: [], dimensions: [], bases: ['activity'] };
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** A business day brings 100 leads and any other 5; 28 October is a public holiday in Czechia. */
const screened = async (country: string, completed: string, closed: readonly string[]) => {
  const analytics = {
    extent: () => Promise.resolve({ from: '2025-01-01', to: '2025-12-31' }),
    catalogue: () => Promise.resolve({ kpis: [KPI], families: [], dimensions: [], stages: [] }),
    figures: (_: unknown, { from, to }: { from: string; to: string }) => Promise.resolve({
      from, to, timeZone: 'UTC', currency: 'EUR', asOf: '', basis: 'activity' as const, scans: {}, rows: [],
      totals: Array.from({ length: daysBetween(from, to) }, (_day, i): FigureRow => {
        const day = addDays(from, i);
        return { kpi: 'leads', period: { from: day, to: addDays(day, 1) }, value: isWeekend(day) || closed.includes(day) ? 5 : 100, ...ZERO };
      }),
    }),
  };
  const [leads] = await screenFigures(analytics, { id: 1, name: 'default', settings: { ...DEFAULT_SETTINGS, country } }, completed);
  return leads;
};

it('raises no alarm over a public holiday of the week and tells of it, but over a day that is none', async () => {
  expect(await screened('CZ', '2025-11-03', ['2025-10-28'])).toMatchObject({ value: 415, holidays: 1, unusual: false });
  expect(await screened('', '2025-11-03', ['2025-10-28'])).toMatchObject({ value: 415, holidays: 0, unusual: true });
  expect(await screened('CZ', '2025-10-27', ['2025-10-21'])).toMatchObject({ value: 415, holidays: 0, unusual: true });
});
