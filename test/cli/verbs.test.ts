// The verbs as a user runs them, each a process of its own on a data folder of its own: documents, formats, exit codes.
import { cp, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresDocument } from '../../src/shared/api/figures.js';
import { doctorDocument } from '../../src/shared/api/doctor.js';
import { runLeadline, startServer, temporaryFolder, type Server } from '../run-program.js';
import { ROOT } from '../source-files.js';
import { zipOf } from '../support/zip-of.js';
import { BOTH_MONTHS, documentOf, errorOf, filledFolder, fixture, IMPORTS, JANUARY } from './program.js';

let folder: Awaited<ReturnType<typeof filledFolder>>;
beforeAll(async () => { folder = await filledFolder(); });
afterAll(async () => { await folder.remove(); });
const leadline = (...args: string[]) => runLeadline(args, { data: folder.path });

describe('import', () => {
  it('counts rows and facts, and changes nothing the second time', async () => {
    const again = documentOf(await leadline(...IMPORTS[0], '--format', 'json'));
    expect(again).toMatchObject({ read: 41, accepted: 0, duplicates: 40, rejected: 1, facts: {} });
    const figures = figuresDocument.parse(documentOf(await leadline('kpi', 'leads', ...BOTH_MONTHS, '--format', 'json')));
    expect(figures.rows).toMatchObject([{ kpi: 'leads', value: 40 }]);
  });

  it('writes refused rows with line, column, reason and remedy', async () => {
    const rejects = path.join(folder.path, 'out', 'rejects.csv');
    const summary = documentOf(await leadline(...IMPORTS[0], '--rejects', rejects, '--format', 'json'));
    expect(summary.rejectsFile).toBe(rejects);
    const text = await readFile(rejects, 'utf8');
    expect(text).toContain('L41');
    expect(text).toContain('31/31/2026');
    expect(text).toMatch(/\b42\b/);
    expect(text.trim().split('\n')).toHaveLength(2);
  });

  it('writes nothing with --dry-run', async () => {
    const empty = await temporaryFolder();
    try {
      const dry = documentOf(await runLeadline([...IMPORTS[0], '--dry-run', '--format', 'json'], { data: empty.path }));
      expect(dry).toMatchObject({ read: 41, accepted: 40, rejected: 1, dryRun: true });
      const figures = figuresDocument.parse(documentOf(await runLeadline(['kpi', 'leads', ...BOTH_MONTHS, '--format', 'json'], { data: empty.path })));
      expect(figures.rows).toMatchObject([{ kpi: 'leads', value: 0 }]);
    } finally {
      await empty.remove();
    }
  });

  it.each([
    [['import', 'csv', '/no/such/file.csv', '--map', fixture('leads.yaml')], 'not_found'],
    [['import', 'cvs', fixture('leads.csv'), '--map', fixture('leads.yaml')], 'unknown_connector'],
    [['import', 'zoho', fixture('leads.csv')], 'wrong_file'],
    [['import', 'csv', fixture('leads.csv')], 'mapping_invalid'],
    [['import', 'csv', fixture('costs.csv'), '--map', fixture('leads.yaml')], 'mapping_invalid'],
  ])('refuses %j with %s and exit code 1', async (args, code) => {
    const outcome = await leadline(...args, '--format', 'json');
    expect(outcome.code).toBe(1);
    expect(errorOf(outcome).code).toBe(code);
  });

  it('is undone as one step, and can be done again', async () => {
    const own = await filledFolder();
    const inOwn = (...args: string[]) => runLeadline(args, { data: own.path });
    try {
      const { imports } = documentOf(await inOwn('imports', 'list', '--format', 'json')) as { imports: { id: string; file: string }[] };
      expect(imports.map((one) => one.file)).toEqual(['costs.csv', 'leads.csv']);
      const id = imports[1]?.id ?? '';
      expect(documentOf(await inOwn('imports', 'undo', id, '--format', 'json'))).toMatchObject({ id, state: 'undone' });
      const leads = async (): Promise<unknown> => (documentOf(await inOwn('kpi', 'leads', ...BOTH_MONTHS, '--format', 'json')).rows as { value: unknown }[])[0]?.value;
      expect(await leads()).toBe(0);
      const twice = await inOwn('imports', 'undo', id, '--format', 'json');
      expect([twice.code, errorOf(twice).code]).toEqual([1, 'already_undone']);
      documentOf(await inOwn(...IMPORTS[0], '--format', 'json'));
      expect(await leads()).toBe(40);
    } finally {
      await own.remove();
    }
  });
});

