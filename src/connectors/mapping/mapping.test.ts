import { describe, expect, test } from 'vitest';
import {
  accountDraft, costDraft, dealDraft, factDraft, origin, personDraft, rateDraft, seriesDraft, trafficDraft, stageChangeDraft, submissionDraft, subscriptionDraft, touchDraft, type FactDraft,
} from '../../facts/drafts.js';
import { AppError } from '../../shared/errors.js';
import { DEFAULT_STAGES } from '../../shared/stages.js';
import type { ReadContext, RowProblem } from '../connector.js';
import { fileInMemory } from '../reading/source-file.js';
import { FACT_FIELDS } from './fact-fields.js';
import { judgeSubmission } from './judge-submission.js';
import { parseMapping } from './parse-mapping.js';
import { readMapped, tableOptions } from './read-mapped.js';

const context: ReadContext = { timeZone: 'UTC', currency: undefined, stages: [...DEFAULT_STAGES], now: '2026-04-01T00:00:00.000Z' };

async function map(rows: string, yaml: string, given: Partial<ReadContext> = {}) {
  const mapping = parseMapping(yaml);
  const result = await readMapped(fileInMemory('some.csv', rows), mapping, { ...context, ...given }, { connector: 'csv', expected: 'a table', ...tableOptions(mapping) });
  const facts: FactDraft[] = [];
  const problems: (RowProblem & { line: number })[] = [];
  const skipped: string[] = [];
  for await (const batch of result.rows) {
    for (const row of batch) {
      if ('facts' in row) facts.push(...row.facts);
      else if ('problem' in row) problems.push({ line: row.line, ...row.problem });
      else skipped.push(row.skipped);
    }
  }
  for (const fact of facts) expect(factDraft.safeParse(fact).error).toBeUndefined();
  return { facts, problems, skipped };
}

