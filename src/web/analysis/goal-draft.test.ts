// What is typed becomes the goal that is meant, to the last digit, and a refusal finds its field.
import { describe, expect, it } from 'vitest';
import type { GoalDocument } from '../../shared/api/goals.js';
import { changeOf, draftOf, fieldOf, idFrom } from './goal-draft.js';

const GOAL: GoalDocument = {
  id: 'q4-rate', name: 'Close rate', kpi: 'close_rate', where: [{ dimension: 'channel', values: ['Events', 'Email'] }], from: '2026-10-01', to: '2027-01-01', target: '0.283', direction: 'atLeast',
  owner: 'Jana', activities: [{ what: 'Two webinars', who: 'Tomas', by: '2026-11-15', done: false }], parent: 'q4', notes: 'as agreed', unit: 'rate', version: 3, children: [], childrenTarget: null, warnings: [],
};

describe('the draft of a goal', () => {
  it('says a rate in percent and a period with its last day, and comes back as it was', () => {
    const draft = draftOf(GOAL);
    expect([draft.target, draft.from, draft.lastDay]).toEqual(['28.3', '2026-10-01', '2026-12-31']);
    const { unit: _unit, version: _version, children: _children, childrenTarget: _sum, warnings: _warnings, ...kept } = GOAL;
    expect(changeOf(draft, 'rate')).toEqual({ note: '', goal: kept });
  });
  it('leaves out activities without words and days that are not set', () => {
    const draft = { ...draftOf(GOAL), activities: [{ what: ' Call ', who: '', by: '', done: true }, { what: '  ', who: 'x', by: '', done: false }] };
    expect(changeOf(draft, 'rate').goal.activities).toEqual([{ what: 'Call', who: '', done: true }]);
  });
  it('makes ids that are free', () => {
    expect(idFrom('Umsatz, 2. Hälfte!', new Set())).toBe('umsatz-2-halfte');
    expect(idFrom('Leads', new Set(['leads', 'leads-2']))).toBe('leads-3');
    expect(idFrom('Export', new Set())).toBe('export-2');
    expect(idFrom('目標', new Set())).toBe('goal');
  });
});

describe('a refusal', () => {
  it('stands at its field', () => {
    const at = (where: string): string | undefined => fieldOf('invalid_input', { where });
    expect([at('target'), at('goal.name'), at('q4-rate, parent'), at('goal.activities.0.by'), at('to')]).toEqual(['target', 'name', 'parent', 'activities', 'to']);
    expect(at('the request')).toBeUndefined();
    expect(fieldOf('unknown_kpi', {})).toBe('kpi');
    expect(fieldOf('invalid_range', {})).toBe('to');
    expect(fieldOf('internal', {})).toBeUndefined();
  });
});
