// Imports end to end on the real engines, with the connectors of the house: each fact once, nothing lost, everything revocable.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import { param, sql } from '../database/sql.js';
import { zipOf } from '../../test/support/zip-of.js';
import { AppError } from '../shared/errors.js';
import type { Workspace } from '../shared/workspace.js';
import { contactEmails, openImportHouse, storedFacts, type ImportHouse } from '../../test/support/import-house.js';

let stores: TestStores;
let house: ImportHouse;

beforeAll(async () => {
  stores = await openTestStores();
  house = await openImportHouse(stores, { factsPerBatch: 250 });
});
afterAll(async () => {
  await house.close();
  await stores.close();
});

const TOUCHES = `who: { visitorId: visitor }
origin: { source: source, medium: medium }
facts:
  - { kind: touch, at: when, touch: { value: page_view }, page: page }
`;
const touchFile = (rows: readonly string[], header = 'visitor,when,source,medium,page'): string => `${header}\n${rows.join('\n')}\n`;
const ROWS = Array.from({ length: 10 }, (_, i) => `v${String(i)},2026-03-0${String(1 + (i % 9))} 10:00,google,cpc,/p${String(i)}`);

const LEADS = `source: crm
key: id
who: { email: email, visitorId: visitor, account: { name: company } }
facts:
  - { kind: person, at: created, persona: role }
  - { kind: submission, at: created, form: { value: demo } }
  - { kind: stageChange, at: created, stage: { value: lead } }
  - { kind: deal, when: { amount: not empty }, key: id, createdAt: created, status: { value: open }, amount: amount, currency: { value: EUR } }
`;
const leadFile = (rows: readonly string[]): string => `id,email,visitor,company,created,role,amount\n${rows.join('\n')}\n`;
const LEAD_ROWS = ['1,ann@acme.example,v1,Acme,2026-03-01,Buyer,1000', '2,bob@brno.example,v2,Brno s.r.o.,2026-03-02,User,', '3,cy@acme.example,,Acme,2026-03-03,Buyer,250.50'];

const COSTS = `facts:
  - { kind: cost, from: day, cost: { value: media }, amount: amount, currency: { value: EUR }, campaign: campaign }
`;

describe('an archive that was stored', () => {
  const refusal = (w: Workspace, id: string): Promise<unknown> => house.imports.unpack(w, id).then(() => 'unpacked', (error: unknown) => (error instanceof AppError ? [error.code, error.details.file, error.details.found] : error));

  test('gives way to its files, which are imported as any other', async () => {
    const w = await house.workspace();
    const id = await house.upload(w, zipOf([['week 1/touches.csv', touchFile(ROWS), 'deflate'], ['__MACOSX/week 1/._touches.csv', 'x', 'store'], ['more.csv', touchFile(ROWS.slice(0, 2)), 'store']]), 'all.zip');
    const files = await house.imports.unpack(w, id);
    expect(files.map((f) => [f.file, f.size])).toEqual([['touches.csv', touchFile(ROWS).length], ['more.csv', touchFile(ROWS.slice(0, 2)).length]]);
    const { id: importId } = await house.imports.start(w, { uploadId: files[0]?.uploadId ?? '', connector: 'csv', mapping: TOUCHES, dryRun: false });
    expect(await house.ended(w, importId)).toMatchObject({ state: 'done', accepted: 10 });
    expect(await refusal(w, id)).toEqual(['not_found', undefined, undefined]);
  });

  test('is refused by its name when it is none, damaged or empty, and is of its workspace alone', async () => {
    const [w, other] = [await house.workspace(), await house.workspace()];
    const zip = zipOf([['a.csv', touchFile(ROWS), 'store']]);
    expect(await refusal(w, await house.upload(w, 'a,b\n1,2\n', 'no.zip'))).toEqual(['wrong_file', 'no.zip', expect.stringContaining('no ZIP archive')]);
    expect(await refusal(w, await house.upload(w, zipOf([['a.csv', 'x', 'store']], { checksum: 1 }), 'damaged.zip'))).toEqual(['wrong_file', 'damaged.zip', 'a.csv in it is damaged']);
    expect(await refusal(w, await house.upload(w, zipOf([['.DS_Store', 'x', 'store']]), 'empty.zip'))).toEqual(['wrong_file', 'empty.zip', 'there is no file in it']);
    expect(await refusal(other, await house.upload(w, zip, 'theirs.zip'))).toEqual(['not_found', undefined, undefined]);
  });
});

