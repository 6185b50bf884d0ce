// What the command line prints: figures in words, tables, CSV, errors.
import { describe, expect, it } from 'vitest';
import type { FiguresDocument, KpiCatalogue } from '../../shared/api/figures.js';
import { AppError } from '../../shared/errors.js';
import { ReportedError } from '../reported-error.js';
import { renderCsv } from './csv.js';
import { renderError } from './error.js';
import { figureText } from './figure-text.js';
import { figuresCsv, figuresTable } from './figures.js';
import { renderTable } from './table.js';

describe('figureText', () => {
  it.each([
    ['1234.5', 'money', '1,234.50 EUR'], ['99999999999999999.005', 'money', '99,999,999,999,999,999.01 EUR'], ['-0.125', 'money', '−0.13 EUR'],
    [0.12345, 'rate', '12.3 %'], [1, 'rate', '100.0 %'], [1234567, 'count', '1,234,567'], [4.25, 'days', '4.3 d'], [2.5, 'ratio', '2.50'], [0, 'count', '0'], [null, 'money', '–'],
  ] as const)('writes %s as %s: %s', (value, unit, text) => {
    expect(figureText(value, unit, 'EUR')).toBe(text);
  });
});

describe('renderTable', () => {
  it('aligns words left and numbers right, without blanks at line ends', () => {
    expect(renderTable([{ title: 'Name' }, { title: 'N', align: 'right' }, { title: 'Note' }], [['a', '1', ''], ['long name', '1,000', 'x']])).toBe(
      'Name           N  Note\n─────────  ─────  ────\na              1\nlong name  1,000  x\n',
    );
  });

  it('shows control characters instead of obeying them', () => {
    expect(renderTable([{ title: 'x' }], [['\u001b[2Jgone\nnext']])).toContain('\ufffd[2Jgone next');
  });
});

describe('renderCsv', () => {
  it('quotes, and keeps a spreadsheet from taking text for a formula', () => {
    expect(renderCsv(['a', 'b'], [['x,"y"\n', '=HYPERLINK("http://x")'], ['-12.5', -3], ['@x', null]])).toBe('a,b\n"x,""y""\n","\'=HYPERLINK(""http://x"")"\n-12.5,-3\n\'@x,\n');
  });
});

const document: FiguresDocument = {
  from: '2026-01-01', to: '2026-02-01', timeZone: 'Europe/Prague', currency: 'EUR', asOf: '2026-02-01T00:00:00.000Z', basis: 'activity', scans: {},
  rows: [
    { kpi: 'cost_per_lead', dims: { channel: 'Paid Search' }, value: '84.00', numerator: '840.00', denominator: 10, sample: 10, low: '45.67', high: '175.17', status: 'few' },
    { kpi: 'cost_per_lead', dims: { channel: '(unmatched)' }, value: null, numerator: '10.00', denominator: 0, sample: 0, status: 'none' },
  ],
  totals: [{ kpi: 'cost_per_lead', value: '85.00', numerator: '850.00', denominator: 10, sample: 10, status: 'few' }],
};
const catalogue: KpiCatalogue = {
  kpis: [{ id: 'cost_per_lead', label: 'Cost per lead', description: '', formula: '', unit: 'money', better: 'lower', group: 'cost', kind: 'ratio', bases: ['activity'], dimensions: [] }],
  families: [], dimensions: [], stages: [],
};

describe('figures', () => {
  it('show units, intervals, no value and the total', () => {
    const text = figuresTable(document, catalogue);
    expect(text).toContain('2026-01-01 to 2026-02-01 (exclusive), Europe/Prague');
    expect(text).toMatch(/cost_per_lead {2}Paid Search {2}84\.00 EUR {2}45\.67 – 175\.17 +840 +10 +10 {2}few\n/);
    expect(text).toMatch(/\(unmatched\) +– .* none\n/);
    expect(text).toMatch(/cost_per_lead {2}Total +85\.00 EUR/);
  });

  it('stand period by period, the largest first and the unmatched last', () => {
    const row = (kpi: string, from: string, channel: string, value: number | null): FiguresDocument['rows'][number] => ({ kpi, period: { from, to: from }, dims: { channel }, value, numerator: value, denominator: null, sample: 1, status: 'ok' });
    const rows = [row('leads', '2026-02-01', 'Email', 9), row('leads', '2026-01-01', '(unmatched)', 40), row('leads', '2026-01-01', 'Email', 2), row('cost', '2026-01-01', 'Email', 1), row('leads', '2026-01-01', 'Display', null), row('leads', '2026-01-01', 'Events', 7)];
    const lines = figuresTable({ ...document, rows, totals: [] }, catalogue).split('\n').slice(4, 10).map((line) => line.split(/ {2,}/).slice(0, 3).join(' '));
    expect(lines).toEqual(['leads 2026-01-01 Events', 'leads 2026-01-01 Email', 'leads 2026-01-01 Display', 'leads 2026-01-01 (unmatched)', 'leads 2026-02-01 Email', 'cost 2026-01-01 Email']);
  });

  it('stay exact as CSV, one line a row', () => {
    const [header = '', first = '', , total = ''] = figuresCsv(document, catalogue).split('\n');
    const cell = (line: string, name: string): string | undefined => line.split(',')[header.split(',').indexOf(name)];
    expect([cell(first, 'channel'), cell(first, 'value'), cell(first, 'status'), cell(first, 'period_to')]).toEqual(['Paid Search', '84.00', 'few', '2026-02-01']);
    expect([cell(total, 'row'), cell(total, 'value')]).toEqual(['total', '85.00']);
  });

  it('name in CSV the model that they are credited by, and only where they are', () => {
    const [cpl] = catalogue.kpis;
    const credited = { ...catalogue, kpis: [...catalogue.kpis, ...(cpl === undefined ? [] : [{ ...cpl, id: 'attributed_revenue', credited: true as const }])] };
    const rows = [...document.rows.slice(0, 1), ...document.rows.slice(0, 1).map((row) => ({ ...row, kpi: 'attributed_revenue' }))];
    const lines = figuresCsv({ ...document, rows, totals: [], creditedBy: { model: 'linear', label: 'Linear', lookbackDays: 90 } }, credited).trim().split('\n').map((line) => line.split(',').slice(-2).join(','));
    expect(lines).toEqual(['model,lookback_days', ',', 'linear,90']);
  });
});

describe('renderError', () => {
  it('says message, code and hint', () => {
    expect(renderError(new AppError('unknown_kpi', { id: 'cpl', nearest: 'cpc', valid: ['cpc'] }), false)).toBe('error: There is no KPI "cpl". [unknown_kpi]\nhint: Did you mean cpc? Valid: cpc.');
  });

  it('is the error document with --format json', () => {
    expect(JSON.parse(renderError(new ReportedError({ code: 'wrong_file', message: 'm', hint: 'h' }), true))).toEqual({ error: { code: 'wrong_file', message: 'm', hint: 'h' } });
  });

  it('shows where a defect lies', () => {
    expect(renderError(new TypeError('boom'), false)).toMatch(/\[internal\]\nTypeError: boom\n {4}at /);
  });
});
