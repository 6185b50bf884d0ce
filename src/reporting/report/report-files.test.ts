// The report's files: the PDF read with a reader of its own (the figures of the document, one sheet, names in many scripts), and the picture.
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import type { ReportDocument, ReportFigure } from '../../shared/api/report.js';
import { drawnText } from './drawn-text.js';
import { renderPdf } from './render-pdf.js';
import { renderPng } from './render-png.js';
import { REPORT_FILES } from './report-files.js';
import { reportSheet } from './report-sheet.js';

const figure = (kpi: string, label: string, unit: ReportFigure['unit'], value: ReportFigure['value']): ReportFigure => ({ kpi, label, description: '', unit, better: 'higher', value, before: value, yearBefore: null, changeRate: 0.1234, few: false, remark: '' });
const NAMES = ['Messe München', 'Выставка в Брно', 'תערוכת תל אביב', 'معرض دبي الدولي', '上海展会'];
const report = (change: Partial<ReportDocument> = {}): ReportDocument => ({
  workspace: 'default', period: { from: '2026-03-01', to: '2026-04-01' }, before: { from: '2026-01-29', to: '2026-03-01' }, yearBefore: { from: '2025-03-01', to: '2025-04-01' },
  timeZone: 'Europe/Prague', currency: 'EUR', locale: 'cs-CZ', asOf: '2026-04-02T06:00:00.000Z', link: 'https://leads.example.com/report?from=2026-03-01&to=2026-04-01',
  figures: [figure('revenue', 'Revenue', 'money', '1234567.89'), figure('marketing_contribution', 'Marketing contribution', 'money', '-45000.50'), figure('marketing_share_of_revenue', 'Marketing share', 'rate', 0.4567), figure('leads', 'Leads', 'count', 9876), { ...figure('cost', 'Cost', 'money', '12.30'), remark: 'Of three days there is no cost.' }],
  channels: {
    columns: [{ kpi: 'revenue', label: 'Revenue', unit: 'money' }, { kpi: 'leads', label: 'Leads', unit: 'count' }],
    rows: NAMES.map((channelGroup, i) => ({ channelGroup, values: [`${1000 + i}.50`, 100 + i] })), total: ['1234567.89', 9876],
  },
  data: { from: '2025-01-01', to: '2026-04-02' }, goals: [], ...change,
});

/** What a reader finds, with plain spaces. */
async function read(bytes: Uint8Array): Promise<{ pages: number; text: string }> {
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { pages: totalPages, text: text.replace(/\s+/gu, ' ') };
}

describe('the report as a PDF', () => {
  it('says what the page says, as text, on one sheet', async () => {
    const sheet = reportSheet(report());
    const { pages, text } = await read(await renderPdf(report()));
    expect(pages).toBe(1);
    const said = [sheet.title, ...sheet.lead.flatMap((one) => [one.label, one.value, one.note.text]), ...sheet.tables.flatMap((table) => [table.heading, ...(table.rows.length === 0 ? [table.empty] : table.columns), ...[...table.rows, table.total ?? []].flat().map((cell) => cell.text)]), ...sheet.remarks, report().link]
      .map((one) => one.replace(/\s+/gu, ' ')).filter((one) => !/[\u0590-\u06ff\u4e00-\u9fff]/u.test(one));
    expect(said.filter((one) => !text.includes(one))).toEqual([]);
    expect(text).toContain('1 234 567,89 €');
    expect(text).toContain('Выставка в Брно');
  });

  it('has names of other scripts, and says which characters it has no glyphs for', async () => {
    const { text } = await read(await renderPdf(report()));
    for (const letter of ['ת', 'ב']) expect(text).toContain(letter);
    expect(text).toContain('□□□□');
    expect(text).toContain('□ stands for characters that this sheet’s font does not have.'.replace('’', "'"));
    const { text: latin } = await read(await renderPdf(report({ channels: { columns: [], rows: [], total: [] } })));
    expect(latin).not.toContain('□');
    expect(latin).toContain('Nothing came in these days.');
  });

  it('never cuts a figure, however large', async () => {
    const columns = ['Revenue', 'Pipeline', 'Cost'].map((label) => ({ kpi: label, label, unit: 'money' as const }));
    const { text } = await read(await renderPdf(report({ currency: 'CZK', channels: { columns, rows: [{ channelGroup: 'A channel with a long name that has to wrap somewhere', values: ['98765432109.87', '98765432109.87', '98765432109.87'] }], total: ['98765432109.87', '98765432109.87', '98765432109.87'] } })));
    expect(text.match(/98 765 432 109,87 Kč/gu)).toHaveLength(6);
    expect(text).not.toContain('…');
  });

  it('stays one sheet with many goals', async () => {
    const goal = { id: 'g', name: 'Leads of the quarter', owner: 'Jana', kpi: 'leads', from: '2026-01-01', to: '2026-04-01', unit: 'count', currency: 'EUR', status: 'onTrack', direction: 'atLeast', value: 10, expected: 9, target: 20, forecast: null, link: '' } as const;
    const many = report({ goals: Array.from({ length: 40 }, (_, i) => ({ ...goal, drivers: [], id: `g${i}`, name: `Leads of region ${i}` })) });
    const { pages, text } = await read(await renderPdf(many));
    expect(pages).toBe(1);
    expect(text).toContain('Leads of region 39 (Jana)');
  });

  it('ends a sheet that cannot hold all, and is no second page', async () => {
    const many = report({ figures: Array.from({ length: 200 }, (_, i) => figure(`k${i}`, `Figure number ${i}`, 'count', i)) });
    const { pages, text } = await read(await renderPdf(many));
    expect(pages).toBe(1);
    expect(text).toContain('Figure number 50');
    expect(text).not.toContain('Figure number 199');
    expect(text).toContain('Not all has room on this sheet: the rest stands at https://leads.example.com/report');
  });
});