describe('an import', () => {
  test('stores each row once and counts it', async () => {
    const w = await house.workspace();
    const done = await house.bringIn(w, touchFile(ROWS), { mapping: TOUCHES }, 'touches.csv');
    expect(done).toMatchObject({
      state: 'done', connector: 'csv', file: 'touches.csv', read: 10, accepted: 10, duplicates: 0, rejected: 0, facts: { touch: 10 },
      progress: 1, error: null, firstDay: '2026-03-01', lastDay: '2026-03-09', rejectsFile: null,
    });
    expect((await storedFacts(stores.facts, w))['touches']).toHaveLength(10);
    expect((await house.imports.list(w)).map((i) => i.id)).toEqual([done.id]);
    expect(await house.imports.lastEnded(w)).toEqual(await house.imports.get(w, done.id));
  });

  test('of the same file again changes nothing', async () => {
    const w = await house.workspace();
    const text = leadFile(LEAD_ROWS);
    await house.bringIn(w, text, { mapping: LEADS });
    const before = await storedFacts(stores.facts, w);
    expect(await house.bringIn(w, text, { mapping: LEADS })).toMatchObject({ state: 'done', read: 3, accepted: 0, duplicates: 3, facts: {}, firstDay: null });
    expect(await storedFacts(stores.facts, w)).toEqual(before);
  });

  test('of a record without a date of its own changes nothing the second time', async () => {
    const w = await house.workspace();
    const mapping = 'key: id\nwho: { email: email }\nfacts:\n  - { kind: person, persona: role }\n';
    await house.bringIn(w, 'id,email,role\n1,a@x.example,Buyer\n', { mapping });
    expect(await house.bringIn(w, 'id,email,role\n1,a@x.example,Buyer\n', { mapping })).toMatchObject({ accepted: 0, duplicates: 1 });
    expect((await storedFacts(stores.facts, w))['persons']).toHaveLength(1);
  });

  test('of an overlapping export, with other columns in another order, adds what is new', async () => {
    const w = await house.workspace();
    await house.bringIn(w, touchFile(ROWS.slice(0, 7)), { mapping: TOUCHES });
    const turned = ROWS.slice(4).map((row) => { const [visitor, when, source, medium, page] = row.split(','); return [page, '', medium, visitor, source, when].join(','); });
    const done = await house.bringIn(w, touchFile(turned, 'page,note,medium,visitor,source,when'), { mapping: TOUCHES });
    expect(done).toMatchObject({ read: 6, accepted: 3, duplicates: 3 });
    expect((await storedFacts(stores.facts, w))['touches']).toHaveLength(10);
  });

  test('takes two equal lines of a file for two, also when they come again', async () => {
    const w = await house.workspace();
    const file = 'day,campaign,amount\n2026-03-01,x,10\n2026-03-01,x,10\n2026-03-02,x,10\n';
    expect(await house.bringIn(w, file, { mapping: COSTS })).toMatchObject({ accepted: 3, facts: { cost: 3 } });
    expect(await house.bringIn(w, `${file}2026-03-01,x,10\n`, { mapping: COSTS })).toMatchObject({ accepted: 1, duplicates: 3 });
    expect(new Set((await storedFacts(stores.facts, w))['costs']?.map((c) => c['event_id']))).toHaveProperty('size', 4);
  });

  test('replaces a record whose values have changed', async () => {
    const w = await house.workspace();
    await house.bringIn(w, leadFile(LEAD_ROWS), { mapping: LEADS });
    const changed = LEAD_ROWS.map((row) => row.replace('1000', '1500'));
    expect(await house.bringIn(w, leadFile(changed), { mapping: LEADS })).toMatchObject({ accepted: 1, duplicates: 2, facts: { deal: 1 } });
    const amounts = (await storedFacts(stores.facts, w))['deals']?.map((d) => [d['event_id'], d['amount']]);
    expect(amounts).toContainEqual([expect.stringContaining('1'), '1500']);
  });

  test('keeps contacts out of the facts', async () => {
    const w = await house.workspace();
    await house.bringIn(w, leadFile(LEAD_ROWS), { mapping: LEADS });
    expect(await contactEmails(stores.records, w)).toEqual(['ann@acme.example', 'bob@brno.example', 'cy@acme.example']);
    expect(JSON.stringify(await storedFacts(stores.facts, w))).not.toContain('@');
  });

  test('removes the stored file when its facts are in, and says so to whoever asks for it again', async () => {
    const w = await house.workspace();
    const uploadId = await house.upload(w, touchFile(ROWS));
    const { id } = await house.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false });
    await house.ended(w, id);
    await expect(house.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false })).rejects.toMatchObject({ code: 'not_found' });
    expect(readdirSync(path.join(house.folder, 'uploads')).filter((name) => name.startsWith(uploadId))).toEqual([]);
  });

  test('finds its file also where another import of it ended before', async () => {
    const w = await house.workspace();
    const request = { uploadId: await house.upload(w, touchFile(ROWS)), connector: 'csv', mapping: TOUCHES, dryRun: false };
    const begun = await Promise.all([request, { ...request, dryRun: true }, { ...request, mapping: `${TOUCHES}# again\n` }].map((asked) => house.imports.start(w, asked)));
    const ended = await Promise.all(begun.map(({ id }) => house.ended(w, id)));
    expect(ended.map(({ state, read, error }) => ({ state, read, error }))).toEqual(begun.map(() => ({ state: 'done', read: 10, error: null })));
    expect(readdirSync(path.join(house.folder, 'uploads')).filter((name) => name.startsWith(request.uploadId))).toEqual([]);
  });

  test('sets the currency of a workspace that has none', async () => {
    const w = await house.workspace({ currency: '' });
    await house.bringIn(w, 'day,campaign,amount\n2026-03-01,x,10\n', { mapping: COSTS.replace('EUR', 'CZK') });
    expect((await house.workspaces.byId(w.id)).settings.currency).toBe('CZK');
  });
});

