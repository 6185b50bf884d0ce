import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../../test/server/open-server.js';
import { attributionDocument } from '../../shared/api/attribution.js';
import { selfReportedAnswers, selfReportedRulesDocument, type SelfReportedRulesDocument } from '../../shared/api/self-reported-rules.js';
import { errorDocument } from '../declare-route.js';

let test: TestServer;
beforeAll(async () => {
  test = await openTestServer();
  await test.writer.write(await test.workspaces.open(), { importId: 1n, sourceId: 'test', fileDigest: 'a', items: [
    { eventId: 't:1', draft: { kind: 'touch', touch: 'page_view', at: '2026-03-01T10:00:00.000Z', who: { email: 'ann@acme.example' }, origin: { source: 'google', medium: 'organic' } } },
    { eventId: 's:1', draft: { kind: 'submission', at: '2026-03-02T10:00:00.000Z', who: { email: 'ann@acme.example' }, origin: {}, selfReported: 'The Depeche' } },
    { eventId: 'p:1', draft: { kind: 'person', at: '2026-03-02', who: { email: 'bob@acme.example' }, origin: {}, selfReported: 'a friend' } },
  ] });
});
afterAll(async () => { await test.close(); });

const send = (method: string, path: string, body: unknown): Promise<Response> => test.ask(`/api/v1/self-reported-rules${path}`, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const read = async (response: Response | Promise<Response>): Promise<SelfReportedRulesDocument> => selfReportedRulesDocument.parse(await (await response).json());
const refusal = async (response: Response): Promise<readonly [number, string, string]> => {
  const { error } = errorDocument.parse(await response.json());
  return [response.status, error.code, `${error.message} ${error.hint}`];
};
const PRESS = { channel: 'Public Relations', words: ['Depeche'] };

it('keeps each change of what words mean as a version, which figures follow', async () => {
  const before = await read(test.ask('/api/v1/self-reported-rules'));
  expect([before.version, before.rules.length > 10, before.rules, before.versions]).toEqual([0, true, before.builtIn, []]);
  const said = async () => {
    const document = attributionDocument.parse(await (await test.ask('/api/v1/attribution?conversion=lead&model=first&from=2026-01-01&to=2026-07-01&by=channel,self_reported')).json());
    return [document.rows.map((r) => r.dims), document.selfReported?.rulesVersion];
  };
  expect(await said()).toEqual([[{ channel: 'Organic Search', self_reported: '(other)' }], 0]);
  const answers = selfReportedAnswers.parse(await (await send('POST', '/preview', { rules: [PRESS] })).json());
  expect(answers).toEqual({ persons: 2, changed: 2, different: 2, answers: [{ answer: 'The Depeche', persons: 1, before: '(other)', after: 'Public Relations' }, { answer: 'a friend', persons: 1, before: 'External Referral', after: '(other)' }] });
  expect(await read(send('PUT', '', { basedOn: 0, rules: [PRESS], note: 'the press' }))).toMatchObject({ version: 1, rules: [PRESS], versions: [{ version: 1, note: 'the press' }] });
  expect(await said()).toEqual([[{ channel: 'Organic Search', self_reported: 'Public Relations' }], 1]);
  expect((await read(send('PUT', '', { basedOn: 1, rules: before.builtIn }))).version).toBe(2);
});

it('refuses channels that there are not, words without letters, and a change of what has changed meanwhile', async () => {
  expect(await refusal(await send('PUT', '', { basedOn: 2, rules: [{ ...PRESS, channel: 'Public Relation' }] }))).toEqual([400, 'invalid_input', expect.stringContaining('Did you mean Public Relations?')]);
  expect((await refusal(await send('PUT', '', { basedOn: 2, rules: [{ ...PRESS, alike: ['Nowhere'] }] })))[2]).toContain('there is no channel "Nowhere"');
  expect((await refusal(await send('POST', '/preview', { rules: [{ ...PRESS, words: ['!?'] }] }))).slice(0, 2)).toEqual([400, 'invalid_input']);
  expect((await refusal(await send('PUT', '', { basedOn: 1, rules: [PRESS] }))).slice(0, 2)).toEqual([409, 'changed_meanwhile']);
});
