// The report of a company with more channels than a sheet has rows: nothing is lost between its rows and its total, in the document and in the files.
import { Decimal } from 'decimal.js';
import { pino } from 'pino';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, moment, openPlainStores, type PlainStores, type PlainWorkspace } from '../../../test/support/plain-facts.js';
import { createWorkspaces } from '../../access/workspaces.js';
import { createPlanning } from '../../planning/create-planning.js';
import type { Figure } from '../../shared/api/figures.js';
import type { ReportDocument } from '../../shared/api/report.js';
import { createReporting } from '../create-reporting.js';
import { createWriter } from '../reader-locale.js';
import { renderPdf } from './render-pdf.js';

const NOW = '2026-04-10T08:00:00.000Z';
const MARCH = { from: '2026-03-01', to: '2026-04-01' };
let stores: PlainStores;
let plain: PlainWorkspace;
let report: ReportDocument;

beforeAll(async () => {
  stores = await openPlainStores();
  const settings = { currency: 'EUR', country: 'CZ', timeZone: 'Europe/Prague' };
  plain = await stores.workspace(settings, NOW);
  // Sixteen channels with deals of 1,000.01, 2,000.02 and so on; of every other one cost is known, and some of it names no channel.
  const channels = Array.from({ length: 16 }, (_, i) => ({ person: i + 1, channel_group: `Channel ${i + 1}`, amount: (1000.01 * (i + 1)).toFixed(2) }));
  await plain.add('touches', channels.map(({ person, channel_group }) => ({ person_id: person, kind: 'ad_click', grade: 'human', channel_group, channel: channel_group, ...moment('2026-03-02') })));
  await plain.add('submissions', channels.map(({ person }) => ({ person_id: person, account_id: person, form: 'Demo', outcome: 'accepted', ...moment('2026-03-03') })));
  await plain.add('deals', channels.map(({ person, amount }) => ({ person_id: person, account_id: person, created_at: at('2026-03-04'), created_date_only: true, closed_at: at('2026-03-20'), closed_date_only: true, status: 'won', type: 'new', amount, currency: 'EUR' })));
  await plain.add('costs', [...channels.filter(({ person }) => person % 2 === 0), { channel_group: '', amount: '5.55' }].map(({ channel_group, amount }) => ({ from_day: '2026-03-01', until_day: '2026-03-31', kind: 'media', channel_group, channel: channel_group, amount, currency: 'EUR' })));
  const workspaces = createWorkspaces(stores.stores.records);
  const workspace = await workspaces.set(plain.workspace, settings);
  const reporting = createReporting({
    records: stores.stores.records, workspaces, analytics: plain.analytics, planning: createPlanning({ ...stores.stores, analytics: plain.analytics, now: () => NOW }),
    log: pino({ level: 'silent' }), secret: 'a secret of thirty-two characters', now: () => NOW, mail: { publicUrl: 'https://leads.example.com', smtpUrl: undefined, mailFrom: undefined },
  });
  report = await reporting.report(workspace, MARCH);
});
afterAll(() => stores.close());

it('puts channels without a row of their own together, and leaves in sight what names none', () => {
  const names = report.channels.rows.map((row) => row.channelGroup);
  expect(names).toEqual([...Array.from({ length: 10 }, (_, i) => `Channel ${16 - i}`), '6 others', '(unmatched)']);
  const columnOf = (kpi: string) => report.channels.columns.findIndex((column) => column.kpi === kpi);
  expect(report.channels.rows.at(-1)?.values[columnOf('cost')]).toBe('5.55');
  // Channels 1 to 6 have 21 times 1,000.01, and 2, 4 and 6 cost twelve times as much.
  expect(report.channels.rows.at(-2)?.values).toEqual(report.channels.columns.map(({ kpi }) => ({ revenue: '21000.21', pipeline: '21000.21', customers: 6, mqls: 0, leads: 6, cost: '12000.12' })[kpi]));
});

it('adds up to the total in every column, which is what the figures say', async () => {
  for (const [i, { kpi }] of report.channels.columns.entries()) {
    const sum = report.channels.rows.reduce((total, row) => total.plus(row.values[i] ?? 0), new Decimal(0));
    expect([kpi, sum.toNumber()]).toEqual([kpi, Number(report.channels.total[i])]);
    const figure = await plain.figure(kpi, MARCH.from, MARCH.to);
    expect([kpi, report.channels.total[i]]).toEqual([kpi, figure.value]);
  }
});

it('says on the sheet what stands in the document', async () => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await renderPdf(report))), { mergePages: true });
  const read = text.replace(/\s+/gu, ' ');
  const writer = createWriter(report.locale, report.currency);
  const line = (name: string, values: readonly Figure[]): string => [name, ...values.map((value, i) => writer.figure(value, report.channels.columns[i]?.unit ?? 'number'))].join(' ').replace(/\s+/gu, ' ');
  for (const { channelGroup, values } of report.channels.rows) expect(read).toContain(line(channelGroup, values));
  expect(read).toContain(line('All', report.channels.total));
});
