import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_MODEL_SETTINGS, type PathsDocument } from '../shared/api/attribution.js';
import { parsePathsQuery } from '../shared/api/parse-paths-query.js';
import { AppError } from '../shared/errors.js';
import { attributePaths, pathModels } from './attribute-paths.js';
import { loadModels, type Models } from './load-models.js';
import { readPathTable } from './read-path-table.js';

let models: Models;
beforeAll(async () => { models = await loadModels(); });

const HEADER = 'path,total_conversions,total_conversion_value,total_null';
const run = (lines: readonly string[], asked: Record<string, string> = {}): PathsDocument => {
  const query = parsePathsQuery(Object.fromEntries(Object.entries(asked).map(([k, v]) => [k, [v]])));
  return attributePaths(models, readPathTable([HEADER, ...lines].join('\n'), query.separator, 'paths.csv'), query.models, query.settings);
};
const credit = (document: PathsDocument, model: string): Record<string, number> =>
  Object.fromEntries(document.rows.filter((r) => r.model === model).map((r) => [r.channel, r.conversions]));
const refusal = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a table of paths', () => {
  it('gives each rule its due', () => {
    const document = run(['a > b > b > Direct,2,20,0']);
    expect(credit(document, 'first')).toEqual({ a: 2, b: 0, Direct: 0 });
    expect(credit(document, 'last')).toEqual({ a: 0, b: 0, Direct: 2 });
    expect(credit(document, 'last_non_direct')).toEqual({ a: 0, b: 2, Direct: 0 });
    expect(credit(document, 'linear')).toEqual({ a: 0.5, b: 1, Direct: 0.5 });
    expect(credit(document, 'position')).toEqual({ a: 0.8, b: 0.4, Direct: 0.8 });
    expect(credit(document, 'shapley')['b']).toBeCloseTo(2 / 3, 12);
  });

  it('says where it may have been read otherwise than it was meant', () => {
    expect(run(['a | b,40,0,0', 'b | c,40,0,0'], { model: 'linear' }).remarks).toEqual([expect.stringContaining('Most hold "|"')]);
    expect(run(['a | b,40,0,0', 'b,40,0,0'], { model: 'linear', separator: '|' }).remarks).toEqual([]);
    expect(run(['a,40,0,0', 'b,40,0,0'], { model: 'linear' }).remarks).toEqual([]);
    expect(run(['a > b,5,0,9'], { model: 'markov,linear' }).remarks).toEqual(['Markov is learned from 5 conversions: too few to judge channels by.']);
  });

  it.each([
    [['"a > b,40,100,20'], {}, 'a quote is opened and never closed'],
    [['a > b,40,100,20,7'], {}, 'it has 5 cells, and the first line names 4 columns'],
    [['a > b'], {}, 'it ends before the column total_conversions'],
    [['a > b,1e308,0,0'], {}, '1e308 is more than can be counted exactly'],
    [['a > b,1,0,0'], { model: 'custom', weights: 'mql=3' }, 'custom as it is set gives nothing to any channel'],
    [['a > b,1,0,0'], { model: 'custom', weights: '1e308,1e308,1e308' }, '1e308 is more than 1,000,000,000'],
  ])('is refused: %j %j', (lines, asked, reason) => {
    const error = refusal(() => run(lines, asked));
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect(String(error.details['reason'])).toContain(reason);
    expect(error.details['remedy']).toMatch(/\w/);
  });

  it('solves a chain that was solved by hand', () => {
    // start → a (all); a → b ¾, a → null ¼; b → conversion ⅔, b → null ⅓: half convert, none without a or without b.
    const document = run(['a > b,2,0,1', 'a,0,0,1'], { model: 'markov' });
    expect(document.rows.map((r) => [r.channel, r.conversions, r.removalEffect])).toEqual([['a', 1, 1], ['b', 1, 1]]);
    // c leads half of all journeys straight to a conversion.
    const beside = run(['a > b,1,0,1', 'c,2,0,0'], { model: 'markov' });
    expect(beside.rows.map((r) => r.removalEffect)).toEqual([1 / 3, 1 / 3, expect.closeTo(2 / 3, 14)]);
  });

  it('remembers as many channels as the order says', () => {
    const lines = ['a > c,0,0,10', 'b > c,10,0,0'];
    // Order 1 knows at c not who came before: a seems worth as much as b.
    expect(credit(run(lines, { model: 'markov' }), 'markov')).toMatchObject({ a: 2.5, b: 2.5, c: 5 });
    expect(credit(run(lines, { model: 'markov', order: '2' }), 'markov')).toMatchObject({ a: 0, b: 5, c: 5 });
  });

  it('shows a channel that lowers the rate with its negative credit', () => {
    const { a = 0, b = 0 } = credit(run(['a,10,0,0', 'a > b,1,0,9'], { model: 'shapley_rate' }), 'shapley_rate');
    // Worth of {a} 1, of {b} nothing, of both 11 of 20.
    expect([a, b]).toEqual([expect.closeTo((11 * 0.775) / 0.55, 9), expect.closeTo((11 * -0.225) / 0.55, 9)]);
  });

  it('samples beyond 16 channels near the exact value, the same for the same seed, within its bound', () => {
    // Sixteen channels at play; a seventeenth that nobody who converts has met and that changes no rate.
    const pairs = Array.from({ length: 16 }, (_, i) => [`c${i} > c${(i * 5 + 3) % 16},${i + 1},0,${(i * 7) % 11}`, `c${i},${(i * 3) % 5},0,${i}`]).flat();
    const exact = credit(run(pairs, { model: 'shapley_rate' }), 'shapley_rate');
    const sampled = run([...pairs, 'idle,0,0,0'], { model: 'shapley_rate', seed: '7' });
    expect(sampled).toEqual(run([...pairs, 'idle,0,0,0'], { model: 'shapley_rate', seed: '7' }));
    const outside = sampled.rows.filter((r) => Math.abs(r.conversions - (exact[r.channel] ?? 0)) > (r.error ?? 0));
    expect(sampled.rows.every((r) => (r.error ?? -1) >= 0)).toBe(true);
    expect(outside.length).toBeLessThanOrEqual(3);
  });

  it('adds up to its conversions and value in every model, and says the same whatever the order of rows', () => {
    const channel = fc.constantFrom('a', 'b', 'c', 'd', '(direct)');
    const row = fc.tuple(fc.array(channel, { minLength: 1, maxLength: 7 }), fc.nat(20), fc.nat(100_000), fc.nat(30));
    fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 25 }), fc.integer({ min: 1, max: 4 }), (rows, order) => {
      fc.pre(rows.some(([, conversions]) => conversions > 0));
      const lines = rows.map(([steps, conversions, cents, nulls]) => `${steps.join(' > ')},${conversions},${conversions === 0 ? 0 : cents / 100},${nulls}`);
      const asked = { order: String(order), weights: 'first=3,middle=1,last=2' };
      const document = run(lines, asked);
      expect(new Set(document.rows.map((r) => r.model))).toEqual(new Set(pathModels(models).map((m) => m.id)));
      const swapped = run([...lines].reverse(), asked);
      for (const { id } of pathModels(models)) {
        const of = document.rows.filter((r) => r.model === id);
        expect(of.reduce((n, r) => n + r.conversions, 0)).toBeCloseTo(document.conversions, 8);
        expect(of.reduce((n, r) => n + (r.value ?? 0), 0)).toBeCloseTo(document.value ?? 0, 6);
        const back = credit(swapped, id);
        for (const r of of) expect(back[r.channel]).toBeCloseTo(r.conversions, 8);
      }
    }), { numRuns: 60 });
  });

  it('reads what spreadsheets write', () => {
    const text = '\uFEFFtotal_null;PATH;total_conversions;total_conversion_value\r\n1;"a | ""b"";c";2;3.5\r\n\r\n;x;1;\r\n';
    const { table } = readPathTable(text, '|', 'paths.csv');
    expect([table.channels, [...table.conversions], [...table.values], [...table.nulls]]).toEqual([['a', '"b";c', 'x'], [2, 1], [3.5, 0], [1, 0]]);
    const lean = readPathTable('path,total_conversions\na>b,3', '>', 'paths.csv');
    const document = attributePaths(models, lean, [], DEFAULT_MODEL_SETTINGS);
    expect(document.rows.find((r) => r.model === 'last' && r.channel === 'b')).toMatchObject({ conversions: 3, value: null });
    expect(document.rows.some((r) => r.model === 'markov')).toBe(false);
  });
});

