import { describe, expect, it } from 'vitest';
import type { ComparedRow } from '../../shared/api/figures.js';
import { pivotFigures, seriesOf } from './pivot-figures.js';

const JAN = { from: '2026-01-01', to: '2026-02-01' };
const FEB = { from: '2026-02-01', to: '2026-03-01' };
const row = (kpi: string, value: ComparedRow['value'], dims?: Record<string, string>, period?: ComparedRow['period']): ComparedRow =>
  ({ kpi, value, numerator: null, denominator: null, sample: 1, status: 'ok', ...(dims && { dims }), ...(period && { period }) });

describe('figures side by side', () => {
  it('are one line a cell, whatever the order of KPIs', () => {
    const lines = pivotFigures([row('leads', 3, { channel: 'Email', country: 'DE' }), row('leads', 1, { channel: 'Email', country: 'US' }), row('cost', '9.50', { country: 'DE', channel: 'Email' })], ['channel', 'country']);
    expect(lines.map((l) => [l.dims, l.cells.get('leads')?.value, l.cells.get('cost')?.value])).toEqual([[['Email', 'DE'], 3, '9.50'], [['Email', 'US'], 1, undefined]]);
  });

  it('keep cells apart that only look alike when joined, and steps of time', () => {
    expect(pivotFigures([row('leads', 1, { a: 'x · y', b: '' }), row('leads', 1, { a: 'x', b: 'y' })], ['a', 'b'])).toHaveLength(2);
    expect(pivotFigures([row('leads', 1, undefined, JAN), row('leads', 2, undefined, FEB)], []).map((l) => l.period)).toEqual([JAN, FEB]);
  });

  it('are drawn largest first, in order of time, with gaps where nothing is known', () => {
    const lines = pivotFigures([
      row('cost', '5', { channel: 'Email' }, FEB), row('cost', '100.5', { channel: 'Paid' }, JAN), row('cost', null, { channel: 'None' }, JAN), row('cost', '1', { channel: 'Events' }, JAN), row('leads', 999, { channel: 'Email' }, FEB),
    ], ['channel']);
    const { periods, series, left } = seriesOf(lines, 'cost', 2);
    expect(periods).toEqual([JAN, FEB]);
    expect(series.map((s) => [s.name, s.rows.map((r) => r?.value ?? null)])).toEqual([['Paid', ['100.5', null]], ['Email', [null, '5']]]);
    expect(left).toBe(1);
  });
});