describe('import of what is given at once', () => {
  const imports = path.join(ROOT, 'test', 'fixtures', 'imports');

  it('recognises each file of a folder and of an archive in it, and imports them in an order in which each finds what it refers to', async () => {
    const [data, exports] = [await temporaryFolder(), await temporaryFolder()];
    try {
      const read = (name: string) => readFile(path.join(imports, 'hubspot', name), 'utf8');
      await cp(path.join(imports, 'hubspot', 'deals.csv'), path.join(exports.path, 'a-deals.csv'));
      await writeFile(path.join(exports.path, 'hubspot.zip'), zipOf([['crm/contacts.csv', await read('contacts.csv'), 'deflate'], ['crm/z-companies.csv', await read('companies.csv'), 'store'], ['__MACOSX/._contacts.csv', 'x', 'store']]));
      await writeFile(path.join(exports.path, 'read me.pdf'), '%PDF-1.7');
      await writeFile(path.join(exports.path, '.DS_Store'), 'x');
      const arguments_ = ['import', exports.path, '--option', 'hubspot.timeZone=Europe/Prague', '--option', 'hubspot.currency=EUR', '--format', 'json'];
      const done = documentOf(await runLeadline(arguments_, { data: data.path })) as { imports: { file: string; connector: string; state: string }[]; leftOut: { file: string }[]; rejected: number };
      expect(done.imports.map((one) => [one.file, one.connector, one.state])).toEqual([['z-companies.csv', 'hubspot', 'done'], ['contacts.csv', 'hubspot', 'done'], ['a-deals.csv', 'hubspot', 'done']]);
      expect(done.leftOut.map((one) => one.file)).toEqual(['read me.pdf']);
      const figures = figuresDocument.parse(documentOf(await runLeadline(['kpi', 'leads', 'revenue', '--from', '2026-01-01', '--to', '2026-07-01', '--format', 'json'], { data: data.path })));
      expect(figures.rows).toMatchObject([{ kpi: 'leads', value: 3 }, { kpi: 'revenue', value: '12500.50' }]);
    } finally {
      await Promise.all([data.remove(), exports.remove()]);
    }
  });

  it('says which tables are of no product it knows, and what an option needs', async () => {
    const own = await filledFolder();
    try {
      const unknown = await runLeadline(['import', 'auto', fixture('leads.csv'), '--dry-run', '--format', 'json'], { data: own.path });
      expect([unknown.code, errorOf(unknown)]).toMatchObject([1, { code: 'invalid_input', message: expect.stringContaining('leads.csv') }]);
      const loose = await runLeadline(['import', 'auto', fixture('leads.csv'), '--option', 'timeZone=Europe/Prague', '--format', 'json'], { data: own.path });
      expect([loose.code, errorOf(loose).hint]).toEqual([1, expect.stringContaining('hubspot.timeZone')]);
      expect((await runLeadline(['import', 'auto'], { data: own.path })).code).toBe(2);
    } finally {
      await own.remove();
    }
  });
});

describe('kpi', () => {
  it('prints one JSON document and nothing else on standard output', async () => {
    const { code, stdout, stderr } = await leadline('kpi', 'cost_per_lead', 'leads', 'cost', ...JANUARY, '--format', 'json');
    expect([code, stderr]).toEqual([0, '']);
    const document = figuresDocument.parse(JSON.parse(stdout));
    expect(document).toMatchObject({ from: '2026-01-01', to: '2026-02-01', timeZone: 'UTC', currency: 'EUR', basis: 'activity' });
    const by = Object.fromEntries(document.rows.map((row) => [row.kpi, row]));
    expect(by['leads']).toMatchObject({ value: 24 });
    expect(by['cost']).toMatchObject({ value: '930.00' });
    expect(by['cost_per_lead']).toMatchObject({ numerator: '930.00', denominator: 24, value: '38.75', status: 'few' });
  });

  it('names the nearest and all that is valid, for people too', async () => {
    const { code, stderr } = await leadline('kpi', 'cost_per_led', ...JANUARY);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: There is no KPI "cost_per_led"\. \[unknown_kpi\]\nhint: Did you mean cost_per_lead\? Valid: /);
  });

  it.each([[['kpi', 'leads', '--from', '2026-01-01']], [['kpi', 'leads', ...JANUARY, '--formt', 'json']], [['kpis']], [['kpi', ...JANUARY, '--format', 'xml']], [[]], [['settings']]])('ends %j with 2: wrong usage', async (args) => {
    const { code, stdout, stderr } = await leadline(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/error: |Usage: /);
  });

  it.each([[['imprt', 'csv'], 'leadline --help'], [['kpi', 'leads', '--formt', 'json'], 'leadline kpi --help'], [['settings', 'set'], 'leadline settings set --help']])('after %j leads to the help there is', async (args, help) => {
    expect((await leadline(...args)).stderr).toMatch(new RegExp(`hint: See ${help}\\.$`, 'm'));
  });
});

