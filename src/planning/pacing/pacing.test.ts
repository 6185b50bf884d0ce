// Goals against facts on the engines: where they stand, what they will end with, and why a figure changed.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { moment, openPlainStores, type PlainStores, type PlainWorkspace } from '../../../test/support/plain-facts.js';
import { addDays } from '../../shared/period.js';
import { createPlanning } from '../create-planning.js';
import type { Planning } from '../planning.js';

const NOW = '2026-07-16T00:00:00.000Z';
let stores: PlainStores;
let workspace: PlainWorkspace;
let planning: Planning;

/** Four leads a weekday since January, half from events; half become MQL after three days, but only a tenth of July's. */
beforeAll(async () => {
  stores = await openPlainStores();
  workspace = await stores.workspace({ currency: 'EUR' }, NOW);
  const touches: Record<string, unknown>[] = [];
  const submissions: Record<string, unknown>[] = [];
  const changes: Record<string, unknown>[] = [];
  let person = 0;
  for (let i = 0; addDays('2026-01-01', i) < '2026-07-16'; i += 1) {
    const day = addDays('2026-01-01', i);
    if ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) continue;
    for (let n = 0; n < 4; n += 1) {
      person += 1;
      const channel = n % 2 === 0 ? 'Events' : 'Paid Search';
      touches.push({ person_id: person, kind: 'ad_click', grade: 'human', channel_group: channel, channel, ...moment(day) });
      submissions.push({ person_id: person, account_id: person, form: 'Demo', outcome: 'accepted', ...moment(day) });
      if (day < '2026-07-01' ? n < 2 : n === 0 && i % 3 === 0) changes.push({ person_id: person, stage: 'mql', ...moment(addDays(day, 3)) });
    }
  }
  await workspace.add('touches', touches);
  await workspace.add('submissions', submissions);
  await workspace.add('stage_changes', changes);
  planning = createPlanning({ ...stores.stores, analytics: workspace.analytics, now: () => NOW });
  const july = { from: '2026-07-01', to: '2026-08-01', owner: 'Jana' };
  for (const goal of [
    { ...july, id: 'leads', name: 'Leads', kpi: 'leads', target: 90 }, { ...july, id: 'mqls', name: 'MQLs', kpi: 'mqls', target: 46 }, { ...july, id: 'credited', name: 'Credited leads', kpi: 'attributed_leads', where: [{ dimension: 'channel', values: ['Events'] }], target: 45 },
    { ...july, id: 'rate', name: 'Lead to MQL', kpi: 'lead_to_mql_rate', target: 0.5 }, { ...july, id: 'later', name: 'August', kpi: 'leads', from: '2026-08-01', to: '2026-09-01', target: 90 },
    { ...july, id: 'nowhere', name: 'Of a channel to come', kpi: 'leads', where: [{ dimension: 'channel', values: ['Event'] }], target: 5 },
  ]) await planning.setGoal(workspace.workspace, { goal });
});
afterAll(() => stores.close());