describe('refused rows', () => {
  const bad = [...ROWS.slice(0, 3), 'v9,31/31/2026,google,cpc,/bad', 'v8,,google,cpc,"=1+1"', ...ROWS.slice(3)];

  test('stand in the rejects file with place, reason and remedy, and do not stop the file', async () => {
    const w = await house.workspace();
    const done = await house.bringIn(w, touchFile(bad), { mapping: TOUCHES });
    expect(done).toMatchObject({ state: 'done', read: 12, accepted: 10, rejected: 2 });
    expect(done.problems.map((p) => [p.column, p.count, p.firstLine])).toEqual([['when', 1, 5], ['when', 1, 6]]);
    const text = await house.rejects(w, done.id);
    const [head, first, second, end] = text.split('\r\n');
    expect(head).toBe('\ufeffrefused_line,refused_column,refused_cell,refused_because,refused_remedy,visitor,when,source,medium,page');
    expect(first).toMatch(/^5,when,31\/31\/2026,.+,.+,v9,31\/31\/2026,google,cpc,\/bad$/);
    expect(second).toMatch(/^6,when,.*,v8,,google,cpc,=1\+1$/);
    expect(end).toBe('');
    expect(done.rejectsFile).not.toBeNull();
    expect(existsSync(done.rejectsFile ?? '')).toBe(true);
  });

  test('can be mended in their file and dropped again; the mended original is then nothing new', async () => {
    const w = await house.workspace();
    const done = await house.bringIn(w, touchFile(bad), { mapping: TOUCHES });
    const mended = (await house.rejects(w, done.id)).replace(/(v9,)31\/31\/2026/, '$12026-03-20 10:00').replace('v8,,', 'v8,2026-03-21 10:00,');
    expect(await house.bringIn(w, mended, { mapping: TOUCHES })).toMatchObject({ state: 'done', accepted: 2, rejected: 0 });
    const original = touchFile(bad).replace('31/31/2026', '2026-03-20 10:00').replace('v8,,', 'v8,2026-03-21 10:00,');
    expect(await house.bringIn(w, original, { mapping: TOUCHES })).toMatchObject({ accepted: 0, duplicates: 12 });
  });

  test('say what the workspace does not know: stages, currencies, years', async () => {
    const w = await house.workspace();
    const done = await house.bringIn(w, 'id,email,stage,when\n1,a@x.example,mqll,2026-03-01\n2,a@x.example,mql,2026-03-01\n', { mapping: 'key: id\nwho: { email: email }\nfacts:\n  - { kind: stageChange, at: when, stage: stage }\n' });
    expect(done).toMatchObject({ accepted: 1, rejected: 1 });
    expect(done.problems[0]?.remedy).toContain('mql');
  });

  test('are counted also where their reason quotes a NUL or half a surrogate pair', async () => {
    const w = await house.workspace();
    const rows = [...ROWS, `v1,${String.fromCharCode(0)}soon,google,cpc,/p`, `v2,${String.fromCharCode(0xd83d)},google,cpc,/p`];
    const done = await house.bringIn(w, Buffer.from(`\ufeff${touchFile(rows)}`, 'utf16le'), { mapping: TOUCHES });
    expect(done).toMatchObject({ state: 'done', accepted: 10, rejected: 2 });
    expect(done.problems).toHaveLength(2);
  });

  test('of a file that was cut off are what is not whole', async () => {
    const w = await house.workspace();
    const text = touchFile(ROWS);
    const done = await house.bringIn(w, text.slice(0, text.length - 20), { mapping: TOUCHES });
    expect(done).toMatchObject({ state: 'done', accepted: 9, rejected: 1 });
  });
});

