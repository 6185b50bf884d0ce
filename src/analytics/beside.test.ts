// What a comparison says of a change.
import { expect, it } from 'vitest';
import type { FigureRow } from '../shared/api/figures.js';
import { beside } from './beside.js';

const row = (value: FigureRow['value']): FigureRow => ({ kpi: 'marketing_contribution', value, numerator: null, denominator: null, sample: 0, status: 'ok' });
const compared = (now: FigureRow['value'], before: FigureRow['value']) => beside([row(now)], [row(before)], new Map(), 'activity')[0];

it('gives the change, and its rate over what was above zero', () => {
  expect(compared('150.00', '100.00')).toMatchObject({ change: '50', changeRate: 0.5 });
  expect(compared('-50.00', '100.00')).toMatchObject({ change: '-150', changeRate: -1.5 });
});

it('gives no rate over what was zero or below: a rise would read as a fall', () => {
  expect(compared('-50.00', '-100.00')).toMatchObject({ change: '50', changeRate: null });
  expect(compared('100.00', '-100.00')).toMatchObject({ change: '200', changeRate: null });
  expect(compared('100.00', '0.00')).toMatchObject({ change: '100', changeRate: null });
});
