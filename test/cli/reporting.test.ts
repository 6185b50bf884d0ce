// Digests, alerts, the report and dashboards as a user runs them: documents, formats, exit codes.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { dashboard, dashboardList } from '../../src/shared/api/dashboards.js';
import { alertCheck, digestPreview, subscriptionList } from '../../src/shared/api/reporting.js';
import { madeShare, reportDocument, reportShareList } from '../../src/shared/api/report.js';
import { runLeadline, startServer, type Server } from '../run-program.js';
import { ROOT } from '../source-files.js';
import { CERTIFICATE, openMailServer } from '../support/mail-server.js';
import { documentOf, errorOf, filledFolder } from './program.js';

let folder: Awaited<ReturnType<typeof filledFolder>>;
beforeAll(async () => { folder = await filledFolder(); });
afterAll(async () => { await folder.remove(); });
const leadline = (...args: string[]) => runLeadline(args, { data: folder.path });
const json = ['--format', 'json'] as const;

describe('alerts', () => {
  it('looks for alerts once an episode', async () => {
    // The fixtures' data are of the past: they stopped coming in.
    const first = alertCheck.parse(documentOf(await leadline('alerts', 'check', ...json)));
    expect(first.raised.map((one) => one.reason.about)).toContain('data');
    expect(alertCheck.parse(documentOf(await leadline('alerts', 'check', ...json))).raised).toEqual([]);
    expect((await leadline('alerts', 'list', '--open', '--format', 'csv')).stdout.trim().split('\n')).toHaveLength(first.raised.length + 1);
  });
});

describe('a mail', () => {
  // Whom a process trusts is settled when it starts: a process of its own runs what the program sends mail with.
  it.each(['starttls', 'implicit'] as const)('goes out encrypted, with user and password, to a server that is trusted: %s', async (tls) => {
    const login = { user: 'leads@example.com', password: 'p:ss/wörd' };
    const server = await openMailServer({ tls, login });
    try {
      const send = `
        const { openMailer } = await import(${JSON.stringify(pathToFileURL(path.join(ROOT, 'dist', 'reporting', 'send-mail.js')).href)});
        const mailer = openMailer({ smtpUrl: process.env.SMTP_URL, publicUrl: 'https://leads.example.com' });
        console.log(JSON.stringify(await mailer.send({ to: 'jana@example.com', subject: 'A day', text: 'Ten leads.', html: '<p>Ten leads.</p>', messageId: '<1@example.com>', unsubscribeUrl: 'https://leads.example.com/unsubscribe/1' })));
        mailer.close();`;
      const env = { ...process.env, SMTP_URL: server.url.replace('://127.0.0.1', `://${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@localhost`), NODE_EXTRA_CA_CERTS: CERTIFICATE };
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', send], { env });
      expect(JSON.parse(stdout)).toEqual({ kind: 'sent' });
      expect(server.logins).toEqual([{ user: login.user, encrypted: true }]);
      expect(server.received.map(({ user, encrypted, to, mail }) => [user, encrypted, to, mail.from?.address, mail.text])).toEqual([[login.user, true, ['jana@example.com'], login.user, 'Ten leads.\n']]);
    } finally {
      await server.close();
    }
  });
});

const MORNING = 'leadline: dashboard\nversion: 1\nname: Morning\ncards:\n  - kind: trend\n    kpi: leads\n    every: month\n    column: 1\n    row: 1\n    width: 6\n    height: 4\n';
describe('dashboards', () => {
  it('come in from a file', async () => {
    const file = path.join(folder.path, 'morning.yaml');
    await writeFile(file, MORNING);
    expect(dashboard.parse(documentOf(await leadline('dashboards', 'import', file, ...json)))).toMatchObject({ name: 'Morning', cards: [{ kind: 'trend', kpi: 'leads' }] });
  });
});

