import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../../test/server/open-server.js';
import { personaPreview, personaRulesDocument, type PersonaRulesDocument } from '../../shared/api/persona-rules.js';
import { errorDocument } from '../declare-route.js';

let test: TestServer;
beforeAll(async () => { test = await openTestServer(); });
afterAll(async () => { await test.close(); });

const send = (method: string, path: string, body: unknown): Promise<Response> => test.ask(`/api/v1/persona-rules${path}`, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const read = async (response: Response | Promise<Response>): Promise<PersonaRulesDocument> => personaRulesDocument.parse(await (await response).json());
const refusal = async (response: Promise<Response>): Promise<{ status: number; code: string }> => ({ status: (await response).status, code: errorDocument.parse(await (await response).json()).error.code });

const EXECUTIVE = { persona: 'Executive', when: [{ field: 'role', test: 'contains', values: ['CEO'] }] };

it('keeps each change of the persona rules as a version, and an earlier one comes back by saving it again', async () => {
  expect(await read(test.ask('/api/v1/persona-rules'))).toEqual({ version: 0, rules: [], others: 'keep', versions: [] });
  const first = await read(send('PUT', '', { basedOn: 0, rules: [EXECUTIVE], others: 'unmatched', note: 'executives' }));
  expect(first).toMatchObject({ version: 1, rules: [EXECUTIVE], others: 'unmatched', versions: [{ version: 1, note: 'executives' }] });
  expect((await test.workspaces.open()).personaRules).toEqual({ rules: [EXECUTIVE], others: 'unmatched' });
  expect(await refusal(send('PUT', '', { basedOn: 0, rules: [], others: 'keep' }))).toEqual({ status: 409, code: 'changed_meanwhile' });
  expect((await read(send('PUT', '', { basedOn: 1, rules: [], others: 'keep' }))).version).toBe(2);
  const again = await read(send('PUT', '', { basedOn: 2, rules: first.versions[0]?.rules, others: first.versions[0]?.others }));
  expect(again).toMatchObject({ version: 3, rules: [EXECUTIVE], others: 'unmatched' });
  expect(again.versions.map((v) => v.version)).toEqual([3, 2, 1]);
});

it('previews rules without saving them, and refuses what is no rule', async () => {
  await test.writer.write(await test.workspaces.open(), { importId: 1n, sourceId: 'test', fileDigest: 'a', items: [
    { eventId: 'p:1', draft: { kind: 'person', at: '2026-03-01', who: { email: 'ann@acme.example', firstName: 'Ann' }, persona: 'CEO', origin: { source: 'list' } } },
    { eventId: 'p:2', draft: { kind: 'person', at: '2026-03-01', who: { email: 'bob@acme.example' }, persona: 'Clerk', origin: { source: 'list' } } },
  ] });
  const before = await read(test.ask('/api/v1/persona-rules'));
  const preview = personaPreview.parse(await (await send('POST', '/preview', { rules: [{ ...EXECUTIVE, persona: 'Board' }], others: 'keep' })).json());
  expect(preview).toMatchObject({ persons: 2, changed: 2, personas: expect.arrayContaining([{ persona: 'Board', before: 0, after: 1 }, { persona: 'Clerk', before: 0, after: 1 }]) as unknown });
  // Nothing that identifies anybody is in it.
  expect(JSON.stringify(preview)).not.toMatch(/acme\.example|Ann/);
  expect(await read(test.ask('/api/v1/persona-rules'))).toEqual(before);
  for (const rules of [[{ persona: '', when: EXECUTIVE.when }], [{ persona: 'x', when: [{ field: 'shoe', test: 'is', values: ['9'] }] }]]) {
    expect(await refusal(send('POST', '/preview', { rules, others: 'keep' }))).toEqual({ status: 400, code: 'invalid_input' });
  }
});