describe('a file that is none', () => {
  test('is refused whole with what was expected and found, and nothing is stored', async () => {
    const w = await house.workspace();
    const binary = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]);
    const done = await house.bringIn(w, binary, { mapping: TOUCHES }, 'picture.csv');
    expect(done).toMatchObject({ state: 'failed', error: { code: 'wrong_file' }, read: 0 });
    expect(await house.bringIn(w, 'a,b\n1,2\n', { connector: 'google-ads' })).toMatchObject({ state: 'failed', error: { code: 'wrong_file' } });
    expect(await storedFacts(stores.facts, w)).toEqual({});
  });

  test('is refused also where its words hold what the records store can not: NUL, half a surrogate pair', async () => {
    const w = await house.workspace();
    const [nul, half] = [String.fromCharCode(0), String.fromCharCode(0xd83d)];
    const utf16 = Buffer.from(`\ufeffvisitor${nul},when${half}\nv1,2026-03-01\nv2,2026-03-02\n`, 'utf16le');
    const ended = await house.bringIn(w, utf16, { mapping: TOUCHES });
    expect(ended).toMatchObject({ state: 'failed', error: { code: 'mapping_invalid' } });
    expect(ended.error?.hint).toContain('visitor\ufffd');
  });

  test('can be tried again with another mapping', async () => {
    const w = await house.workspace();
    const uploadId = await house.upload(w, touchFile(ROWS));
    const first = await house.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES.replace('when', 'whenever'), dryRun: false });
    expect(await house.ended(w, first.id)).toMatchObject({ state: 'failed', error: { code: 'mapping_invalid' } });
    const second = await house.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false });
    expect(await house.ended(w, second.id)).toMatchObject({ state: 'done', accepted: 10 });
  });

  test('or a connector that is none, or an unknown upload, is said at once', async () => {
    const w = await house.workspace();
    await expect(house.imports.start(w, { uploadId: 'nix', connector: 'csv', mapping: TOUCHES, dryRun: false })).rejects.toMatchObject({ code: 'not_found' });
    const uploadId = await house.upload(w, touchFile(ROWS));
    await expect(house.imports.start(w, { uploadId, connector: 'csw', dryRun: false })).rejects.toMatchObject({ code: 'unknown_connector', details: { nearest: 'csv' } });
    await expect(house.imports.get(w, '999999')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a dry run', () => {
  test('counts as the import would and writes nothing, not even contacts', async () => {
    const w = await house.workspace();
    await house.bringIn(w, leadFile(LEAD_ROWS.slice(0, 1)), { mapping: LEADS });
    const [before, contacts] = [await storedFacts(stores.facts, w), await contactEmails(stores.records, w)];
    const file = leadFile([...LEAD_ROWS, LEAD_ROWS[1] ?? '', '4,not a mail,,X,31/31/2026,,']);
    const rehearsed = await house.bringIn(w, file, { mapping: LEADS, dryRun: true });
    expect(rehearsed).toMatchObject({ state: 'done', dryRun: true, read: 5, accepted: 2, duplicates: 2, rejected: 1 });
    expect(await storedFacts(stores.facts, w)).toEqual(before);
    expect(await contactEmails(stores.records, w)).toEqual(contacts);
    const { read, accepted, duplicates, rejected, facts, problems } = await house.bringIn(w, file, { mapping: LEADS });
    expect({ read, accepted, duplicates, rejected, facts, problems }).toEqual({ read: rehearsed.read, accepted: rehearsed.accepted, duplicates: rehearsed.duplicates, rejected: rehearsed.rejected, facts: rehearsed.facts, problems: rehearsed.problems });
  });
});

describe('a preview', () => {
  test('says whose the file is and what its first rows become', async () => {
    const w = await house.workspace();
    const uploadId = await house.upload(w, leadFile([...LEAD_ROWS, '4,x@y.example,,X,31/31/2026,,']), 'leads.csv');
    const preview = await house.imports.preview(w, { uploadId, connector: 'csv', mapping: LEADS });
    expect(preview).toMatchObject({ file: 'leads.csv', connector: 'csv', mapping: LEADS, header: ['id', 'email', 'visitor', 'company', 'created', 'role', 'amount'] });
    expect(preview.sample.map((row) => row.facts.map((f) => f.kind))).toEqual([['person', 'submission', 'stageChange', 'deal'], ['person', 'submission', 'stageChange'], ['person', 'submission', 'stageChange', 'deal'], []]);
    expect(preview.sample[3]?.problem?.column).toBe('created');
    expect(preview).toMatchObject({ notes: [], unused: [] });
    expect((await house.imports.preview(w, { uploadId })).mapping).toContain('email');
    expect(await storedFacts(stores.facts, w)).toEqual({});
  });

  test.each([
    ['leads.xlsx', Buffer.from('504b0304140006000800000021000000786c2f776f726b626f6f6b2e786d6c', 'hex'), /Excel workbook; save it as CSV/],
    ['empty.csv', Buffer.alloc(0), /an empty file/],
    ['picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 255, 254]), /it is/],
  ])('of %s, which is no table, says what it is instead', async (name, bytes, what) => {
    const w = await house.workspace();
    const uploadId = await house.upload(w, bytes, name);
    await expect(house.imports.preview(w, { uploadId })).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringMatching(what), hint: expect.stringContaining('rows and columns (CSV, TSV)') });
  });
});