const refusal = async (action: () => unknown): Promise<string> => {
  try {
    await action();
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message} ${error.hint}`;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the fields of facts', () => {
  test.each(Object.entries({ touch: touchDraft, submission: submissionDraft, stageChange: stageChangeDraft, deal: dealDraft, subscription: subscriptionDraft, cost: costDraft, person: personDraft, account: accountDraft, rate: rateDraft, series: seriesDraft, traffic: trafficDraft }))('reach all of a %s', (kind, schema) => {
    const shape = Object.keys(schema.shape).filter((k) => !['kind', 'who', 'origin', 'adReport', 'split', 'statement', 'covers'].includes(k));
    const expected = 'origin' in schema.shape ? [...shape, ...Object.keys(origin.shape)] : shape;
    const known = new Map<string, object>(Object.entries(FACT_FIELDS)).get(kind) ?? {};
    expect(Object.keys(known).filter((k) => k !== 'period').sort()).toEqual(expected.sort());
  });

  test('arrive in the fact they are mapped to', async () => {
    const names = Object.keys(FACT_FIELDS.touch);
    const values: Record<string, string> = { at: '2026-03-02T09:30:00.000Z', touch: 'meeting', grade: 'suspect', initiative: 'outbound', attention: '12.5', key: 'k1' };
    const cells = names.map((n) => values[n] ?? `${n} x`);
    const { facts } = await map(`${['visitor', ...names].join(',')}\n${['v', ...cells].join(',')}\n`, `who: { visitorId: visitor }\nfacts:\n  - kind: touch\n${names.map((n) => `    ${n}: ${n}`).join('\n')}`);
    expect(JSON.parse(JSON.stringify(facts[0]))).toEqual({
      kind: 'touch', key: 'key:k1', at: '2026-03-02T09:30:00.000Z', who: { visitorId: 'v' }, touch: 'meeting', visit: 'visit x', page: 'page x', country: 'country x', device: 'device x', attention: 12.5,
      grade: 'suspect', selfReported: 'selfReported x', owner: 'owner x', initiative: 'outbound',
      origin: { channel: 'channel x', source: 'source x', medium: 'medium x', campaign: 'campaign x', content: 'content x', term: 'term x', referrer: 'referrer x', clickId: 'clickId x', landingPage: 'landingPage x' },
    });
  });
});

describe('a mapping that does not fit', () => {
  test.each<[string, string, RegExp]>([
    ['an unknown key', 'fatcs: []', /there is no "fatcs"\. Did you mean facts\? Valid: source, timeZone/],
    ['an unknown kind', 'facts: [{ kind: submision, at: A }]', /facts\[0\]\.kind: there is no kind of fact "submision"\. Did you mean submission\?/],
    ['an unknown field', 'facts: [{ kind: deal, createdAt: A, status: { value: won }, ammount: B }]', /facts\[0\] \(deal\): there is no field "ammount"\. Did you mean amount\?/],
    ['a missing field', 'facts: [{ kind: deal, status: { value: won } }]', /facts\[0\] \(deal\) has no "createdAt"/],
    ['a cost without days', 'facts: [{ kind: cost, amount: A, cost: { value: media } }]', /names no days/],
    ['an unknown part of who', 'who: { emial: A }\nfacts: [{ kind: person }]', /who: there is no "emial"\. Did you mean email\?/],
    ['an unknown word in a field', 'facts: [{ kind: submission, at: { colunm: A } }]', /facts\[0\]\.at: there is no "colunm" in a field\. Did you mean column\?/],
    ['a column that is a list', 'facts: [{ kind: submission, at: { column: [A] } }]', /facts\[0\]\.at\.column is not as expected/],
    ['an unknown zone', 'timeZone: Europe/Praha\nfacts: [{ kind: person }]', /timeZone is no IANA time zone/],
    ['an unknown currency', 'currency: EURO\nfacts: [{ kind: person }]', /currency: "EURO" is no ISO 4217 currency code\. .*Did you mean EUR\?/],
    ['a wrong setting', 'dateOrder: ddmm\nfacts: [{ kind: person }]', /dateOrder is none of the values it can have\. Use one of "dmy", "mdy", "ymd"/],
    ['no facts', 'who: { email: A }', /it names no facts/],
    ['no mapping', '[1, 2]', /it is no mapping/],
    ['broken YAML', 'facts:\n  - kind: "a\n', /line \d+, column \d+ is no valid YAML/],
  ])('is refused for %s', async (_, yaml, expected) => {
    expect(await refusal(() => parseMapping(yaml))).toMatch(expected);
  });

  const rows = 'E-mail,Created At,Deal Stage\na@b.example,2026-03-02,Won\n';
  test.each<[string, string, RegExp]>([
    ['a column the file lacks', 'who: { email: Email }\nfacts: [{ kind: person }]', /who\.email names the column "Email", which the file does not have\. Did you mean "E-mail"\?/],
    ['a column in a condition', 'facts: [{ kind: person, when: { Stage: Won } }]', /facts\[0\]\.when names the column "Stage"/],
    ['a constant that is no choice', 'facts: [{ kind: deal, createdAt: Created At, status: { value: woon } }]', /facts\[0\]\.status: "woon" is none of open, won, lost\. Did you mean won\?/],
    ['a map to no choice', 'facts: [{ kind: deal, createdAt: Created At, status: { column: Deal Stage, map: { Won: gewonnen } } }]', /facts\[0\]\.status: "gewonnen" is none of/],
    ['a stage the workspace lacks', 'stages: { mqll: Created At }\nfacts: []', /stages\.mqll.*"mqll" is none of lead, mql, .*Did you mean mql\?/],
    ['a constant that is no date', 'facts: [{ kind: submission, at: { value: soon } }]', /facts\[0\]\.at: "soon" is no date/],
  ])('is refused for %s', async (_, yaml, expected) => {
    expect(await refusal(() => map(rows, yaml))).toMatch(expected);
  });

  test('forgives letter case and spaces in column names', async () => {
    expect((await map(rows, 'who: { email: e-mail }\nfacts: [{ kind: submission, at: CREATED  AT }]')).facts).toMatchObject([{ at: '2026-03-02', who: { email: 'a@b.example' } }]);
  });

  test('asks for the order of days and months when the file leaves it open', async () => {
    const slashed = 'Email,When\na@b.example,3/4/2026\n';
    const yaml = 'who: { email: Email }\nfacts: [{ kind: submission, at: When }]';
    expect(await refusal(() => map(slashed, yaml))).toMatch(/^ambiguous_dates: Every date in column "When".*dateOrder: dmy/);
    expect((await map(slashed, `dateOrder: dmy\n${yaml}`)).facts).toMatchObject([{ at: '2026-04-03' }]);
  });
});

describe('a row that does not fit', () => {
  const deal = 'key: Id\nwho: { ids: { crm: Id } }\nfacts:\n  - { kind: deal, createdAt: Created, closedAt: Closed, status: { column: Stage, map: { Closed Won: won } }, amount: Amount, currency: Currency }';
  const header = 'Id,Created,Closed,Stage,Amount,Currency\n';

  test.each<[string, string, Partial<RowProblem>]>([
    ['1,2026-03-01,2026-03-09,Closed Won,100,EURO', 'an unknown currency', { column: 'Currency', value: 'EURO', reason: '"EURO" is no ISO 4217 currency code', remedy: 'Use three letters such as EUR. Did you mean EUR?' }],
    ['1,2026-03-01,2026-03-09,Closed Won,100,', 'no currency at all', { column: 'Amount', reason: 'the amount has no currency' }],
    ['1,2026-03-01,2026-03-09,Closed Won,$100,EUR', 'two currencies', { column: 'Amount', reason: 'the amount is in USD, the currency column says EUR' }],
    ['1,2026-03-01,2026-03-09,Closed Won,-5,EUR', 'a negative amount', { column: 'Amount', value: '-5', reason: 'the amount is negative' }],
    ['1,2026-03-01,2026-03-09,Closed Won,ten,EUR', 'words for an amount', { column: 'Amount', value: 'ten' }],
    ['1,1899-12-31,2026-03-09,Closed Won,5,EUR', 'a date out of range', { column: 'Created', value: '1899-12-31', reason: '"1899-12-31" lies outside 1990-01-01 to 2100-01-01' }],
    ['1,,2026-03-09,Closed Won,5,EUR', 'a missing date', { column: 'Created', reason: 'the deal\'s date of creation is empty' }],
    ['1,2026-03-01,,Closed Won,5,EUR', 'a win without a day', { column: 'Closed', reason: 'the closing date of a won deal is empty' }],
    ['1,2026-03-01,2026-03-09,Maybe,5,EUR', 'an unknown status', { column: 'Stage', value: 'Maybe', reason: '"Maybe" is none of open, won, lost' }],
  ])('%s is refused for %s', async (row, _, expected) => {
    const { facts, problems } = await map(`${header}${row}\n2,2026-03-01,2026-03-09,Closed Won,"1,200.50",EUR\n`, deal);
    expect(problems).toMatchObject([{ line: 2, ...expected }]);
    expect(facts).toMatchObject([{ key: 'id:2', amount: '1200.50', currency: 'EUR' }]);
  });

  test('of nobody is refused', async () => {
    const { problems } = await map('Email,At\n-,2026-03-01\n', 'who: { email: Email }\nfacts: [{ kind: submission, at: At }]');
    expect(problems).toMatchObject([{ line: 2, reason: 'the row names nobody: e-mail, phone, id and visitor are all empty' }]);
  });

  test('with a text of over 2,000 characters is refused, not cut', async () => {
    const { problems, facts } = await map(`Email,At,Form\na@b.example,2026-03-01,${'x'.repeat(2001)}\nb@b.example,2026-03-01,${'y'.repeat(2000)}\n`, 'who: { email: Email }\nfacts: [{ kind: submission, at: At, form: Form }]');
    expect(problems).toMatchObject([{ line: 2, column: 'Form', reason: 'the text is longer than 2,000 characters' }]);
    expect(facts).toMatchObject([{ form: 'y'.repeat(2000) }]);
  });

  test('of negative impressions is refused, a credit is not', async () => {
    const yaml = 'currency: EUR\nfacts: [{ kind: cost, period: Day, cost: { value: media }, amount: Cost, impressions: Impr }]';
    const { problems, facts } = await map('Day,Cost,Impr\n2026-03-01,-5,10\n2026-03-01,5,-10\n', yaml);
    expect(facts).toMatchObject([{ amount: '-5' }]);
    expect(problems).toMatchObject([{ line: 3, column: 'Impr', reason: '"-10" is negative, where a count is expected' }]);
  });

  test('keeps SQL and HTML as the text they are', async () => {
    const nasty = `'; DROP TABLE touches; -- <script>alert("x")</script> \${{7*7}}`;
    const { facts } = await map(`Email,At,Form\na@b.example,2026-03-01,"${nasty.replaceAll('"', '""')}"\n`, 'who: { email: Email }\nfacts: [{ kind: submission, at: At, form: Form }]');
    expect(facts).toMatchObject([{ form: nasty }]);
  });
});

