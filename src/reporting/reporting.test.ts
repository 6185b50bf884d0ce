// Digests from facts on the engines to a mail that a real mail server took, and what becomes of those it doesn't take.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { openMailServer, type MailServer } from '../../test/support/mail-server.js';
import { at, moment, openPlainStores, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';
import { createWorkspaces, type Workspaces } from '../access/workspaces.js';
import { param, sql } from '../database/sql.js';
import { createPlanning } from '../planning/create-planning.js';
import type { Planning } from '../planning/planning.js';
import { addDays } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import { createReporting } from './create-reporting.js';
import type { Reporting } from './reporting.js';

/** Thursday, 08:00 in Prague. */
const NOW = '2026-07-16T06:00:00.000Z';
const PUBLIC = 'https://leads.example.com';
const minutes = (n: number): string => new Date(Date.parse(NOW) + n * 60_000).toISOString();

let stores: PlainStores;
let plain: PlainWorkspace;
let workspace: Workspace;
let workspaces: Workspaces;
let planning: Planning;
let server: MailServer;
let now = NOW;

/** As a process that has just started has it. */
const start = (mail: { smtpUrl?: string | undefined; mailFrom?: string | undefined; publicUrl?: string } = {}): Reporting => createReporting({
  records: stores.stores.records, workspaces, analytics: plain.analytics, planning, log: pino({ level: 'silent' }), secret: 'a secret of thirty-two characters', now: () => now,
  mail: { smtpUrl: server.url, mailFrom: 'Leadline <leads@example.com>', publicUrl: PUBLIC, ...mail },
});

/** Two leads a weekday since February, five times as many in the last week; a deal each Wednesday. */
async function fill(): Promise<void> {
  const touches: Record<string, unknown>[] = [];
  const submissions: Record<string, unknown>[] = [];
  const changes: Record<string, unknown>[] = [];
  const deals: Record<string, unknown>[] = [];
  let person = 0;
  for (let day = '2026-02-02'; day < '2026-07-16'; day = addDays(day, 1)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    for (let n = 0; n < (day >= '2026-07-09' ? 10 : 2); n += 1) {
      person += 1;
      const channel = n === 0 ? 'Events' : 'Paid Search';
      touches.push({ person_id: person, kind: 'ad_click', grade: 'human', channel_group: channel, channel, ...moment(day) });
      submissions.push({ person_id: person, account_id: person, form: 'Demo', outcome: 'accepted', ...moment(day) });
      if (n === 0) changes.push({ person_id: person, stage: 'mql', ...moment(day) });
    }
    if (weekday === 3) {
      deals.push({ person_id: person, account_id: person, created_at: at(day), created_date_only: true, closed_at: at(day), closed_date_only: true, status: 'won', type: 'new', amount: day === '2026-07-15' ? '12345.67' : '10000.00', currency: 'EUR' });
    }
  }
  await plain.add('touches', touches);
  await plain.add('submissions', submissions);
  await plain.add('stage_changes', changes);
  await plain.add('deals', deals);
  await plain.add('costs', [{ from_day: '2026-02-01', until_day: '2026-07-31', kind: 'media', channel_group: 'Paid Search', channel: 'Paid Search', amount: '18100.00', currency: 'EUR' }]);
}

beforeAll(async () => {
  [stores, server] = await Promise.all([openPlainStores(), openMailServer()]);
  const settings = { currency: 'EUR', country: 'CZ', timeZone: 'Europe/Prague' };
  plain = await stores.workspace(settings, NOW);
  workspaces = createWorkspaces(stores.stores.records);
  workspace = await workspaces.set(plain.workspace, settings);
  planning = createPlanning({ ...stores.stores, analytics: plain.analytics, now: () => NOW });
  await fill();
  await planning.setGoal(workspace, { goal: { id: 'mqls', name: 'MQLs of July', kpi: 'mqls', from: '2026-07-01', to: '2026-08-01', target: 90, owner: 'Jana' } });
});
afterAll(async () => {
  await server.close();
  await stores.close();
});
beforeEach(async () => {
  [now, server.answers] = [NOW, 'takes'];
  server.received.length = 0;
  await stores.stores.records.execute(sql`DELETE FROM mail_deliveries WHERE workspace_id = ${param('Int32', workspace.id)}`);
  await stores.stores.records.execute(sql`DELETE FROM mail_subscriptions WHERE workspace_id = ${param('Int32', workspace.id)}`);
});

/** Subscribed a day ago. */
async function subscribed(kind: 'daily' | 'weekly' = 'daily', email = 'jana@example.com', locale = ''): Promise<Reporting> {
  now = minutes(-24 * 60);
  const reporting = start();
  await reporting.subscribe(workspace, { email, kind, locale });
  now = NOW;
  return reporting;
}
const stateOf = async (reporting: Reporting) => (await reporting.subscriptions(workspace)).subscriptions.map((one) => [one.last?.state, one.last?.attempts, one.last?.error]);

describe('a digest', () => {
  it('says what the figures are, revenue first, compared with the same day a week before', async () => {
    const { digest, subject, text } = await start().previewDigest(workspace, { kind: 'daily', locale: 'en-GB' });
    expect(digest).toMatchObject({ period: { from: '2026-07-15', to: '2026-07-16' }, before: { from: '2026-07-08', to: '2026-07-09' }, monthToDate: { from: '2026-07-01', to: '2026-07-16' } });
    expect(digest.figures.map((f) => f.kpi)).toEqual(['revenue', 'marketing_contribution', 'pipeline', 'mqls', 'leads', 'cost_per_lead']);
    expect(digest.figures.map((f) => [f.value, f.before, f.monthToDate])).toEqual([
      ['12345.67', '10000.00', '32345.67'], [null, null, null], ['12345.67', '10000.00', '32345.67'], [1, 1, 11], [10, 2, 62], ['10.00', '50.00', '24.1935'],
    ]);
    for (const figure of digest.figures) expect((await plain.figure(figure.kpi, '2026-07-15', '2026-07-16')).value).toBe(figure.value);
    expect(subject).toContain('revenue €12,345.67 (+23%)');
    expect(text).toMatch(/Leads +10 +2 +\+400% +62/);
  });

  it('says what moved beyond its usual range, and how goals stand', async () => {
    const { digest, text } = await start().previewDigest(workspace, { kind: 'daily', locale: 'en-GB' });
    expect(digest.moved.map((one) => [one.kpi, one.channelGroup, one.value, one.usual])).toEqual(expect.arrayContaining([['leads', null, 50, 10], ['leads', 'Paid Search', 45, 5]]));
    // MQLs came as ever.
    expect(digest.moved.filter((one) => one.kpi === 'mqls' || one.channelGroup === 'Events')).toEqual([]);
    expect(digest.screened).toBeGreaterThan(4);
    expect(digest.goals).toMatchObject([{ id: 'mqls', status: 'off', value: 11, target: 90, owner: 'Jana' }]);
    expect(text).toMatch(/MQLs of July \(Jana\): off track\. 11 of 90 by the end of 15 Jul 2026; 4\d expected by then/);
    expect(text).toContain(`${PUBLIC}/kpis/leads?p=2026-07-09..2026-07-15`);
  });

  it('is about the last whole week when it is weekly', async () => {
    const { digest } = await start().previewDigest(workspace, { kind: 'weekly' });
    expect(digest).toMatchObject({ period: { from: '2026-07-06', to: '2026-07-13' }, before: { from: '2026-06-29', to: '2026-07-06' }, locale: 'cs-CZ' });
    expect(digest.figures.find((f) => f.kpi === 'leads')).toMatchObject({ value: 26, before: 10 });
  });

  it('arrives as text and HTML that says the same, with a way to end it', async () => {
    const reporting = await subscribed();
    expect(await reporting.sendDue()).toEqual({ sent: 1, failed: 0 });
    const [received] = server.received;
    const { mail } = received ?? {};
    expect(received?.to).toEqual(['jana@example.com']);
    expect(mail?.from).toMatchObject({ name: 'Leadline', address: 'leads@example.com' });
    // As Czech is written: the currency behind, a comma before cents, no-break spaces.
    expect(mail?.subject).toMatch(/12\s345,67\s€/u);
    expect(mail?.text).toMatch(/Revenue +12\s345,67\s€ +10\s000,00\s€ +\+23\s%/u);
    const html = mail?.html ?? '';
    expect(html).toMatch(/12(?:\s|&nbsp;)345,67(?:\s|&nbsp;)€/u);
    expect(html.indexOf('Revenue')).toBeLessThan(html.indexOf('Cost per lead'));
    expect(html).not.toMatch(/<(style|script|link|img)\b|\sclass=|position:|float:|flex/);
    for (const [, open] of html.matchAll(/<(?:td|th)\b([^>]*)>/g)) expect(open).toContain('style=');
    const header = (key: string): string => mail?.headers.find((one) => one.key === key)?.value ?? '';
    const [, url = ''] = /^<(https:\/\/leads\.example\.com\/unsubscribe\/[\w-]+)>$/.exec(header('list-unsubscribe')) ?? [];
    expect([header('list-unsubscribe-post'), header('auto-submitted')]).toEqual(['List-Unsubscribe=One-Click', 'auto-generated']);
    expect(html).toContain(`href="${url}"`);
    expect(mail?.text).toContain(url);

    const token = url.split('/').at(-1) ?? '';
    expect(await reporting.subscriptionOfLink(token)).toEqual({ email: 'jana@example.com', kind: 'daily', ended: false });
    expect(await reporting.endByLink(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBe(false);
    expect(await reporting.endByLink(token)).toBe(true);
    expect((await reporting.subscriptions(workspace)).subscriptions).toEqual([]);
    now = minutes(24 * 60);
    expect(await reporting.sendDue()).toEqual({ sent: 0, failed: 0 });
  });
});

describe('a digest is sent', () => {
  it('once, also after a restart and when it is asked for by hand', async () => {
    await subscribed();
    await Promise.all([start().sendDue(), start().sendDue()]);
    await start().sendDue();
    const { sent } = await start().sendDigest(workspace, { kind: 'daily' });
    expect(sent.map((one) => one.outcome)).toEqual(['already']);
    expect(server.received).toHaveLength(1);
    now = minutes(24 * 60);
    await start().sendDue();
    expect(server.received).toHaveLength(2);
  });

  it('when its hour has come and not before, and to no one who subscribed later', async () => {
    now = minutes(-61);
    const early = start();
    await early.subscribe(workspace, { email: 'early@example.com', kind: 'daily' });
    await early.sendDue();
    now = minutes(5);
    await early.subscribe(workspace, { email: 'late@example.com', kind: 'daily' });
    await early.sendDue();
    expect(server.received.flatMap((one) => one.to)).toEqual(['early@example.com']);
  });

  it('again after a refusal for a time, about the same day', async () => {
    const reporting = await subscribed();
    server.answers = 'later';
    await reporting.sendDue();
    expect(await stateOf(reporting)).toEqual([['waiting', 1, expect.stringContaining('greylisted')]]);
    server.answers = 'takes';
    await reporting.sendDue();
    expect(server.received).toHaveLength(0);
    now = minutes(1);
    await start().sendDue();
    expect(server.received).toHaveLength(1);
    expect(await stateOf(reporting)).toEqual([['sent', 2, '']]);
  });

  it('no more after a refusal for good, until someone asks for it', async () => {
    const reporting = await subscribed();
    server.answers = 'never';
    await reporting.sendDue();
    expect(await stateOf(reporting)).toEqual([['failed', 1, expect.stringContaining('no such mailbox')]]);
    server.answers = 'takes';
    now = minutes(180);
    await reporting.sendDue();
    expect(server.received).toHaveLength(0);
    expect((await reporting.sendDigest(workspace, { kind: 'daily', email: 'JANA@example.com' })).sent).toMatchObject([{ outcome: 'sent' }]);
  });

  it('five times at most where no server answers', async () => {
    await subscribed();
    const nobody = start({ smtpUrl: 'smtp://127.0.0.1:1' });
    // Tried at once and after 1, 5, 30 and 120 minutes more.
    for (const minute of [0, 0.5, 1, 5, 6, 35, 36, 155, 156, 500]) {
      now = minutes(minute);
      await nobody.sendDue();
    }
    expect(await stateOf(nobody)).toEqual([['failed', 5, expect.stringContaining('ECONNREFUSED')]]);
  });

  it('not a second time where nobody knows whether the first went out', async () => {
    const reporting = await subscribed();
    server.answers = 'cuts';
    await reporting.sendDue();
    expect(await stateOf(reporting)).toEqual([['unknown', 1, expect.stringContaining('never answered')]]);
    // A process that ended between handing over and the answer leaves it so.
    await stores.stores.records.execute(sql`UPDATE mail_deliveries SET state = 'sending', error = ''`);
    server.answers = 'takes';
    now = minutes(14);
    await start().sendDue();
    expect(await stateOf(reporting)).toEqual([['sending', 1, '']]);
    now = minutes(15);
    await start().sendDue();
    expect(await stateOf(reporting)).toEqual([['unknown', 1, 'the process ended before the mail server answered']]);
    expect(server.received).toHaveLength(0);
  });

  it('not at all without a mail server, a sender or a reader', async () => {
    const reporting = await subscribed();
    expect(await start({ smtpUrl: undefined }).sendDue()).toEqual({ sent: 0, failed: 0 });
    await expect(start({ smtpUrl: undefined }).sendDigest(workspace, { kind: 'daily' })).rejects.toMatchObject({ code: 'mail_not_set_up', details: { variable: 'SMTP_URL' } });
    await expect(start({ mailFrom: undefined }).sendDigest(workspace, { kind: 'daily' })).rejects.toMatchObject({ code: 'mail_not_set_up', details: { variable: 'LEADLINE_MAIL_FROM' } });
    await expect(reporting.sendDigest(workspace, { kind: 'weekly' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(reporting.unsubscribe(workspace, { email: 'nobody@example.com' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('in the locale of its reader, once an address whatever the letters', async () => {
    const reporting = await subscribed('daily', 'jana@example.com', 'cs-CZ');
    const { subscriptions } = await reporting.subscribe(workspace, { email: 'Jana@Example.com', kind: 'daily', locale: 'de-DE', hour: 6 });
    expect(subscriptions).toMatchObject([{ email: 'jana@example.com', locale: 'de-DE', hour: 6 }]);
    await reporting.sendDue();
    expect(server.received[0]?.mail.text).toMatch(/12\.345,67\s€/u);
  });
});