describe('bad input', () => {
  const table = (text: string, separator = '>'): AppError => refusal(() => readPathTable(text, separator, 'paths.csv'));

  it('names what is missing, and where a row is wrong', () => {
    expect(table('channel,conversions\na,1')).toMatchObject({ code: 'invalid_input', message: 'paths.csv: it has no column path and no column total_conversions', hint: expect.stringContaining('found: channel, conversions') as string });
    expect(table(HEADER)).toMatchObject({ message: 'paths.csv: it holds no path' });
    expect(table('')).toMatchObject({ code: 'invalid_input' });
    expect(table(`${HEADER}\na,1,0,0\nb,-1,0,0`)).toMatchObject({ message: 'paths.csv, row 3, column total_conversions: -1 is negative' });
    expect(table(`${HEADER}\na,1,0,-2`)).toMatchObject({ message: 'paths.csv, row 2, column total_null: -2 is negative' });
    expect(table(`${HEADER}\na,"1,000",0,0`)).toMatchObject({ message: 'paths.csv, row 2, column total_conversions: "1,000" is no number' });
    expect(table(`${HEADER}\n,1,0,0`)).toMatchObject({ message: 'paths.csv, row 2: the path is empty' });
    expect(table(`${HEADER}\na > > > b,1,0,0`)).toMatchObject({ message: 'paths.csv, row 2: the 2. channel of the path has no name', hint: expect.stringContaining('named like the separator') as string });
    expect(table(`${HEADER}\na,1,0,0`, '')).toMatchObject({ message: expect.stringContaining('separator') as string });
    const lean = readPathTable('path,total_conversions\na>b,3', '>', 'paths.csv');
    expect(refusal(() => attributePaths(models, lean, ['markov'], DEFAULT_MODEL_SETTINGS)).message).toMatch(/no column total_null/);
  });

  it('limits the channels, says why and offers to group', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `page ${i},1,0,0`);
    expect(table([HEADER, ...many].join('\n'))).toMatchObject({ code: 'too_many_channels', hint: expect.stringContaining('Group') as string });
    const dense = Array.from({ length: 6000 }, (_, i) => `c${i} > c${(i * 7 + 1) % 6000} > c${(i * 13 + 5) % 6000},1,0,1`);
    expect(refusal(() => run(dense, { model: 'markov' }))).toMatchObject({ code: 'too_many_channels', hint: expect.stringContaining('Group') as string });
  });

  it('refuses a chain in which no conversion is reachable', () => {
    expect(refusal(() => run(['a > b,0,0,5']))).toMatchObject({ code: 'no_conversion_reachable', status: 422 });
  });

  it('refuses unknown models, weights that are negative or nothing, and orders out of range', () => {
    expect(refusal(() => run(['a,1,0,0'], { model: 'lineer' }))).toMatchObject({ code: 'unknown_model', hint: expect.stringContaining('Did you mean linear?') as string });
    expect(refusal(() => run(['a,1,0,0'], { model: 'time_decay' }))).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('time_decay looks at when touches and milestones were') as string });
    expect(refusal(() => run(['a,1,0,0'], { weights: '40,-20,40' })).message).toMatch(/-20 is negative/);
    expect(refusal(() => run(['a,1,0,0'], { weights: '0,0,0' })).message).toMatch(/all weights are 0/);
    expect(refusal(() => run(['a,1,0,0'], { weights: '40,40' })).message).toMatch(/not three/);
    expect(refusal(() => run(['a,1,0,0'], { weights: 'fist=1' })).message).toMatch(/no anchor/);
    expect(refusal(() => run(['a,1,0,0'], { order: '5' })).message).toMatch(/1 to 4/);
    expect(refusal(() => run(['a,1,0,0'], { model: 'custom' })).message).toMatch(/no weights yet/);
  });
});