describe('fields', () => {
  const one = async (field: string, header: string, row: string): Promise<unknown> => {
    const { facts, problems } = await map(`Email,At,${header}\na@b.example,2026-03-01,${row}\n`, `who: { email: Email }\nfacts: [{ kind: submission, at: At, form: ${field} }]`);
    return facts[0]?.kind === 'submission' ? facts[0].form : problems;
  };

  test('take constants, maps, defaults, the first, the joined, the filled and a part', async () => {
    expect(await one('{ value: Demo }', 'F', 'x')).toBe('Demo');
    expect(await one('{ column: F, map: { "demo Form": Demo } }', 'F', ' Demo  form ')).toBe('Demo');
    expect(await one('{ column: F, map: { a: b } }', 'F', 'other')).toBe('other');
    expect(await one('{ column: F, map: { a: b }, else: none }', 'F', 'other')).toBe('none');
    expect(await one('{ column: F, map: { a: null } }', 'F', 'a')).toBeUndefined();
    expect(await one('{ column: F, default: Web }', 'F', '--')).toBe('Web');
    expect(await one('{ first: [F, G] }', 'F,G', 'n/a,g')).toBe('g');
    expect(await one('{ join: [F, G], with: " / " }', 'F,G', 'f,g')).toBe('f / g');
    expect(await one('{ filled: [F, G] }', 'F,G', ',x')).toBe('G');
    expect(await one('{ column: F, split: ";" }', 'F', ';a;b')).toBe('a');
    expect(await one('F (2)', 'F,F', 'first,second')).toBe('second');
  });

  test('of choices take their own words before else', async () => {
    const { facts } = await map('v,at,kind\nv,2026-03-01,Page View\nv,2026-03-01,dance\nv,2026-03-01,CHAT\n', 'who: { visitorId: v }\nfacts: [{ kind: touch, at: at, touch: { column: kind, else: other } }]');
    expect(facts).toMatchObject([{ touch: 'page_view' }, { touch: 'other' }, { touch: 'chat' }]);
  });

  test('of time follow the column\'s zone, else the mapping\'s, else the workspace\'s', async () => {
    const rows = 'v,at\nv,2026-07-01 12:00\n';
    const at = async (yaml: string) => (await map(rows, yaml, { timeZone: 'America/New_York' })).facts[0];
    expect(await at('who: { visitorId: v }\nfacts: [{ kind: submission, at: at }]')).toMatchObject({ at: '2026-07-01T16:00:00.000Z' });
    expect(await at('timeZone: Europe/Prague\nwho: { visitorId: v }\nfacts: [{ kind: submission, at: at }]')).toMatchObject({ at: '2026-07-01T10:00:00.000Z' });
    expect(await at('timeZone: Europe/Prague\nwho: { visitorId: v }\nfacts: [{ kind: submission, at: { column: at, timeZone: UTC } }]')).toMatchObject({ at: '2026-07-01T12:00:00.000Z' });
  });
});