describe('the report as a picture', () => {
  const dots = async (of: ReportDocument): Promise<{ width: number; height: number; inked: number }> => {
    const image = await loadImage(await renderPng(of));
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let inked = 0;
    for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 255) < 128) inked += 1;
    return { width: image.width, height: image.height, inked };
  };

  it('is the sheet, drawn: what has more rows has more ink', async () => {
    const [all, without] = [await dots(report()), await dots(report({ channels: { columns: [], rows: [], total: [] } }))];
    expect([all.width, all.height]).toEqual([1191, 1684]);
    expect(without.inked).toBeGreaterThan(5_000);
    expect(all.inked).toBeGreaterThan(without.inked + 1_000);
  });
});

describe('a file of the report', () => {
  it.each(['pdf', 'png'] as const)('is drawn once for the same content, however often its %s is asked for', async (kind) => {
    const render = (asOf: string): Promise<Buffer> => REPORT_FILES[kind].render(report({ asOf }));
    const [first, again] = await Promise.all([render('2026-04-02T06:00:00.000Z'), render('2026-04-02T06:00:59.000Z')]);
    expect(again).toBe(first);
    const other = await render('2026-04-02T06:01:00.000Z');
    expect(other).not.toBe(first);
    expect(await render('2026-04-02T06:00:30.000Z')).toBe(first);
  });
});

describe('the sheet', () => {
  const leadNotes = (changeRate: number | null, more: Partial<ReportFigure> = {}) => {
    const { lead: [first] } = reportSheet(report({ locale: 'en-GB', figures: [{ ...figure('revenue', 'Revenue', 'money', '100'), changeRate, ...more }] }));
    return [first?.note.text.split(' against')[0], first?.note.tone];
  };

  it('colours no change that reads as none', () => {
    expect([leadNotes(0.004), leadNotes(-0.004), leadNotes(0.006), leadNotes(-0.006)]).toEqual([['0%', 'plain'], ['0%', 'plain'], ['+1%', 'good'], ['-1%', 'bad']]);
    // Of shares in tenths of a point, whatever they are relative to each other.
    const share = (value: number, before: number) => leadNotes(value / before - 1, { unit: 'rate', value, before });
    expect([share(0.0014, 0.001), share(0.0016, 0.001)]).toEqual([['0 points', 'plain'], ['+0.1 points', 'good']]);
  });

  it.each([
    [null, /^There are no data yet\. Compared/], [{ from: '2026-04-01', to: '2026-06-01' }, /^There are no data of these days: what there is reaches from 1 Apr 2026 to 31 May 2026\. Compared/],
    [{ from: '2026-03-09', to: '2026-03-21' }, /^The data begin on 9 Mar 2026 and end on 20 Mar 2026\. Compared/], [{ from: '2025-01-01', to: '2026-03-21' }, /^The data end on 20 Mar 2026\. Compared/],
    [{ from: '2025-01-01', to: '2026-04-01' }, /^Compared/],
  ])('says of data of %j what a reader of March has to know', (data, said) => {
    expect(reportSheet(report({ locale: 'en-GB', data, figures: [figure('revenue', 'Revenue', 'money', said.source.includes('There are') ? null : '1')] })).subtitle).toMatch(said);
  });

  it('does not say that there are no data where a figure has a value: recurring revenue has no days of its own', () => {
    expect(reportSheet(report({ data: null, figures: [figure('mrr', 'MRR', 'money', '10.00')] })).subtitle).toMatch(/^Compared/);
  });
});

describe('a text that is drawn', () => {
  it('is in pieces from left to right', () => {
    expect(drawnText('Brno 5 %').pieces).toEqual(['Brno 5 %']);
    expect(drawnText('Fair תל אביב 24').pieces).toEqual(['Fair ', 'תל אביב', ' 24']);
    expect(drawnText('תל אביב 24').pieces).toEqual([' 24', 'תל אביב']);
    expect(drawnText('上a')).toEqual({ pieces: ['□a'], unknown: true });
  });
});
