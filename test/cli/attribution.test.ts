// `leadline attribution` as a user runs it: the document, refusals, and a result that is kept and compared with what came later.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attributionDocument } from '../../src/shared/api/attribution.js';
import { changedConversions, resultChanges, savedResultList } from '../../src/shared/api/attribution-results.js';
import { runLeadline, startServer } from '../run-program.js';
import { BOTH_MONTHS, documentOf, errorOf, filledFolder } from './program.js';

let folder: Awaited<ReturnType<typeof filledFolder>>;
beforeAll(async () => { folder = await filledFolder(); });
afterAll(async () => { await folder.remove(); });
const leadline = (...args: string[]) => runLeadline(args, { data: folder.path });
const QUESTION = ['attribution', '--conversion', 'lead', '--model', 'linear,last', ...BOTH_MONTHS, '--format', 'json'];

describe('attribution', () => {
  it('answers, refuses, and says what is missing', async () => {
    const answer = attributionDocument.parse(documentOf(await leadline(...QUESTION)));
    expect([answer.conversions, answer.totals.map((t) => [t.model, t.credit])]).toEqual([40, [['linear', 40], ['last', 40]]]);
    const wrong = await leadline(...QUESTION, '--by', 'chanel');
    expect([wrong.code, errorOf(wrong).code]).toEqual([1, 'unknown_dimension']);
    const short = await leadline('attribution', '--model', 'linear', '--format', 'json');
    expect([short.code, errorOf(short).message]).toEqual([2, expect.stringContaining('--conversion')]);
  });

  it('keeps a result and shows a touch that came late as what it is', async () => {
    const saved = await leadline(...QUESTION, '--save', 'Two months');
    expect(attributionDocument.parse(documentOf(saved)).conversions).toBe(40);
    // What this process kept, a server shows: it opens the stores once for all that follows.
    const server = await startServer('start', { data: folder.path });
    try {
      const { results } = savedResultList.parse(documentOf(await leadline('attribution', 'saved', 'list', '--format', 'json')));
      expect(results.map((r) => [r.name, r.conversions])).toEqual([['Two months', 40]]);
      const id = results[0]?.id ?? '';

      const [file, map] = [path.join(folder.path, 'late.csv'), path.join(folder.path, 'late.yaml')];
      await writeFile(file, 'Key,Email,At,Source,Medium\nT1,person2@company3.example,2026-01-10T10:00:00Z,newsletter,email\n');
      await writeFile(map, 'source: mails\nwho: { email: Email }\norigin: { source: Source, medium: Medium }\nfacts:\n  - { kind: touch, key: Key, at: At, touch: { value: email_click } }\n');
      expect(documentOf(await leadline('import', 'csv', file, '--map', map, '--format', 'json'))).toMatchObject({ accepted: 1 });

      const changes = resultChanges.parse(documentOf(await leadline('attribution', 'saved', 'changes', id, '--format', 'json')));
      expect(changes).toMatchObject({ same: false, parts: [{ part: 'touches', conversions: 1 }] });
      expect(changes.rows.filter((r) => r.model === 'linear' && r.change.credit !== 0).map((r) => [r.dims['channel'], r.parts.touches?.credit])).toEqual([['(none)', -1], ['Email', 1]]);
      const behind = changedConversions.parse(documentOf(await leadline('attribution', 'saved', 'changes', id, '--part', 'touches', '--format', 'json')));
      expect(behind.rows).toMatchObject([{ then: { touches: 0 }, now: { touches: 1 } }]);
      const gone = await leadline('attribution', 'saved', 'repeat', '99', '--format', 'json');
      expect([gone.code, errorOf(gone).code]).toEqual([1, 'not_found']);
    } finally {
      await server.stop();
    }
  });
});