describe('keys', () => {
  test('tell the facts of a row apart', async () => {
    const yaml = 'source: crm\nkey: Id\nwho: { ids: { crm: Id } }\nstages: { mql: A, sql: B }\nfacts:\n  - { kind: touch, at: A, touch: { value: call } }\n  - { kind: touch, at: B, touch: { value: chat } }\n  - { kind: series, key: A, day: A, series: { value: x }, value: Id }\n  - { kind: series, key: A, day: A, series: { value: y }, value: Id }';
    const { facts } = await map('Id,A,B\n7,2026-03-01,2026-03-02\n', yaml);
    expect(facts.map((f) => `${f.kind} ${f.key ?? ''}`)).toEqual(['stageChange crm:7:mql', 'stageChange crm:7:sql', 'touch crm:7', 'touch crm:7:2', 'series crm:2026-03-01:x', 'series crm:2026-03-01:y']);
  });

  test('are missing where the row has none', async () => {
    expect((await map('Id,E,A\n,a@b.example,2026-03-01\n', 'key: Id\nwho: { email: E }\nfacts: [{ kind: submission, at: A }]')).facts[0]?.key).toBeUndefined();
  });
});

describe('conditions', () => {
  test.each<[string, number]>([['{ S: Won }', 1], ['{ S: [won, LOST] }', 2], ['{ S: not empty }', 3], ['{ S: empty }', 1], ['{ S: { not: [won, empty] } }', 2], ['{ S: { contains: o } }', 3], ['{ S: { starts: lo } }', 1], ['{ S: not empty, T: x }', 1]])('%s lets %i rows through', async (when, count) => {
    const { facts } = await map('E,S,T\na@b.example,Won,x\nb@b.example,Lost,\nc@b.example,open,\nd@b.example,-,x\n', `who: { email: E }\nfacts: [{ kind: person, when: ${when} }]`);
    expect(facts).toHaveLength(count);
  });

  test('under skip leave rows out before they are read', async () => {
    const { facts, problems, skipped } = await map('E,S\na@b.example,1\n,Total\n', 'skip: { S: Total }\nwho: { email: E }\nfacts: [{ kind: person }]');
    expect([facts.length, problems.length, skipped]).toEqual([1, 0, ['left out by the mapping']]);
  });
});

