// Alerts from facts on the engines: raised once an episode with the reason in numbers, mailed once, over when it is over.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { openMailServer, type MailServer } from '../../../test/support/mail-server.js';
import { moment, openPlainStores, type PlainStores, type PlainWorkspace } from '../../../test/support/plain-facts.js';
import { createWorkspaces } from '../../access/workspaces.js';
import { createAnalytics } from '../../analytics/create-analytics.js';
import { createCreditSource } from '../../attribution/create-credit-source.js';
import { createPlanning } from '../../planning/create-planning.js';
import { addDays } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import { createReporting } from '../create-reporting.js';
import type { Reporting } from '../reporting.js';

let now = '2026-07-16T06:00:00.000Z';
let stores: PlainStores;
let plain: PlainWorkspace;
let workspace: Workspace;
let server: MailServer;
let reporting: Reporting;
let person = 0;

/** So many leads each weekday of [from, to), every other one from events; the first of a day becomes MQL. */
async function leads(from: string, to: string, count: number): Promise<void> {
  const rows = { touches: [] as Record<string, unknown>[], submissions: [] as Record<string, unknown>[], stage_changes: [] as Record<string, unknown>[] };
  for (let day = from; day < to; day = addDays(day, 1)) {
    if ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) continue;
    for (let n = 0; n < count; n += 1) {
      person += 1;
      const channel = n % 2 === 0 ? 'Events' : 'Paid Search';
      rows.touches.push({ person_id: person, kind: 'ad_click', grade: 'human', channel_group: channel, channel, ...moment(day) });
      rows.submissions.push({ person_id: person, account_id: person, form: 'Demo', outcome: 'accepted', ...moment(day) });
      if (n === 0) rows.stage_changes.push({ person_id: person, stage: 'mql', ...moment(day) });
    }
  }
  for (const [table, some] of Object.entries(rows)) await plain.add(table, some);
}

beforeAll(async () => {
  [stores, server] = await Promise.all([openPlainStores(), openMailServer()]);
  plain = await stores.workspace({ currency: 'EUR' }, now);
  const { facts, records } = stores.stores;
  const workspaces = createWorkspaces(records);
  workspace = await workspaces.set(plain.workspace, { currency: 'EUR' });
  const analytics = await createAnalytics({ facts, records, registries: stores.registries, credits: await createCreditSource(), now: () => now });
  const planning = createPlanning({ facts, records, analytics, now: () => now });
  reporting = createReporting({
    records, workspaces, analytics, planning, log: pino({ level: 'silent' }), secret: 'a secret of thirty-two characters', now: () => now,
    mail: { smtpUrl: server.url, mailFrom: 'leads@example.com', publicUrl: 'https://leads.example.com' },
  });
  await leads('2026-02-02', '2026-07-09', 4);
  await leads('2026-07-09', '2026-07-16', 12);
  await planning.setGoal(workspace, { goal: { id: 'mqls', name: 'MQLs of July', kpi: 'mqls', from: '2026-07-01', to: '2026-08-01', target: 90, owner: 'Jana' } });
  await reporting.subscribe(workspace, { email: 'jana@example.com', kind: 'alerts' });
  await reporting.subscribe(workspace, { email: 'otto@example.com', kind: 'weekly' });
});
afterAll(async () => {
  await server.close();
  await stores.close();
});

const names = (alerts: readonly { name: string }[]): string[] => alerts.map((one) => one.name).sort();

