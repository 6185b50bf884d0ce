import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.js';
import { parseExplainQuery, parseFiguresQuery, type TextParameters } from './parse-figures-query.js';

const RANGE = { from: ['2026-01-01'], to: ['2026-04-01'] };

function refusal(given: TextParameters, zone?: string): AppError {
  try {
    parseFiguresQuery(given, zone);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('parseFiguresQuery', () => {
  it('fills in the defaults', () => {
    expect(parseFiguresQuery(RANGE)).toEqual({ kpis: [], from: '2026-01-01', to: '2026-04-01', by: [], where: [], basis: 'activity', horizon: 90, lookbackDays: 90, compare: 'none', intervals: 'all', details: 'all' });
  });

  it('reads everything that can be asked', () => {
    const query = parseFiguresQuery({
      ...RANGE, kpi: ['leads,cost_per_lead', 'time_to_convert:lead:mql', 'leads'], by: ['channel, persona'], every: ['month'], basis: ['cohort'],
      where: ['channel:Paid search', 'country=CZ', 'channel:Email: newsletter, monthly'], horizon: ['30d'], asOf: ['2026-03-01T12:00:00+01:00'], compare: ['year'],
    });
    expect(query).toEqual({
      ...{ from: '2026-01-01', to: '2026-04-01', kpis: ['leads', 'cost_per_lead', 'time_to_convert:lead:mql'], by: ['channel', 'persona'], every: 'month', basis: 'cohort' },
      where: [{ dimension: 'channel', values: ['Paid search', 'Email: newsletter, monthly'] }, { dimension: 'country', values: ['CZ'] }],
      horizon: 30, lookbackDays: 90, asOf: '2026-03-01T11:00:00.000Z', compare: 'year', intervals: 'all', details: 'all',
    });
  });

  it('takes an offset whose plus sign came as a blank', () => {
    expect(parseFiguresQuery({ ...RANGE, asOf: ['2026-03-01T12:00:00 01:00'] }).asOf).toBe('2026-03-01T11:00:00.000Z');
  });

  it('reads a day and a local time in the zone of the workspace, across the clock change', () => {
    expect(parseFiguresQuery({ ...RANGE, asOf: ['2026-03-29'] }, 'Europe/Prague').asOf).toBe('2026-03-28T23:00:00.000Z');
    expect(parseFiguresQuery({ ...RANGE, asOf: ['2026-03-30T08:30'] }, 'Europe/Prague').asOf).toBe('2026-03-30T06:30:00.000Z');
    expect(refusal({ ...RANGE, asOf: ['2026-03-29'] }).details).toMatchObject({ where: 'asOf' });
  });

  it.each([
    [{ ...RANGE, kpis: ['leads'] }, 'unknown_parameter', { id: 'kpis', nearest: 'kpi' }],
    [{ ...RANGE, asof: ['2026-01-01'] }, 'unknown_parameter', { nearest: 'asOf' }],
    [{ ...RANGE, constructor: ['x'] }, 'unknown_parameter', { id: 'constructor' }],
    [{ ...RANGE, every: ['mnth'] }, 'unknown_unit', { nearest: 'month', valid: ['day', 'week', 'month', 'quarter', 'year'] }],
    [{ ...RANGE, horizon: ['3months'] }, 'unknown_unit', { id: 'months' }],
    [{ ...RANGE, horizon: ['0d'] }, 'invalid_input', { where: 'horizon' }],
    [{ ...RANGE, basis: ['cohrt'] }, 'invalid_input', { where: 'basis', nearest: 'cohort' }],
    [{ ...RANGE, compare: ['last'] }, 'invalid_input', { where: 'compare' }],
    [{ ...RANGE, where: ['channel'] }, 'invalid_input', { where: 'where' }],
    [{ ...RANGE, where: ['channel:'] }, 'invalid_input', { where: 'where' }],
    [{ ...RANGE, by: ['channel,persona,country'] }, 'invalid_input', { where: 'by' }],
    [{ ...RANGE, asOf: ['soon'] }, 'invalid_input', { where: 'asOf' }],
    [{ to: ['2026-04-01'] }, 'invalid_input', { where: 'from', reason: 'is missing' }],
    [{ from: ['2026-02-30'], to: ['2026-04-01'] }, 'invalid_input', { where: 'from' }],
    [{ from: ['0001-01-01'], to: ['2026-04-01'] }, 'invalid_input', { where: 'from' }],
    [{ from: ['2026-01-01', '2026-02-01'], to: ['2026-04-01'] }, 'invalid_input', { where: 'from', reason: 'given more than once' }],
    [{ from: ['2026-04-01'], to: ['2026-04-01'] }, 'invalid_range', { from: '2026-04-01' }],
  ] as const)('refuses %j as %s', (given, code, details) => {
    const error = refusal(given);
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject(details);
    expect(error.hint).not.toMatch(/\{|undefined/);
  });
});

describe('parseExplainQuery', () => {
  it('reads the side and the page of rows', () => {
    expect(parseExplainQuery('leads', { ...RANGE, side: ['denominator'], rows: ['10'], offset: ['20'], where: ['channel:Email'] })).toMatchObject({
      kpi: 'leads', side: 'denominator', rows: 10, offset: 20, basis: 'activity', where: [{ dimension: 'channel', values: ['Email'] }],
    });
  });

  it('refuses a page that is too long and parameters of figures that it has no use for', () => {
    expect(() => parseExplainQuery('leads', { ...RANGE, rows: ['10001'] })).toThrow(/rows/);
    expect(() => parseExplainQuery('leads', { ...RANGE, compare: ['year'] })).toThrow(/no parameter "compare"/);
  });
});