// A verb asks a running server, if there is one, and need not open the stores: serving.test.ts holds that both say the same.
describe('asked of a running server', () => {
  let server: Server;
  beforeAll(async () => { server = await startServer('start', { data: folder.path }); });
  afterAll(async () => { await server.stop(); });

  it('kpi splits, filters and steps', async () => {
    const document = figuresDocument.parse(documentOf(await leadline('kpi', 'leads', ...BOTH_MONTHS, '--by', 'source', '--every', 'month', '--where', 'source=google', '--where', 'source=linkedin', '--format', 'json')));
    expect(new Set(document.rows.map((row) => row.dims?.['source']))).toEqual(new Set(['google', 'linkedin']));
    expect(document.rows.map((row) => Number(row.value)).reduce((a, b) => a + b, 0)).toBe(20);
    expect(new Set(document.rows.map((row) => row.period?.from))).toEqual(new Set(['2026-01-01', '2026-02-01']));
  });

  it('kpi takes the first of a split, and says how many it leaves out', async () => {
    const ask = (...more: string[]) => leadline('kpi', 'leads', ...BOTH_MONTHS, '--by', 'source', ...more);
    const all = figuresDocument.parse(documentOf(await ask('--format', 'json'))).rows.filter((row) => row.dims?.['source'] !== '(unmatched)');
    const first = figuresDocument.parse(documentOf(await ask('--top', '1', '--order=-leads', '--top-of', 'all', '--format', 'json')));
    expect(first.rows.filter((row) => row.dims?.['source'] !== '(unmatched)').map((row) => row.value)).toEqual([Math.max(...all.map((row) => Number(row.value)))]);
    expect(first.further).toEqual([{ dims: {}, count: all.length - 1 }]);
    expect((await ask('--top', '1')).stdout).toContain(`further, in the total: ${String(all.length - 1)}\n`);
    expect((await ask('--order', 'leads')).code).toBe(1);
  });

  it('kpi prints a table for people and CSV for sheets', async () => {
    const table = await leadline('kpi', 'cost_per_lead', ...JANUARY);
    expect(table.stdout).toMatch(/KPI +Value +95 % +Numerator +Denominator +Sample +Status\n/);
    expect(table.stdout).toMatch(/cost_per_lead +38\.75 EUR +/);
    const csv = await leadline('kpi', 'cost_per_lead', ...JANUARY, '--format', 'csv');
    expect(csv.stdout).toMatch(/^row,kpi,period_from,/);
    expect(csv.stdout).toContain('figure,cost_per_lead,2026-01-01,2026-02-01,38.75,930.00,24,');
  });

  it.each([
    [['kpi', 'cost_per_led', ...JANUARY], 'unknown_kpi'],
    [['kpi', 'leads', ...JANUARY, '--by', 'chanel'], 'unknown_dimension'],
    [['kpi', 'leads', '--from', '2026-02-01', '--to', '2026-01-01'], 'invalid_range'],
    [['kpi', 'leads', '--from', 'soon', '--to', '2026-01-01'], 'invalid_input'],
    [['kpi', 'leads', ...JANUARY, '--every', 'fortnight'], 'unknown_unit'],
    [['kpi', 'leads', ...JANUARY, '--workspace', 'elsewhere'], 'not_found'],
  ])('refuses %j with %s and exit code 1', async (args, code) => {
    const outcome = await leadline(...args, '--format', 'json');
    expect([outcome.code, outcome.stdout]).toEqual([1, '']);
    expect(errorOf(outcome)).toMatchObject({ code, message: expect.any(String), hint: expect.any(String) });
  });

  it('explain opens a figure to rows that add up to it', async () => {
    const document = documentOf(await leadline('explain', 'cost_per_lead', ...JANUARY, '--side', 'denominator', '--rows', '100', '--format', 'json')) as { numbers: string; sum: unknown; totalRows: number; rows: { contribution: number | string }[]; measures: { sql: string }[] };
    expect(document.numbers).toContain('38.75');
    expect([Number(document.sum), document.totalRows, document.rows.length]).toEqual([24, 24, 24]);
    expect(document.rows.reduce((sum, row) => sum + Number(row.contribution), 0)).toBe(24);
    expect(document.measures.every((measure) => /SELECT/i.test(measure.sql))).toBe(true);
  });

  it('explain exports all rows as CSV, and reads well as text', async () => {
    const csv = await leadline('explain', 'leads', ...BOTH_MONTHS, '--format', 'csv');
    expect(csv.stdout.trim().split('\n')).toHaveLength(41);
    const text = await leadline('explain', 'leads', ...JANUARY, '--rows', '2');
    expect(text.stdout).toMatch(/Formula +\S/);
    expect(text.stdout).toContain('1 to 2 of 24; all of them add up to 24');
  });

  it('settings name the nearest to one that does not exist', async () => {
    const outcome = await leadline('settings', 'get', 'timezone', '--format', 'json');
    expect(errorOf(outcome)).toMatchObject({ code: 'unknown_setting', hint: expect.stringContaining('timeZone') });
  });

  it('connectors list what can be imported', async () => {
    const { connectors } = documentOf(await leadline('connectors', '--format', 'json')) as { connectors: { name: string }[] };
    expect(connectors.map((one) => one.name)).toEqual(expect.arrayContaining(['csv', 'zoho', 'google-ads', 'costs', 'fx']));
  });
});