describe('a stored file', () => {
  test('that is never imported goes after a week, and what a killed process left of one at the next start', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'leadline-uploads-'));
    const first = await openImportHouse(stores, { folder });
    const w = await first.workspace();
    const [kept, old] = [await first.upload(w, 'a,b\n1,2\n'), await first.upload(w, 'a,b\n3,4\n')];
    await stores.records.execute(sql`UPDATE uploads SET created_at = now() - interval '8 days' WHERE id = ${param('String', old)}`);
    writeFileSync(path.join(folder, 'uploads', 'half.part'), 'a,b');
    await first.close();
    const next = await openImportHouse(stores, { folder });
    expect(readdirSync(path.join(folder, 'uploads'))).toEqual([kept]);
    await expect(next.imports.preview(w, { uploadId: old })).rejects.toMatchObject({ code: 'not_found' });
    await next.close();
    rmSync(folder, { recursive: true });
  });
});

describe('stopping', () => {
  const many = touchFile(Array.from({ length: 3000 }, (_, i) => `v${String(i % 700)},2026-03-01 10:00,google,cpc,/p${String(i % 50)}`));

  test('an import leaves what is in; going on ends as an undisturbed one', async () => {
    const [calm, disturbed] = [await house.workspace(), await house.workspace()];
    const straight = await house.bringIn(calm, many, { mapping: TOUCHES });
    const uploadId = await house.upload(disturbed, many);
    let document = await house.imports.start(disturbed, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false });
    for (let stops = 0; stops < 3; stops += 1) {
      const before = document.read;
      while (document.read <= before && (document.state === 'running' || document.state === 'waiting')) {
        await sleep(5);
        document = await house.imports.get(disturbed, document.id);
      }
      await house.imports.cancel(disturbed, document.id);
      document = await house.ended(disturbed, document.id);
      if (document.state === 'done') break;
      expect(document.state).toBe('cancelled');
      expect(document.read).toBeLessThan(3000);
      document = await house.imports.resume(disturbed, document.id);
    }
    const done = await house.ended(disturbed, document.id);
    const outcome = ({ state, read, accepted, duplicates, rejected, facts, firstDay, lastDay }: typeof done): unknown => ({ state, read, accepted, duplicates, rejected, facts, firstDay, lastDay });
    expect(outcome(done)).toEqual(outcome(straight));
    expect(await storedFacts(stores.facts, disturbed)).toEqual(await storedFacts(stores.facts, calm));
  }, 180_000);

  test('the process lets an import go on at the next start, by itself or by the same file', async () => {
    const w = await house.workspace();
    for (const again of ['by itself', 'by the same file', 'by asking again'] as const) {
      const text = many.replaceAll('/p', { 'by itself': '/a', 'by the same file': '/b', 'by asking again': '/c' }[again]);
      const uploadId = await house.upload(w, text);
      const second = await openImportHouse(stores, { factsPerBatch: 250, folder: house.folder });
      const { id } = await second.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false });
      while ((await second.imports.get(w, id)).read === 0) await sleep(5);
      await second.close();
      expect((await house.imports.get(w, id)).state).toBe('interrupted');
      if (again === 'by itself') {
        await house.imports.resumeInterrupted();
        // Whoever missed the answer and asks again is told of the same one.
        expect((await house.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false })).id).toBe(id);
        expect(await house.ended(w, id)).toMatchObject({ state: 'done', read: 3000, accepted: 3000 });
      } else if (again === 'by asking again') {
        expect((await house.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false })).id).toBe(id);
        expect(await house.ended(w, id)).toMatchObject({ state: 'done', read: 3000, accepted: 3000 });
      } else {
        const same = await house.bringIn(w, text, { mapping: TOUCHES });
        expect(same).toMatchObject({ id, state: 'done', read: 3000, accepted: 3000 });
      }
    }
  }, 180_000);

  test('settings changed in between do not change how the rest of the file is read', async () => {
    const w = await house.workspace({ timeZone: 'Europe/Prague' });
    const uploadId = await house.upload(w, many);
    const { id } = await house.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false });
    while ((await house.imports.get(w, id)).read === 0) await sleep(5);
    await house.imports.cancel(w, id);
    await house.ended(w, id);
    await house.workspaces.set(w, { timeZone: 'America/New_York' });
    await house.imports.resume(w, id);
    await house.ended(w, id);
    const rows = await stores.facts.query(z.object({ at: z.string() }), sql`SELECT DISTINCT at FROM touches WHERE workspace_id = ${param('UInt32', w.id)}`);
    expect(rows).toEqual([{ at: '2026-03-01 09:00:00.000' }]);
  }, 180_000);
});

