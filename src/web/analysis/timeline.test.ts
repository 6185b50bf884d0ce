import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../shared/api/persons.js';
import { eventWords, kpiOfEvent, kpiOfStage } from './event-words.js';
import { toTimeline } from './timeline.js';

const event = (at: string, part: Partial<HistoryEvent> = {}): HistoryEvent => ({ at, dateOnly: false, kind: 'touch', what: 'page_view', id: at, person: null, amount: null, currency: '', details: {}, importId: null, source: '', ...part });
const page = (at: string, visit: string): HistoryEvent => event(at, { details: { visit_id: visit } });

describe('a timeline', () => {
  it('cuts days at midnight of the workspace, in the order given', () => {
    const days = toTimeline([event('2026-03-02T23:30:00.000Z'), event('2026-03-02T22:30:00.000Z')], 'Europe/Prague');
    expect(days.map((d) => d.day)).toEqual(['2026-03-03', '2026-03-02']);
    expect(toTimeline([event('2026-03-02T23:30:00.000Z'), event('2026-03-02T22:30:00.000Z')], 'UTC').map((d) => d.day)).toEqual(['2026-03-02']);
  });

  it('joins pages of one visit only while nothing else comes between', () => {
    const at = (m: number): string => `2026-03-02T10:0${m}:00.000Z`;
    const [day] = toTimeline([page(at(1), 'a'), page(at(2), 'a'), event(at(3), { what: 'download' }), page(at(4), 'a'), page(at(5), 'b'), event(at(6)), event(at(7))], 'UTC');
    expect(day?.entries.map((e) => e.events.length)).toEqual([2, 1, 1, 1, 1, 1]);
  });

  it('keeps visits of different people apart', () => {
    const of = (id: string): HistoryEvent => ({ ...page('2026-03-02T10:00:00.000Z', 'a'), person: { id, name: '' } });
    expect(toTimeline([of('P-1'), of('P-2')], 'UTC')[0]?.entries).toHaveLength(2);
  });
});

describe('the words of an event', () => {
  it('say what happened, also of what has no words of its own', () => {
    expect(eventWords(event('', { what: 'email_click' }))).toBe('Clicked in an e-mail');
    expect(eventWords(event('', { kind: 'stage', what: 'mql' }))).toBe('Became MQL');
    expect(eventWords(event('', { kind: 'stage', what: 'recycled' }))).toBe('Recycled');
    expect(eventWords(event('', { kind: 'stage', what: 'free_trial' }))).toBe('Became Free trial');
    expect(eventWords(event('', { kind: 'submission', what: 'accepted', details: { form: 'demo' } }))).toBe('Sent the form demo');
    expect(eventWords(event('', { kind: 'submission', what: 'scrubbed', details: { reason: 'duplicate' } }))).toBe('Sent a form, refused: duplicate');
  });

  it('lead from a stage that counts to the figure that counts it', () => {
    const kpis = ['leads', 'mqls', 'opportunities', 'customers', 'lost', 're_entries'];
    expect(['lead', 'mql', 'opportunity', 'won', 'lost', 're_entry', 'free_trial'].map((s) => kpiOfStage(s, (id) => kpis.includes(id)))).toEqual(['leads', 'mqls', 'opportunities', undefined, 'lost', 're_entries', undefined]);
    const deal = (what: string, type: string): string | undefined => kpiOfEvent({ kind: 'deal', what, details: { type } }, () => true);
    expect([deal('created', 'new'), deal('created', 'renewal'), deal('won', 'renewal'), deal('lost', 'new')]).toEqual(['pipeline', undefined, 'revenue', 'lost_deals']);
    expect([{ counted: 'yes' }, {}].map((details) => kpiOfEvent({ kind: 'stage', what: 'mql', details }, () => true))).toEqual(['mqls', undefined]);
  });
});