describe('settings', () => {
  it('are read, changed all or none, and change figures', async () => {
    const own = await filledFolder();
    const inOwn = (...args: string[]) => runLeadline(args, { data: own.path });
    try {
      expect(documentOf(await inOwn('settings', 'get', '--format', 'json'))).toMatchObject({ timeZone: 'UTC', currency: 'EUR' });
      const refused = await inOwn('settings', 'set', 'fiscalYearStart=4', 'timeZone=Europe/Prag', '--format', 'json');
      expect([refused.code, errorOf(refused).code]).toEqual([1, 'unknown_time_zone']);
      expect(documentOf(await inOwn('settings', 'set', 'fiscalYearStart=4', 'timeZone=Europe/Prague', '--format', 'json'))).toMatchObject({ timeZone: 'Europe/Prague', fiscalYearStart: 4 });
      expect((await inOwn('settings', 'get', 'timeZone', '--format', 'csv')).stdout).toBe('setting,value\ntimeZone,Europe/Prague\n');
      expect(documentOf(await inOwn('kpi', 'leads', ...JANUARY, '--format', 'json'))).toMatchObject({ timeZone: 'Europe/Prague', rows: [{ value: 24 }] });
    } finally {
      await own.remove();
    }
  });

});

describe('connectors, mapping and doctor', () => {
  it('guess a mapping that can be imported with', async () => {
    const mapping = path.join(folder.path, 'guessed.yaml');
    const guessed = await leadline('mapping', 'guess', fixture('leads.csv'), '--out', mapping);
    expect([guessed.code, guessed.stdout]).toEqual([0, '']);
    expect(await readFile(mapping, 'utf8')).toContain('facts:');
    const printed = await leadline('mapping', 'guess', fixture('leads.csv'));
    expect(printed.stdout).toBe(await readFile(mapping, 'utf8'));
    expect(documentOf(await leadline('import', 'csv', fixture('leads.csv'), '--map', mapping, '--dry-run', '--format', 'json'))).toMatchObject({ read: 41 });
  });

  it('find the installation sound', async () => {
    const outcome = await leadline('doctor', '--format', 'json');
    const document = doctorDocument.parse(documentOf(outcome));
    expect(document.ok).toBe(true);
    expect(document.checks.map((check) => check.name)).toEqual(expect.arrayContaining(['Node', 'Disk space', 'Clock', 'Facts store', 'Records store', 'Migrations']));
    expect((await leadline('doctor')).stdout).toMatch(/✓ Facts store +chdb \d/);
  });

  it('end with 1 when something failed', async () => {
    const outcome = await runLeadline(['doctor', '--format', 'json'], { data: folder.path, env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' } });
    expect(outcome.code).toBe(1);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ ok: false });
  });
});

describe('the environment', () => {
  it('is refused before anything is opened', async () => {
    const none = path.join(folder.path, 'untouched');
    const { code, stderr } = await runLeadline(['kpi', ...JANUARY], { data: none, env: { PORT: 'http' } });
    expect([code, stderr]).toEqual([1, 'error: PORT is not usable: it is no port number [config_invalid]\nhint: Set it to a number from 1 to 65535, or to 0 for any free port.\n']);
    await expect(stat(none)).rejects.toThrow('ENOENT');
  });

  it('keeps the secret it made for its owner', async () => {
    expect((await stat(path.join(folder.path, 'secret'))).mode & 0o777).toBe(0o600);
  });
});