describe('alerts', () => {
  it('are raised with the reason in numbers: a goal that is off, figures out of their usual range', async () => {
    const { raised, screened } = await reporting.checkAlerts(workspace);
    expect(names(raised)).toEqual(expect.arrayContaining(['Above its usual range: Leads', 'Above its usual range: Leads, Events', 'Above its usual range: Leads, Paid Search', 'Goal off track: MQLs of July (Jana)']));
    // MQLs came as ever, and a figure that isn't unusual raises nothing.
    expect(names(raised).filter((name) => /MQLs(,|$)/.test(name))).toEqual([]);
    expect(screened).toBeGreaterThan(raised.length);
    const total = raised.find((one) => one.name === 'Above its usual range: Leads');
    expect(total?.text).toBe('60 in the 7 days to Jul 15, 2026; usual are 11 to 30, 20 on average of 12 weeks.');
    expect(total?.link).toBe('https://leads.example.com/kpis/leads?p=2026-07-09..2026-07-15');
    expect(raised.find((one) => one.name.endsWith('Leads, Paid Search'))?.link).toBe('https://leads.example.com/kpis/leads?p=2026-07-09..2026-07-15&channel_group=Paid%20Search');
    // What is told of a goal is of the days that are over, and so is the page that the link opens.
    expect(raised.find((one) => one.subject === 'mqls')?.link).toBe('https://leads.example.com/kpis/mqls?p=2026-07-01..2026-07-15');
    expect(raised.find((one) => one.subject === 'mqls')?.text).toMatch(/^11 of 90 by the end of Jul 15, 2026; 4\d expected by then/);
  });

  it('go out once, to those who read them alone', async () => {
    await reporting.sendDue();
    await reporting.sendDue();
    expect(server.received.map((one) => one.to)).toEqual([['jana@example.com']]);
    const [received] = server.received;
    expect(received?.mail.subject).toMatch(/^Leadline workspace 1: .+ and \d+ more$/);
    for (const form of [received?.mail.text, received?.mail.html]) expect(form).toContain('60 in the 7 days to Jul 15, 2026');
    expect(received?.mail.headers.find((one) => one.key === 'list-unsubscribe')?.value).toContain('/unsubscribe/');
  });

  it('are not raised again while the episode lasts', async () => {
    now = '2026-07-16T07:00:00.000Z';
    expect(await reporting.checkAlerts(workspace)).toMatchObject({ raised: [], closed: 0 });
    const two = await Promise.all([reporting.checkAlerts(workspace), reporting.checkAlerts(workspace)]);
    expect(two.map((one) => one.raised)).toEqual([[], []]);
    await reporting.sendDue();
    expect(server.received).toHaveLength(1);
  });

  it('are over when the goal\'s period is, and the figure is back; then data stop', async () => {
    await leads('2026-07-16', '2026-08-11', 4);
    now = '2026-08-11T06:00:00.000Z';
    const back = await reporting.checkAlerts(workspace);
    expect(back.raised).toEqual([]);
    expect(back.closed).toBeGreaterThanOrEqual(4);
    expect((await reporting.alerts(workspace, { open: true })).alerts).toEqual([]);
    now = '2026-08-25T06:00:00.000Z';
    const stopped = await reporting.checkAlerts(workspace);
    // That no leads came is what missing data look like: told as such, not as a fall.
    expect(names(stopped.raised)).toEqual(['Data stopped coming in: test, stageChange', 'Data stopped coming in: test, submission', 'Data stopped coming in: test, touch']);
    expect(stopped.raised[0]?.text).toBe('last data of Aug 10, 2026, 15 days ago; it usually comes every day.');
  });

  it('are raised anew when it comes again', async () => {
    await leads('2026-08-11', '2026-08-25', 4);
    now = '2026-08-25T08:00:00.000Z';
    expect(await reporting.checkAlerts(workspace)).toMatchObject({ raised: [], closed: 3 });
    now = '2026-09-10T06:00:00.000Z';
    expect((await reporting.checkAlerts(workspace)).raised).toHaveLength(3);
    await reporting.sendDue();
    const { alerts } = await reporting.alerts(workspace, { open: false });
    expect(alerts.filter((one) => one.name.endsWith('test, touch')).map((one) => one.closedAt)).toEqual([null, '2026-08-25T08:00:00.000Z']);
    // One mail of each look that raised something; otto's weekly digests aside.
    expect(server.received.filter((one) => one.to[0] === 'jana@example.com')).toHaveLength(3);
  });
});