const DATA = path.resolve(import.meta.dirname, '../../../shared/data/paths');
describe.runIf(existsSync(DATA))('the published table of paths', () => {
  const rowsOf = (name: string): Record<string, string>[] => {
    const [header = '', ...lines] = readFileSync(path.join(DATA, name), 'utf8').trim().split('\n');
    const names = header.split(',');
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
  };
  const document = (asked: Record<string, string>): PathsDocument => {
    const query = parsePathsQuery(Object.fromEntries(Object.entries(asked).map(([k, v]) => [k, [v]])));
    return attributePaths(models, readPathTable(readFileSync(path.join(DATA, 'paths.csv'), 'utf8'), '>', 'paths.csv'), query.models, query.settings);
  };

  it('comes out as published for first, last, linear and Shapley', () => {
    const { rows } = document({ model: 'first,last,linear,shapley' });
    let compared = 0;
    for (const expected of rowsOf('expected_heuristics_shapley.csv')) {
      for (const model of ['first', 'last', 'linear', 'shapley']) {
        const row = rows.find((r) => r.model === model && r.channel === expected['channel_name']);
        // The published figures carry 12 digits.
        expect(Math.abs((row?.conversions ?? NaN) / Number(expected[`${model}_conv`]) - 1)).toBeLessThan(1e-11);
        expect(Math.abs((row?.value ?? NaN) / Number(expected[`${model}_value`]) - 1)).toBeLessThan(1e-11);
        compared += 1;
      }
    }
    expect(compared).toBe(48);
  });

  it.each([1, 2, 3])('comes out as published for Markov of order %i', (order) => {
    const { rows } = document({ model: 'markov', order: String(order) });
    for (const expected of rowsOf(`expected_markov_order${order}.csv`)) {
      const row = rows.find((r) => r.channel === expected['channel_name']);
      expect(Math.abs((row?.removalEffect ?? NaN) - Number(expected['removal_effect']))).toBeLessThan(1e-9);
      expect(Math.abs((row?.conversions ?? NaN) - Number(expected['conversions']))).toBeLessThan(1e-6);
      expect(Math.abs((row?.value ?? NaN) - Number(expected['value']))).toBeLessThan(1e-6);
    }
  });

  it('answers every model of the table in a second', () => {
    const begun = process.cpuUsage();
    document({ model: 'markov,shapley,shapley_rate', order: '3' });
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1e6).toBeLessThan(3);
  });
});
