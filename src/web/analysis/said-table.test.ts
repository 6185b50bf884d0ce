import { describe, expect, it } from 'vitest';
import type { AttributionRow } from '../../shared/api/attribution.js';
import { agrees, disagreements, saidTable } from './said-table.js';

const row = (channel: string, said: string, credit: number, value: string, model = 'linear'): AttributionRow => ({ model, dims: { channel, self_reported: said }, credit, value });
const ROWS = [
  row('Organic Search', 'Organic Search', 0.5, '50.01'), row('Display', 'Organic Search', 0.5, '50.00'), row('Paid Search', 'Organic Search', 1, '200.00'), row('Organic Search', 'External Referral', 1, '50.00'),
  row('Email', '(unknown)', 1, '10.00'), row('Email', '(other)', 1, '20.00'), row('Email', '(unmatched)', 2, '35.00'), row('(none)', 'Audio', 1, '40.00'), row('Email', 'Email', 9, '1.00', 'first'),
];

describe('the table of what was said and what was tracked', () => {
  it('has named channels first, then what names none, and sums that add up to the cent', () => {
    const { columns, rows, total } = saidTable({ rows: ROWS }, 'linear');
    expect(columns.map((c) => c.name)).toEqual(['Organic Search', 'Audio', 'External Referral', 'Other, as said', 'Doesn’t know', 'No answer']);
    expect(rows.map((r) => [r.tracked, r.cells.get('total')])).toEqual([['Email', { credit: 4, value: '65.00' }], ['Organic Search', { credit: 1.5, value: '100.01' }], ['Paid Search', { credit: 1, value: '200.00' }], ['(none)', { credit: 1, value: '40.00' }], ['Display', { credit: 0.5, value: '50.00' }]]);
    expect(total.cells.get('total')).toEqual({ credit: 8, value: '455.01' });
    expect(total.cells.get('said Organic Search')).toEqual({ credit: 2, value: '300.01' });
    expect(rows[0]?.cells.get('said Audio')).toEqual({ credit: 0, value: '0' });
  });

  it('puts small columns together, which still name their values', () => {
    const many = Array.from({ length: 9 }, (_, i) => row('Email', `Channel ${String(i)}`, 10 - i, '1.00'));
    const { columns, total } = saidTable({ rows: many }, 'linear');
    expect(columns).toHaveLength(8);
    expect(columns.at(-1)).toEqual({ id: 'others', name: '2 others', kind: 'others', values: ['Channel 7', 'Channel 8'] });
    expect(total.cells.get('others')).toEqual({ credit: 5, value: '2.00' });
    expect(saidTable({ rows: many.slice(0, 8) }, 'linear').columns.map((c) => c.kind)).toEqual(Array.from({ length: 8 }, () => 'named'));
  });
});

it('finds where the two name different channels, the widest first', () => {
  const alike = { 'Organic Search': ['Organic Search', 'Paid Search'] };
  expect(disagreements({ rows: ROWS, selfReported: { rulesVersion: 0, answered: { conversions: 6, value: '' }, unknown: 1, other: 1, alike } }, 'linear').map((d) => [d.tracked, d.said, d.cell.credit])).toEqual([['Organic Search', 'External Referral', 1], ['Display', 'Organic Search', 0.5]]);
  expect([agrees(alike, 'Paid Search', 'Organic Search'), agrees(alike, 'Organic Search', 'Paid Search'), agrees(undefined, 'Email', 'Email')]).toEqual([true, false, true]);
});
