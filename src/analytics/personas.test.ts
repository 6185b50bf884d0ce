// Persona rules on the engine: what each condition holds for, figures as of the event, and what a preview says.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { param, sql } from '../database/sql.js';
import { moment, openPlainStores, type PlainRow, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';
import { figuresQuery, type Figure } from '../shared/api/figures.js';
import { personaRuleSet, type PersonaCondition, type PersonaRuleSet } from '../shared/api/persona-rules.js';
import type { Workspace } from '../shared/workspace.js';
import { sizeBand } from './read-models/attributes.js';
import { personaOf } from './read-models/persona-of.js';

let stores: PlainStores;
beforeAll(async () => { stores = await openPlainStores(); });
afterAll(async () => { await stores.close(); });

const known = { role: '', segment: '', country: '', owner: '', industry: '', company: '', size: '' };

async function personaFor(rules: z.input<typeof personaRuleSet>, of: Partial<typeof known>): Promise<string> {
  const column = (name: keyof typeof known) => sql`${param('String', { ...known, ...of }[name])}`;
  const columns = { role: column('role'), segment: column('segment'), country: column('country'), owner: column('owner'), industry: column('industry'), company: column('company'), size: column('size'), company_size: sizeBand(column('size')) };
  const [row] = await stores.stores.facts.query(z.object({ persona: z.string() }), sql`SELECT ${personaOf(personaRuleSet.parse(rules), columns)} AS persona`);
  return row?.persona ?? '';
}

describe('a condition', () => {
  const cases: readonly (readonly [PersonaCondition, Partial<typeof known>, boolean])[] = [
    [{ field: 'role', test: 'contains', values: ['CTO'] }, { role: 'Deputy CTO, Europe' }, true],
    [{ field: 'role', test: 'contains', values: ['CTO'] }, { role: 'Director of Sales' }, false],
    [{ field: 'role', test: 'contains', values: ['head of', 'VP'] }, { role: 'Head-of IT' }, true],
    [{ field: 'role', test: 'contains', values: ['geschäftsführer'] }, { role: 'GESCHÄFTSFÜHRER (Vertrieb)' }, true],
    [{ field: 'role', test: 'is', values: ['Buyer'] }, { role: ' buyer ' }, true],
    [{ field: 'role', test: 'is', values: ['Buyer'] }, { role: 'Chief buyer' }, false],
    [{ field: 'role', test: 'is', values: [''] }, {}, true],
    [{ field: 'role', test: 'is', values: [''] }, { role: 'x' }, false],
    [{ field: 'role', test: 'startsWith', values: ['IT'] }, { role: 'it-security' }, true],
    [{ field: 'role', test: 'startsWith', values: ['IT'] }, { role: 'Head of IT' }, false],
    [{ field: 'country', test: 'is', values: ['CZ', 'SK'] }, { country: 'sk' }, true],
    [{ field: 'company', test: 'contains', values: ["o'; DROP"] }, { company: "o'; DROP TABLE" }, true],
    [{ field: 'company_size', test: 'is', values: ['51–200'] }, { size: '120' }, true],
    [{ field: 'company_size', test: 'between', from: 51, to: 200 }, { size: '120' }, true],
    [{ field: 'company_size', test: 'between', from: 51, to: 200 }, { size: '51-200' }, true],
    [{ field: 'company_size', test: 'between', from: 51, to: 200 }, { size: '11–50' }, false],
    [{ field: 'company_size', test: 'between', from: 51, to: 200 }, { size: '101–500' }, false],
    [{ field: 'company_size', test: 'between', from: 51 }, { size: '1,001+ employees' }, true],
    [{ field: 'company_size', test: 'between', to: 5000 }, { size: 'over 1.000' }, false],
    [{ field: 'company_size', test: 'between', to: 10 }, { size: '<10' }, true],
    [{ field: 'company_size', test: 'between', from: 5 }, { size: '<10' }, false],
    [{ field: 'company_size', test: 'between', from: 0 }, { size: '' }, false],
    [{ field: 'company_size', test: 'between', from: 0 }, { size: 'large' }, false],
  ];
  it.each(cases)('%j on %j: %s', async (condition, of, holds) => {
    expect(await personaFor({ rules: [{ persona: 'P', when: [condition] }], others: 'unmatched' }, of)).toBe(holds ? 'P' : '');
  });
});

it('lets the first rule that holds decide, over what the record says', async () => {
  const rules = { rules: [{ persona: 'Technical buyer', when: [{ field: 'role', test: 'contains', values: ['CTO'] }, { field: 'industry', test: 'is', values: ['Steel'] }] }, { persona: 'Executive', when: [{ field: 'role', test: 'contains', values: ['CTO', 'CEO'] }] }], others: 'keep' } as const;
  const set = (others: 'keep' | 'unmatched') => ({ rules: rules.rules.map((r) => ({ persona: r.persona, when: r.when.map((w) => ({ ...w, values: [...w.values] })) })), others });
  expect(await personaFor(set('keep'), { role: 'CTO', industry: 'Steel' })).toBe('Technical buyer');
  expect(await personaFor(set('keep'), { role: 'CTO', industry: 'Food' })).toBe('Executive');
  expect(await personaFor(set('keep'), { role: 'Clerk' })).toBe('Clerk');
  expect(await personaFor(set('unmatched'), { role: 'Clerk' })).toBe('');
});

it.each([
  [{ rules: [{ persona: ' ', when: [{ field: 'role', test: 'is', values: ['x'] }] }], others: 'keep' }],
  [{ rules: [{ persona: 'P', when: [] }], others: 'keep' }],
  [{ rules: [{ persona: 'P', when: [{ field: 'role', test: 'contains', values: ['--'] }] }], others: 'keep' }],
  [{ rules: [{ persona: 'P', when: [{ field: 'company_size', test: 'between', from: 9, to: 2 }] }], others: 'keep' }],
  [{ rules: [{ persona: 'P', when: [{ field: 'role', test: 'between', from: 9 }] }], others: 'keep' }],
  [{ rules: [], others: 'drop' }],
])('refuses %j', (rules) => {
  expect(personaRuleSet.safeParse(rules).success).toBe(false);
});

describe('figures', () => {
  let w: PlainWorkspace;
  const EXECUTIVES: PersonaRuleSet = { rules: [{ persona: 'Executive', when: [{ field: 'role', test: 'contains', values: ['CEO', 'CTO'] }] }, { persona: 'Steel people', when: [{ field: 'industry', test: 'is', values: ['Steel'] }] }, { persona: 'Nobody', when: [{ field: 'role', test: 'is', values: ['astronaut'] }] }], others: 'keep' };
  const under = (personaRules: PersonaRuleSet): Workspace => ({ ...w.workspace, personaRules });
  const mqls = async (personaRules: PersonaRuleSet): Promise<Record<string, Figure>> => {
    const { rows } = await w.analytics.figures(under(personaRules), figuresQuery.parse({ kpis: ['mqls'], from: '2026-01-01', to: '2026-07-01', by: ['persona'] }));
    return Object.fromEntries(rows.map((r): [string, Figure] => [r.dims?.['persona'] ?? '', r.value]));
  };
  const none: PersonaRuleSet = { rules: [], others: 'keep' };

  beforeAll(async () => {
    w = await stores.workspace({ fewSample: 0, fewEvents: 0 }, '2026-07-01T00:00:00.000Z');
    const person = (person_id: number, when: string, more: PlainRow): PlainRow => ({ ...moment(when), person_id, account_id: 0, persona: '', segment: '', country: '', owner: '', ...more });
    await w.add('persons', [
      person(1, '2026-01-01', { persona: 'CTO' }), person(2, '2026-01-01', { persona: 'Clerk', account_id: 7 }), person(3, '2026-01-01', { persona: 'Clerk' }),
      person(4, '2026-01-01', { persona: 'Clerk' }), person(4, '2026-04-01', { persona: 'CEO' }), person(5, '2026-01-01', { persona: 'Student' }),
    ]);
    await w.add('accounts', [{ ...moment('2026-01-01'), account_id: 7, name: 'Acme', industry: 'Steel', size: '', segment: '', country: '', owner: '' }]);
    // The fourth was a clerk when they qualified first, and is an executive when they come again.
    await w.add('stage_changes', [1, 2, 3, 4].map((person_id) => ({ ...moment('2026-02-01T10:00Z'), person_id, account_id: 0, stage: 'mql', reason: '' })));
    await w.add('stage_changes', [['2026-03-01T10:00Z', 'recycled'], ['2026-05-01T10:00Z', 're_entry'], ['2026-05-02T10:00Z', 'mql']].map(([when = '', stage]) => ({ ...moment(when), person_id: 4, account_id: 0, stage, reason: '' })));
  });

  it('follow the rules at once, each event by what was known as of it, every persona of the rules shown', async () => {
    expect(await mqls(none)).toEqual({ CTO: 1, Clerk: 3, CEO: 1, Student: 0 });
    expect(await mqls(EXECUTIVES)).toEqual({ Executive: 2, 'Steel people': 1, Clerk: 2, Nobody: 0 });
    expect(await mqls({ ...EXECUTIVES, others: 'unmatched' })).toEqual({ Executive: 2, 'Steel people': 1, '(unmatched)': 2, Nobody: 0 });
    expect(await mqls(none)).toEqual({ CTO: 1, Clerk: 3, CEO: 1, Student: 0 });
  });

  it('are foretold by a preview, of all persons, by what is known now', async () => {
    const preview = await w.analytics.previewPersonas(under(none), EXECUTIVES);
    expect(preview).toMatchObject({ persons: 5, changed: 3 });
    expect(preview.personas).toEqual(expect.arrayContaining([{ persona: 'Executive', before: 0, after: 2 }, { persona: 'Clerk', before: 2, after: 1 }, { persona: 'Nobody', before: 0, after: 0 }]));
    expect(preview.personas.reduce((n, p) => n + p.after, 0)).toBe(5);
    expect(preview.samples).toContainEqual({ personId: 'P-2', before: 'Clerk', after: 'Steel people', fields: { role: 'Clerk', industry: 'Steel', company: 'Acme' } });
    expect(await w.analytics.previewPersonas(under(EXECUTIVES), EXECUTIVES)).toMatchObject({ changed: 0, samples: [] });
  });
});