describe('pacing', () => {
  it('sets a steady stream on track, with what was to be expected by now', async () => {
    const leads = await planning.pacingOf(workspace.workspace, 'leads');
    expect(leads).toMatchObject({ value: 44, businessDays: 23, completedBusinessDays: 11, curve: 'own', status: 'onTrack', targets: [{ target: '90' }] });
    expect(leads.expected).toBeCloseTo((90 * 11) / 23, 0);
    expect(leads.forecast?.p50).toBeGreaterThan(84);
    expect(leads.forecast?.p50).toBeLessThan(100);
    expect(leads.reason).toContain('44 by the end of 15 Jul, 43 expected by then');
  });

  it('counts whole days on both sides, and on the first day none', async () => {
    const at = (now: string) => createPlanning({ ...stores.stores, analytics: workspace.analytics, now: () => now }).pacingOf(workspace.workspace, 'leads');
    // Noon of the 15th: its four leads have come already.
    const noon = await at('2026-07-15T12:00:00.000Z');
    expect(noon).toMatchObject({ value: 40, valueUntil: '2026-07-15', completedBusinessDays: 10 });
    expect(noon.expected).toBeCloseTo((90 * 10) / 23, 0);
    expect(noon.reason).toMatch(/^40 by the end of 14 Jul, 39 expected by then/);
    const first = await at('2026-07-01T12:00:00.000Z');
    expect(first).toMatchObject({ value: 0, valueUntil: '2026-07-01', expected: 0, reason: expect.stringMatching(/^No day of it is over yet; target 90\./) as string });
    expect(first.forecast?.p50).toBeGreaterThan(80);
    // A rate has no days to hold against each other.
    expect((await planning.pacingOf(workspace.workspace, 'rate')).valueUntil).toBeNull();
  });

  it('paces credit like what it is credit of', async () => {
    const credited = await planning.pacingOf(workspace.workspace, 'credited');
    expect(credited).toMatchObject({ value: 22, curve: 'own', status: 'onTrack' });
    expect(credited.expected).toBeCloseTo((45 * 11) / 23, 0);
    expect(credited.forecast?.p50).toBeGreaterThan(42);
    expect(credited.forecast?.p50).toBeLessThan(50);
  });

  it('says which step fell when the stage behind it does', async () => {
    const mqls = await planning.pacingOf(workspace.workspace, 'mqls');
    expect(mqls.status).toBe('off');
    expect(mqls.drivers[0]).toMatchObject({ from: 'lead', to: 'mql', significant: true });
    expect(mqls.reason).toMatch(/lead → mql fell from 50 % to \d+ %/);
  });

  it('judges a rate by its interval, and what has not begun or has no data as such', async () => {
    const { goals } = await planning.pacing(workspace.workspace);
    const by = Object.fromEntries(goals.map((goal) => [goal.goal, goal]));
    expect(by['rate']).toMatchObject({ expected: 0.5, forecast: null });
    expect(by['later']).toMatchObject({ status: 'notStarted', value: null });
    expect(by['nowhere']).toMatchObject({ value: 0, forecast: null, noForecast: { reason: expect.stringContaining('eight weeks') } });
    expect((await planning.goal(workspace.workspace, 'nowhere')).goal.warnings).toEqual([{ field: 'where', message: 'No fact carries channel "Event" yet. Did you mean Events?' }]);
    const { goal: meetings } = await planning.setGoal(workspace.workspace, { goal: { id: 'meetings', name: 'Meetings', kpi: 'meetings', from: '2026-07-01', to: '2026-08-01', target: 5 } });
    expect(meetings.warnings).toEqual([{ field: 'kpi', message: expect.stringMatching(/^There has been nothing of it in the last twelve months/) as string }]);
    // The list stands on every page and asks nothing of the facts.
    const asked = [vi.spyOn(workspace.analytics, 'figures'), vi.spyOn(workspace.analytics, 'dimensionValues')];
    expect((await planning.removeGoal(workspace.workspace, 'meetings')).goals.filter((goal) => goal.warnings !== undefined)).toEqual([]);
    for (const one of asked) {
      expect(one).not.toHaveBeenCalled();
      one.mockRestore();
    }
  });

  it('foretells a stage with those who enter it past the one before', async () => {
    const own = await stores.workspace({ currency: 'EUR' }, NOW);
    const [submissions, changes]: Record<string, unknown>[][] = [[], []];
    let person = 0;
    for (let i = 0; addDays('2026-01-01', i) < '2026-07-16'; i += 1) {
      const day = addDays('2026-01-01', i);
      if ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) continue;
      for (let n = 0; n < 7; n += 1) {
        person += 1;
        if (n > 0) submissions?.push({ person_id: person, account_id: person, form: 'Demo', outcome: 'accepted', ...moment(day) });
        // Six leads a day become MQL the next day; one person is put there at once.
        changes?.push({ person_id: person, stage: 'mql', ...moment(n > 0 ? addDays(day, 1) : day) });
      }
    }
    await own.add('submissions', submissions ?? []);
    await own.add('stage_changes', changes ?? []);
    const foretelling = createPlanning({ ...stores.stores, analytics: own.analytics, now: () => NOW });
    await foretelling.setGoal(own.workspace, { goal: { id: 'all', name: 'All', kpi: 'mqls', from: '2026-07-01', to: '2026-08-01', target: 160 } });
    const { forecast } = await foretelling.pacingOf(own.workspace, 'all');
    expect(Math.abs((forecast?.mean ?? 0) - 7 * 23)).toBeLessThan(6);
  });

  it('shows every target that held', async () => {
    const changed = await planning.setGoal(workspace.workspace, { goal: { id: 'leads', name: 'Leads', kpi: 'leads', from: '2026-07-01', to: '2026-08-01', target: 100, owner: 'Jana' }, note: 'one more fair' });
    expect(changed.history).toHaveLength(2);
    expect((await planning.pacingOf(workspace.workspace, 'leads')).targets.map((t) => [t.target, t.note])).toEqual([['90', ''], ['100', 'one more fair']]);
  });
});

