// `leadline plan` and `goals` as a user runs them: the worked examples from flags, files of goals, exit codes.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLeadline, startServer, type Server } from '../run-program.js';
import { documentOf, errorOf, filledFolder } from './program.js';

let folder: Awaited<ReturnType<typeof filledFolder>>;
beforeAll(async () => { folder = await filledFolder(); });
afterAll(async () => { await folder.remove(); });
const leadline = (...args: string[]) => runLeadline(args, { data: folder.path });

describe('plan', () => {
  it('works back from revenue by its flags', async () => {
    const plan = documentOf(await leadline('plan', 'reverse', '--revenue', '10000000', '--average-deal', '30000', '--close-rate', '0.25', '--mql-to-sql-rate', '0.2', '--format', 'json')) as { stages: { stage: string; needed: unknown; exact: number }[] };
    const needed = Object.fromEntries(plan.stages.map((s) => [s.stage, s.needed]));
    expect([needed['deals'], needed['sqls'], needed['mqls']]).toEqual([334, 1334, 6667]);
  });
});

// A verb asks a running server, if there is one, and need not open the stores: of each room one is asked without, too.
describe('asked of a running server', () => {
  let server: Server;
  beforeAll(async () => {
    documentOf(await leadline('goals', 'set', 'next', '--kpi', 'leads', '--from', '2199-01-01', '--to', '2199-02-01', '--target', '40', '--activity', 'Two webinars, Jana, 2199-01-15', '--format', 'json'));
    server = await startServer('start', { data: folder.path });
  });
  afterAll(async () => { await server.stop(); });

  it('plan sets a target and compares months', async () => {
    expect(documentOf(await leadline('plan', 'target', '--history', '800,880,990,1108.8', '--format', 'json'))).toMatchObject({ meanGrowth: 0.115, growth: 0.165, target: '1291.752' });
    expect(documentOf(await leadline('plan', 'compare-months', '--from', '2018-01', '--to', '2018-02', '--country', 'US', '--format', 'json'))).toMatchObject({ from: { businessDays: 21 }, to: { businessDays: 19 } });
    expect((await leadline('plan', 'compare-months', '--from', '2018-01', '--to', '2018-02')).stdout).toContain('23 business days, 2018-02 has 20');
  });

  it('plan refuses with exit code 1, at the field', async () => {
    for (const [args, code] of [[['plan', 'reverse', '--revenue', '5', '--close-rate', '0'], 'invalid_input'], [['plan', 'reverse', '--revenue', '5'], 'history_too_short'], [['plan', 'scenario', '--change', 'closRate=1'], 'invalid_input']] as const) {
      const outcome = await leadline(...args, '--format', 'json');
      expect([outcome.code, errorOf(outcome).code]).toEqual([1, code]);
    }
    expect((await leadline('plan', 'compare-months')).code).toBe(2);
  });

  it('goals are set, changed by field, kept as a file, paced and removed', async () => {
    const changed = documentOf(await leadline('goals', 'set', 'next', '--target', '50', '--note', 'more', '--format', 'json'));
    expect(changed).toMatchObject({ goal: { target: '50', version: 2, activities: [{ what: 'Two webinars', who: 'Jana', by: '2199-01-15', done: false }] } });
    const file = path.join(folder.path, 'goals.yaml');
    await writeFile(file, (await leadline('goals', 'export')).stdout);
    expect(documentOf(await leadline('goals', 'apply', file, '--format', 'json'))).toMatchObject({ unchanged: ['next'], changed: [] });
    expect((await leadline('goals', 'pace')).stdout).toContain('not begun');
    expect(documentOf(await leadline('goals', 'remove', 'next', '--format', 'json'))).toEqual({ goals: [] });
  });
});
