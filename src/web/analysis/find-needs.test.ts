// What needs a look is said only when the data bear it out.
import { describe, expect, it } from 'vitest';
import type { ComparedRow, FiguresDocument, KpiCatalogue } from '../../shared/api/figures.js';
import type { SourceFreshness } from '../../shared/api/freshness.js';
import type { ImportDocument } from '../../shared/api/imports.js';
import { fellBeyondChance, findNeeds, type NeedsInput } from './find-needs.js';

const kpi = (id: string, label: string): KpiCatalogue['kpis'][number] => ({ id, label, description: '', formula: '', unit: 'rate', better: 'higher', group: 'funnel', kind: 'stage_rate', bases: ['cohort'], dimensions: ['channel'] });
const catalogue: KpiCatalogue = { kpis: [kpi('mql_to_sql_rate', 'MQL to SQL rate'), kpi('cost_per_lead', 'Cost per lead (CPL)')], families: [], dimensions: [], stages: [] };
const document = (rows: ComparedRow[], totals: ComparedRow[] = []): FiguresDocument => ({ from: '2026-10-01', to: '2026-11-23', timeZone: 'UTC', currency: 'EUR', asOf: '2026-11-22T09:00:00Z', basis: 'activity', rows, totals, scans: {} });
const imported = (i: Partial<ImportDocument>): ImportDocument => ({
  id: '1', connector: 'zoho', file: 'leads.csv', size: 1, state: 'done', dryRun: false, progress: 1, rowsPerSecond: null, secondsLeft: null, startedAt: '', endedAt: '', error: null, rejectsFile: null, problems: [],
  firstDay: '2026-01-01', lastDay: '2026-11-22', read: 9, accepted: 9, duplicates: 0, rejected: 0, skipped: 0, facts: {}, ...i,
});
const quiet: NeedsInput = { catalogue, period: { from: '2026-10-01', to: '2026-11-23' }, extent: { from: '2025-01-01', to: '2026-11-23' }, dimension: 'channel', byChannel: document([]), rates: undefined, imports: [imported({})], freshness: undefined, connectors: [{ name: 'google-ads', label: 'Google Ads' }] };
const texts = (input: Partial<NeedsInput>): string[] => findNeeds({ ...quiet, ...input }).map((n) => n.text);

const fell: ComparedRow = {
  kpi: 'mql_to_sql_rate', dims: { channel: 'Webinars' }, value: 0.11, numerator: 18, denominator: 163, sample: 163, status: 'ok', openShare: 0.02,
  before: { value: 0.22, numerator: 41, denominator: 186, sample: 186, status: 'ok' }, change: -0.11, changeLow: -0.18, changeHigh: -0.03,
};

describe('what needs a look', () => {
  it('is nothing when nothing stands out', () => {
    expect(findNeeds(quiet)).toEqual([]);
  });

  it('is a rate that fell beyond chance', () => {
    expect(fellBeyondChance(fell)).toBe(true);
    expect(texts({ rates: document([fell]) })[0]).toMatch(/^MQL to SQL rate in Webinars fell from 22\.0.?% to 11\.0.?%$/u);
  });

  it('is not a young cohort that may still catch up, nor a drop within chance, nor few cases', () => {
    expect(fellBeyondChance({ ...fell, openShare: 0.6 })).toBe(false);
    expect(fellBeyondChance({ ...fell, changeHigh: 0.01 })).toBe(false);
    expect(fellBeyondChance({ ...fell, status: 'few' })).toBe(false);
  });

  it('is cost that matches no channel, with its part of all cost', () => {
    const cost = (value: string, channel?: string): ComparedRow => ({ kpi: 'cost', ...(channel !== undefined && { dims: { channel } }), value, numerator: value, denominator: null, sample: 0, status: 'ok' });
    const [text] = texts({ byChannel: document([cost('12400.00', '(unmatched)'), cost('87600.00', 'Email')], [cost('100000.00')]) });
    expect(text).toMatch(/12.400.*matches no channel.*12\.4.?%/u);
    expect(texts({ byChannel: document([cost('0.00', '(unmatched)')], [cost('0.00')]) })).toEqual([]);
  });

  it('is a side that is missing: no costs, no leads, no deals', () => {
    const totals = (leads: number, cost: string | null, revenue: string): FiguresDocument => document([], [
      { kpi: 'leads', value: leads, numerator: leads, denominator: null, sample: leads, status: 'ok' },
      { kpi: 'cost', value: cost, numerator: cost, denominator: null, sample: 0, status: cost === null ? 'none' : 'ok' },
      { kpi: 'revenue', value: revenue, numerator: revenue, denominator: null, sample: 0, status: 'ok' },
    ]);
    expect(texts({ byChannel: totals(181, null, '0.00') })).toEqual(['No costs in this period', 'No deals imported yet']);
    expect(texts({ byChannel: totals(181, null, '0.00'), imports: [imported({ facts: { deal: 3 } })] })).toEqual(['No costs in this period']);
    expect(texts({ byChannel: totals(0, '120.00', '0.00') })).toEqual(['No leads in this period']);
    expect(texts({ byChannel: totals(181, '120.00', '50.00') })).toEqual([]);
  });

  it('is a period beside the data, and then nothing else about it', () => {
    const [need, ...more] = findNeeds({ ...quiet, extent: { from: '2024-01-01', to: '2024-04-01' } });
    expect([need?.text, need?.go]).toEqual(['This period holds no data', { page: 'overview', period: '2024-01-01..2024-03-31', label: 'show' }]);
    expect(more).toEqual([]);
  });

  it('is a source older than its own rhythm, once however many of its data are, and not for a period that it reaches the end of', () => {
    const source = (s: Partial<SourceFreshness>): SourceFreshness => ({ source: 'google-ads', kind: 'cost', lastDay: '2026-11-01', ageDays: 21, receivedAt: '2026-11-02T08:00:00.000Z', everyDays: 1, stale: true, ...s });
    const freshness = (...sources: SourceFreshness[]): Partial<NeedsInput> => ({ freshness: { today: '2026-11-22', timeZone: 'UTC', sources } });
    expect(findNeeds({ ...quiet, ...freshness(source({})) })).toMatchObject([{ text: expect.stringMatching(/^Google Ads data end on/) as string, detail: 'Nothing for 21 days, though new days came every day.' }]);
    expect(texts(freshness(source({ stale: false, everyDays: 30 })))).toEqual([]);
    expect(texts(freshness(source({ kind: 'traffic', lastDay: '2026-11-22', ageDays: 0, stale: false }), source({}), source({ kind: 'deal', lastDay: '2026-11-03', ageDays: 19 })))).toEqual([expect.stringMatching(/^Google Ads costs, deals end on/)]);
    expect(texts({ ...freshness(source({})), period: { from: '2026-10-01', to: '2026-11-01' } })).toEqual([]);
  });

  it('is an import that stopped, before all else', () => {
    const refused = imported({ rejected: 1, problems: [{ reason: 'is no date', remedy: '', column: 'Created', count: 1, firstLine: 3 }] });
    expect(texts({ imports: [refused, imported({ id: '3', state: 'interrupted', progress: 0.62 })] })).toEqual([expect.stringMatching(/stopped at 62.?%/u), '1 row of leads.csv was refused']);
  });
});
