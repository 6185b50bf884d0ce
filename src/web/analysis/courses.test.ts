// Courses stand largest first; values that are known stand there with 0, but only where 0 is true.
import { expect, it } from 'vitest';
import type { ComparedRow } from '../../shared/api/figures.js';
import { coursesOf } from './courses.js';

const periods = [{ from: '2026-01-01', to: '2026-02-01' }, { from: '2026-02-01', to: '2026-03-01' }];
const row = (persona: string, value: number, period?: (typeof periods)[number], kpi = 'mqls'): ComparedRow => ({ kpi, dims: { persona }, ...(period && { period }), value, numerator: value, denominator: null, sample: value, status: 'ok' });
const rows = ['(unmatched)', 'Buyer', 'Manager'].flatMap((name) => periods.map((p) => row(name, 1, p)));
const whole = [row('(unmatched)', 9), row('Buyer', 2), row('Manager', 5), row('Buyer', 99, undefined, 'leads')];
const courses = (unit: 'count' | 'money', known: string[]) => coursesOf({ kpi: { id: 'mqls', unit }, dimension: 'persona', rows, whole, periods, known });

it('stands largest first, the unmatched last, by the figure of the whole period', () => {
  expect(courses('count', []).map((c) => [c.name, c.whole?.value])).toEqual([['Manager', 5], ['Buyer', 2], ['(unmatched)', 9]]);
});

it('shows known values with 0 in every step, once each', () => {
  const found = courses('count', ['Student', 'Buyer', '(unmatched)']);
  expect(found.map((c) => c.name)).toEqual(['Manager', 'Buyer', 'Student', '(unmatched)']);
  expect(found[2]?.rows.map((r) => [r.period, r.value])).toEqual(periods.map((p) => [p, 0]));
  expect(found[2]?.whole).toMatchObject({ value: 0, dims: { persona: 'Student' } });
});

it('makes up no amount of money', () => {
  expect(courses('money', ['Student']).map((c) => c.name)).not.toContain('Student');
});