describe('undo', () => {
  test('takes facts and contacts out, and importing again brings everything back', async () => {
    const w = await house.workspace();
    const first = await house.bringIn(w, leadFile(LEAD_ROWS), { mapping: LEADS });
    const before = await storedFacts(stores.facts, w);
    expect(await house.imports.undo(w, first.id)).toMatchObject({ state: 'undone' });
    expect(await storedFacts(stores.facts, w)).toEqual({});
    expect(await contactEmails(stores.records, w)).toEqual([]);
    await expect(house.imports.undo(w, first.id)).rejects.toMatchObject({ code: 'already_undone' });
    expect(await house.bringIn(w, leadFile(LEAD_ROWS), { mapping: LEADS })).toMatchObject({ accepted: 3 });
    expect(await storedFacts(stores.facts, w)).toEqual(before);
  });

  test('leaves what another import supplied too', async () => {
    const w = await house.workspace();
    const first = await house.bringIn(w, leadFile(LEAD_ROWS.slice(0, 2)), { mapping: LEADS });
    await house.bringIn(w, leadFile(LEAD_ROWS.slice(1)), { mapping: LEADS });
    await house.imports.undo(w, first.id);
    const alone = await house.workspace();
    await house.bringIn(alone, leadFile(LEAD_ROWS.slice(1)), { mapping: LEADS });
    expect(await storedFacts(stores.facts, w)).toEqual(await storedFacts(stores.facts, alone));
    expect(await contactEmails(stores.records, w)).toEqual(['bob@brno.example', 'cy@acme.example']);
  });

  test('that was cut off is finished at the next start', async () => {
    const w = await house.workspace();
    const { id } = await house.bringIn(w, leadFile(LEAD_ROWS), { mapping: LEADS });
    // As a crash leaves it: the facts are out, the people are not, and the word that it was begun is kept.
    await stores.records.execute(sql`UPDATE imports SET undoing = true WHERE id = ${param('Int64', BigInt(id))}`);
    await house.imports.writer.undoImport(w, BigInt(id));
    const next = await openImportHouse(stores, { folder: house.folder });
    expect((await next.imports.get(w, id)).state).toBe('undone');
    expect(await contactEmails(stores.records, w)).toEqual([]);
    await next.close();
  });

  test('and going on with it do not happen at once', async () => {
    const w = await house.workspace();
    const uploadId = await house.upload(w, touchFile(Array.from({ length: 500 }, (_, i) => `v${String(i)},2026-03-01 10:00,google,cpc,/p`)));
    const { id } = await house.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false });
    await house.imports.cancel(w, id);
    await house.ended(w, id);
    const [both, ...resumed] = [house.imports.undo(w, id), house.imports.resume(w, id), house.imports.resume(w, id)];
    const outcomes = await Promise.allSettled([both, ...resumed]);
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason as unknown] : []))).toEqual([expect.objectContaining({ code: 'import_running' }), expect.objectContaining({ code: 'import_running' })]);
    await house.ended(w, id);
  });

  test('waits for nothing that runs', async () => {
    const w = await house.workspace();
    const uploadId = await house.upload(w, touchFile(Array.from({ length: 500 }, (_, i) => `v${String(i)},2026-03-01 10:00,google,cpc,/p`)));
    const { id } = await house.imports.start(w, { uploadId, connector: 'csv', mapping: TOUCHES, dryRun: false });
    await expect(house.imports.undo(w, id)).rejects.toMatchObject({ code: 'import_running' });
    await house.imports.cancel(w, id);
    await house.ended(w, id);
    await house.imports.undo(w, id);
    expect(await storedFacts(stores.facts, w)).toEqual({});
  });
});