describe('enquiries that are judged', () => {
  const sender = { email: undefined, phone: undefined, firstName: undefined, lastName: undefined, honeypot: undefined, consent: undefined };
  test.each<[Partial<Record<keyof typeof sender, string>>, string | undefined]>([
    [{ email: 'ann@acme.com', phone: '+420 777 123 456', consent: 'yes' }, undefined],
    [{ email: 'ann.o\'neil+x@mail.acme.co.uk' }, undefined],
    [{ email: 'ann@acme.com', honeypot: 'buy' }, 'bot'],
    [{ email: 'test@acme.com' }, 'test'],
    [{ email: 'ann@example.com' }, 'test'],
    [{ email: 'ann@acme.com', consent: 'No' }, 'no_consent'],
    [{ email: 'ann@acme' }, 'invalid_email'],
    [{ email: 'ann acme.com' }, 'invalid_email'],
    [{ email: 'ann@mailinator.com' }, 'disposable_domain'],
    [{ phone: '12' }, 'invalid_phone'],
    [{ phone: '+420 12' }, 'invalid_phone'],
  ])('%j is %s', (given, verdict) => {
    expect(judgeSubmission({ ...sender, ...given }, undefined)).toBe(verdict);
  });

  test('by a country\'s numbers where no code is given', () => {
    expect(judgeSubmission({ ...sender, phone: '660-485-0224' }, 'US')).toBeUndefined();
    expect(judgeSubmission({ ...sender, phone: '485-0224-12345678' }, 'US')).toBe('invalid_phone');
  });

  test('only where the mapping asks for it', async () => {
    const rows = 'E,A\nno address,2026-03-01\n';
    expect((await map(rows, 'who: { email: E }\nfacts: [{ kind: submission, at: A }]')).facts).toMatchObject([{ outcome: 'accepted', reason: undefined }]);
    expect((await map(rows, 'who: { email: E }\nfacts: [{ kind: submission, at: A, scrub: true }]')).facts).toMatchObject([{ outcome: 'scrubbed', reason: 'invalid_email' }]);
  });
});

test('YAML whose references multiply is refused at once', () => {
  const levels = [...'bcdefghij'];
  const text = `a: &a [x, x, x, x, x, x, x, x, x]\n${levels.map((name, i) => `${name}: &${name} [${new Array(9).fill(`*${levels[i - 1] ?? 'a'}`).join(', ')}]\n`).join('')}facts: *j\n`;
  expect(() => parseMapping(text)).toThrow(expect.objectContaining({ code: 'mapping_invalid', message: expect.stringContaining('references') as unknown }));
});