// A verb asks a running server, if there is one, and need not open the stores: of each room one is asked without, too.
describe('asked of a running server, digest, report and dashboards', () => {
  let server: Server;
  let before: ReturnType<typeof digestPreview.parse>;
  beforeAll(async () => {
    before = digestPreview.parse(documentOf(await leadline('digest', 'preview', '--kind', 'daily', ...json)));
    server = await startServer('start', { data: folder.path });
  });
  afterAll(async () => { await server.stop(); });

  it('subscribes, lists and unsubscribes', async () => {
    const { subscriptions } = subscriptionList.parse(documentOf(await leadline('digest', 'subscribe', 'jana@example.com', '--kind', 'weekly', '--at', '06:00', '--weekday', 'friday', '--locale', 'cs-CZ', ...json)));
    expect(subscriptions).toMatchObject([{ email: 'jana@example.com', kind: 'weekly', hour: 6, weekday: 5, locale: 'cs-CZ', last: null }]);
    expect((await leadline('digest', 'list')).stdout).toMatch(/jana@example\.com +weekly +Friday 06:00 +cs-CZ/);
    expect(subscriptionList.parse(documentOf(await leadline('digest', 'unsubscribe', 'jana@example.com', ...json))).subscriptions).toEqual([]);
  });

  it('is previewed as document, text and HTML', async () => {
    const preview = digestPreview.parse(documentOf(await leadline('digest', 'preview', '--kind', 'daily', ...json)));
    expect(preview.digest.figures[0]?.kpi).toBe('revenue');
    expect(preview).toEqual({ ...before, digest: { ...before.digest, asOf: preview.digest.asOf } });
    expect((await leadline('digest', 'preview', '--kind', 'daily')).stdout).toContain(`Subject: ${preview.subject}\n`);
    expect((await leadline('digest', 'preview', '--html')).stdout).toMatch(/^<!doctype html>/);
  });

  it('says what is missing, and where an input is wrong', async () => {
    const unset = await leadline('digest', 'send', ...json);
    expect([unset.code, errorOf(unset).code]).toEqual([1, 'mail_not_set_up']);
    expect(errorOf(unset).message).toContain('SMTP_URL');
    expect(errorOf(await leadline('digest', 'subscribe', 'jana', ...json))).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/^email: /) as string });
    expect(errorOf(await leadline('digest', 'preview', '--locale', 'Czech language', ...json)).message).toMatch(/^locale: /);
    expect(errorOf(await leadline('digest', 'subscribe', 'jana@example.com', '--at', '7:30', ...json)).message).toMatch(/^at: /);
    expect((await leadline('digest', 'subscribe', 'jana@example.com', '--kind', 'monthly')).code).toBe(2);
  });

  it('lists, shows, writes, copies, removes and brings back a dashboard, and says at which place a file does not fit', async () => {
    const [known] = dashboardList.parse(documentOf(await leadline('dashboards', 'list', ...json))).dashboards;
    const id = known?.id ?? '';
    expect((await leadline('dashboards', 'list', '--format', 'csv')).stdout).toContain(`${id},Morning,1,1,`);
    expect((await leadline('dashboards', 'show', id)).stdout).toMatch(/trend +leads by month/);
    const written = (await leadline('dashboards', 'export', id)).stdout;
    expect(written).toBe(MORNING);
    const file = path.join(folder.path, 'carried.yaml');
    await writeFile(file, written);
    expect(dashboard.parse(documentOf(await leadline('dashboards', 'import', file, '--name', 'Evening', ...json))).name).toBe('Evening');
    expect(dashboardList.parse(documentOf(await leadline('dashboards', 'delete', id, ...json))).dashboards.map((d) => d.name)).toEqual(['Evening']);
    expect(dashboard.parse(documentOf(await leadline('dashboards', 'restore', id, ...json))).name).toBe('Morning');
    expect(errorOf(await leadline('dashboards', 'show', '99', ...json)).code).toBe('not_found');
    await writeFile(file, MORNING.replace('leads', 'never_was'));
    expect(errorOf(await leadline('dashboards', 'import', file, ...json)).message).toContain('card 1');
    expect(errorOf(await leadline('dashboards', 'import', file, '--name', '', ...json)).message).toMatch(/^name: /);
  });

  it('shows the report and shares it until it is revoked', async () => {
    const days = ['--from', '2026-01-01', '--to', '2026-02-01'];
    expect(reportDocument.parse(documentOf(await leadline('report', 'show', ...days, ...json))).period).toEqual({ from: '2026-01-01', to: '2026-02-01' });
    expect(errorOf(await leadline('report', 'show', '--from', '2026-01-01', ...json)).code).toBe('invalid_input');
    const made = madeShare.parse(documentOf(await leadline('report', 'share', 'Board', ...days, ...json)));
    expect(made.url).toContain('/report/shared/');
    expect(reportShareList.parse(documentOf(await leadline('report', 'revoke', made.share.id, ...json))).shares[0]?.revokedAt).not.toBeNull();
  });
});
