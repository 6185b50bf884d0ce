// What the environment may say, and that it is refused early, by name and without its value.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, readSecret, type Environment } from './config.js';
import { AppError } from './shared/errors.js';

const refusal = (environment: Environment): AppError => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
};

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      dataFolder: path.resolve('.leadline'), host: '127.0.0.1', port: 4600, clickhouseUrl: undefined, databaseUrl: undefined,
      smtpUrl: undefined, mailFrom: undefined, publicUrl: undefined, secret: undefined, watchFolder: undefined, watchWorkspace: undefined, logLevel: undefined, unattended: false, timing: false, underNpm: false,
    });
  });

  it('reads every variable', () => {
    const config = readConfig({
      LEADLINE_DATA: 'some/where', HOST: '::1', PORT: '0', CLICKHOUSE_URL: 'http://u:p@db:8123/l', DATABASE_URL: 'postgres://u:p@db/l',
      SMTP_URL: 'smtps://mail:465', LEADLINE_MAIL_FROM: 'Leadline <leads@example.com>', LEADLINE_PUBLIC_URL: 'https://leads.example.com/', LEADLINE_SECRET: 'x'.repeat(32), LEADLINE_WATCH: 'exports', LEADLINE_WATCH_WORKSPACE: 'client-a', LEADLINE_LOG: 'warn', CI: 'true', LEADLINE_TIMING: '1', npm_lifecycle_event: 'demo',
    });
    expect(config).toEqual({
      dataFolder: path.resolve('some/where'), host: '::1', port: 0, clickhouseUrl: 'http://u:p@db:8123/l', databaseUrl: 'postgres://u:p@db/l',
      smtpUrl: 'smtps://mail:465', mailFrom: 'Leadline <leads@example.com>', publicUrl: 'https://leads.example.com', secret: 'x'.repeat(32), watchFolder: path.resolve('exports'), watchWorkspace: 'client-a', logLevel: 'warn', unattended: true, timing: true, underNpm: true,
    });
  });

  it('takes an empty variable as left out', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ', CI: 'false' })).toEqual(readConfig({}));
  });

  it.each([
    ['PORT', 'http'], ['PORT', '65536'], ['PORT', '-1'], ['HOST', 'a b'], ['CLICKHOUSE_URL', 'tcp://db:9000'], ['CLICKHOUSE_URL', 'db:8123'],
    ['DATABASE_URL', 'mysql://db'], ['SMTP_URL', 'mail.example.org'], ['LEADLINE_MAIL_FROM', 'Leadline'], ['LEADLINE_PUBLIC_URL', 'leads.example.com'], ['LEADLINE_SECRET', 'short'], ['LEADLINE_LOG', 'loud'],
  ])('refuses %s=%s with the variable and a remedy', (variable, value) => {
    const error = refusal({ [variable]: value });
    expect(error.code).toBe('config_invalid');
    expect(error.message).toMatch(new RegExp(`^${variable} is not usable: .+`));
    expect(error.hint).toMatch(/^Set it/);
  });

  it.each([['data', 'data'], ['data', 'data/exports'], ['some/data', 'some'], ['.leadline', '.']])('refuses to watch what holds its own data in %s, or lies there: %s', (LEADLINE_DATA, LEADLINE_WATCH) => {
    expect(refusal({ LEADLINE_DATA, LEADLINE_WATCH }).toDocument().error).toMatchObject({ code: 'config_invalid', message: expect.stringMatching(/^LEADLINE_WATCH/) as string });
    expect(readConfig({ LEADLINE_DATA, LEADLINE_WATCH: `${LEADLINE_DATA}-exports` }).watchFolder).toBe(path.resolve(`${LEADLINE_DATA}-exports`));
  });

  it('does not print a password that it refuses', () => {
    expect(JSON.stringify(refusal({ DATABASE_URL: 'mysql://u:hunter2@db' }).toDocument())).not.toContain('hunter2');
  });
});

describe('readSecret', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'leadline-config-')); });
  afterEach(async () => { await rm(folder, { recursive: true }); });

  it('makes one at the first start, for the owner only, and keeps it', async () => {
    const data = path.join(folder, 'new');
    const made = await readSecret({ secret: undefined, dataFolder: data });
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(path.join(data, 'secret'))).mode & 0o777).toBe(0o600);
    expect(await readSecret({ secret: undefined, dataFolder: data })).toBe(made);
    expect((await readFile(path.join(data, 'secret'), 'utf8')).trim()).toBe(made);
  });

  it('prefers the configured one and writes nothing', async () => {
    expect(await readSecret({ secret: 's'.repeat(40), dataFolder: folder })).toBe('s'.repeat(40));
    await expect(stat(path.join(folder, 'secret'))).rejects.toThrow('ENOENT');
  });

  it('refuses a damaged one instead of replacing it', async () => {
    await writeFile(path.join(folder, 'secret'), '');
    await expect(readSecret({ secret: undefined, dataFolder: folder })).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