describe('two readings', () => {
  it('differ by late facts, edits and rows that are gone, exactly', async () => {
    const own = await stores.workspace({ currency: 'EUR' }, NOW);
    const deal = (id: string, amount: string, day: string, at: string) => ({ event_id: id, person_id: 1, account_id: 1, created_at: '2026-05-01 00:00:00.000', created_date_only: true, closed_at: `${day} 00:00:00.000`, closed_date_only: true, status: 'won', type: 'new', amount, currency: 'EUR', received_at: at, changed_at: at });
    const [early, late] = ['2026-07-01 00:00:00.000', '2026-07-10 00:00:00.000'];
    await own.add('deals', [deal('kept', '100.00', '2026-06-10', early), deal('edited', '200.00', '2026-06-11', early), deal('moved', '400.00', '2026-06-12', early), deal('edited', '250.00', '2026-06-11', late), deal('moved', '400.00', '2026-07-02', late), deal('new', '30.00', '2026-06-20', late)]);
    const readings = await createPlanning({ ...stores.stores, analytics: own.analytics, now: () => NOW }).readings(own.workspace, { kpi: 'revenue', from: '2026-06-01', to: '2026-07-01', earlier: '2026-07-05T00:00:00Z', noted: '690' });
    expect(readings).toMatchObject({
      valueEarlier: '700', valueLater: '380', definition: '10', denominator: null,
      numerator: { before: '700', after: '380', late: { rows: 1, amount: '30' }, edited: { rows: 1, amount: '50' }, gone: { rows: 1, amount: '-400' } },
    });
  });
});

describe('a change', () => {
  const sum = (parts: readonly (string | null)[]): number => parts.reduce((total, part) => total + Number(part ?? 0), 0);

  it('of a rate adds up to mix and rate by channel', async () => {
    const change = await planning.change(workspace.workspace, { kpi: 'lead_to_mql_rate', basis: 'cohort', by: 'channel', from: '2026-06-01', to: '2026-07-01', before: { from: '2026-03-01', to: '2026-04-01' } });
    expect(change.segments.map((s) => s.segment).sort()).toEqual(['Events', 'Paid Search']);
    expect(sum([change.mix, change.rate, change.unmatched])).toBeCloseTo(Number(change.value) - Number(change.valueBefore), 10);
  });

  it('of a ratio whose days no channel divides is what each channel brought a day', async () => {
    const change = await planning.change(workspace.workspace, { kpi: 'mqls_per_business_day', by: 'channel', from: '2026-07-01', to: '2026-07-16', before: { from: '2026-06-01', to: '2026-07-01' } });
    expect(change.segments).toHaveLength(2);
    expect(sum(change.segments.map((s) => s.rate))).toBeCloseTo(Number(change.value) - Number(change.valueBefore), 10);
    expect(change).toMatchObject({ mix: '0', unmatched: '0' });
    expect(Number(change.change)).toBeCloseTo(Number(change.value) - Number(change.valueBefore), 10);
  });

  it('of visitors says what several channels share', async () => {
    const own = await stores.workspace({ currency: 'EUR', timeZone: 'UTC' }, NOW);
    const visit = (visitor: string, day: string, channel: string) => ({ kind: 'page_view', grade: 'human', visitor_id: visitor, visit_id: `${visitor} ${day} ${channel}`, channel_group: channel, channel, ...moment(`${day}T10:00Z`) });
    await own.add('touches', [visit('a', '2026-05-05', 'Email'), visit('a', '2026-06-05', 'Email'), visit('a', '2026-06-06', 'Events'), visit('b', '2026-06-06', 'Events')]);
    const change = await createPlanning({ ...stores.stores, analytics: own.analytics, now: () => NOW }).change(own.workspace, { kpi: 'visitors', by: 'channel', from: '2026-06-01', to: '2026-07-01' });
    // One visitor, then two, one of whom came by both channels.
    expect(change).toMatchObject({ valueBefore: '1', value: '2', change: '1', volume: '2', unmatched: '-1', remark: expect.stringMatching(/^Some are in several segments/) as string });
  });

  it('of a count with a base adds up to volume, mix and rate', async () => {
    const change = await planning.change(workspace.workspace, { kpi: 'mqls', base: 'leads', by: 'channel', from: '2026-07-01', to: '2026-07-16', before: { from: '2026-06-01', to: '2026-07-01' } });
    expect(sum([change.volume, change.mix, change.rate, change.unmatched])).toBeCloseTo(Number(change.value) - Number(change.valueBefore), 10);
    expect(Number(change.volume)).toBeLessThan(0);
    expect(Number(change.rate)).toBeLessThan(0);
  });

  it.each([[{ kpi: 'sales_cycle' }, 'kpi'], [{ by: 'product' }, 'by'], [{ kpi: 'mqls', base: 'mql_to_sql_rate' }, 'base'], [{ kpi: 'marketing_roi_on_gross_profit' }, 'kpi']])('refuses %j at its field', async (change, where) => {
    await expect(planning.change(workspace.workspace, { kpi: 'leads', by: 'channel', from: '2026-06-01', to: '2026-07-01', ...change })).rejects.toMatchObject({ code: 'invalid_input', details: { where } });
  });
});
