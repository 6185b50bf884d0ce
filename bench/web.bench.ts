// The overview of a large company in a real browser that is slowed down: from navigation to usable, and from a change of a
// filter to every value replaced. What stands on the screen is held against the API, so that nothing empty is fast.
import { chromium, type Browser, type Page } from 'playwright';
import type { z } from 'zod';
import { figuresDocument, figuresTogether, kpiCatalogue, type FiguresDocument } from '../src/shared/api/figures.js';
import { company, sizeOf } from './company.js';
import { figureQuestions } from './figure-questions.js';
import { median, round } from './measure.js';
import { replacing, settled, shownFigures, watchFirstLoad } from './on-page.js';
import { start, stop } from './program.js';
import { defineScenario, type Measurement } from './scenario.js';

interface Throttle {
  readonly words: string;
  /** How many times slower the page's own thread runs. */
  readonly cpu: number;
  readonly latencyMilliseconds: number;
  readonly downMegabits: number;
  readonly upMegabits: number;
}

/** An office laptop of half this machine's speed, on the line that Lighthouse takes for desktops. */
const LAPTOP: Throttle = { words: 'CPU 2 × slower, 40 ms and 10 Mbit/s', cpu: 2, latencyMilliseconds: 40, downMegabits: 10, upMegabits: 10 };
/** A middling phone on Chrome's “Fast 4G”: reported, without a bar. */
const PHONE: Throttle = { words: 'CPU 4 × slower, 165 ms and 8.1 Mbit/s', cpu: 4, latencyMilliseconds: 165, downMegabits: 8.1, upMegabits: 1.35 };

/** The company ends with September: a whole quarter of it. */
const QUARTER = '2026-07-01..2026-09-30';
const PAGES = ['/', '/funnel', '/channels', '/segments', '/recurring', '/explorer'] as const;
/** Short figures have three digits. */
const ROUNDING = 0.006;

interface Opened {
  readonly page: Page;
  /** Requests for figures, in the order they were made, each with its questions as query strings. */
  readonly asked: string[][];
  readonly scriptBytes: () => number;
  close(): Promise<void>;
}

/** A page of a fresh profile: nothing is cached. */
async function open(browser: Browser, address: string, throttle: Throttle): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(watchFirstLoad);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: throttle.latencyMilliseconds, downloadThroughput: (throttle.downMegabits * 1e6) / 8, uploadThroughput: (throttle.upMegabits * 1e6) / 8 });
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttle.cpu });
  const asked: string[][] = [];
  page.on('request', (request) => {
    const questions = figureQuestions(request);
    if (questions.length > 0) asked.push(questions);
  });
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => { if (type === 'Script') scripts.add(requestId); });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (scripts.has(requestId)) bytes += encodedDataLength; });
  await page.goto(address, { waitUntil: 'commit' });
  return { page, asked, scriptBytes: () => bytes, close: () => context.close() };
}

const readJson = async <T>(url: string, as: z.ZodType<T>, init?: RequestInit): Promise<T> => as.parse(await (await fetch(url, init)).json());

/** @throws Error where the screen shows something else than the API answers to the same questions */
async function assertTruth({ page, asked }: Opened, url: string): Promise<void> {
  const catalogue = await readJson(`${url}/api/v1/kpis`, kpiCatalogue);
  const shown = await shownFigures(page);
  const find = async (what: string, has: (query: URLSearchParams) => boolean): Promise<FiguresDocument> => {
    const question = asked.flat().findLast((q) => has(new URLSearchParams(q)));
    if (question === undefined) throw new Error(`the page asked for no ${what}`);
    return readJson(`${url}/api/v1/kpis?${question}`, figuresDocument);
  };
  const expect = (what: string, value: number | undefined, answered: string | number | null | undefined): void => {
    const wanted = Number(answered ?? Number.NaN);
    if (value === undefined || !(Math.abs(value - wanted) <= Math.abs(wanted) * ROUNDING)) throw new Error(`${what} is ${value} on the screen and ${answered} by the API`);
  };
  const ids = (query: URLSearchParams): string[] => (query.get('kpi') ?? '').split(',');
  // Cards and funnel come in one answer.
  const { rows } = await find('cards and funnel', (q) => ids(q).includes('pipeline') && ids(q).includes('visits') && !q.has('every') && !q.has('by'));
  const told = (id: string | undefined): string | number | null | undefined => rows.find((row) => row.kpi === id)?.value;
  if (shown.cards.size === 0) throw new Error('there are no cards on the screen');
  for (const [label, value] of shown.cards) expect(label, value, told(catalogue.kpis.find((k) => k.label === label)?.id));
  for (const [stage, kpi] of ['visits', 'leads', 'mqls', 'sals', 'sqls', 'opportunities'].entries()) expect(kpi, shown.stages[stage], told(kpi));
}

/** Milliseconds until the page can be used, and until all of it is there. */
async function firstLoad(browser: Browser, url: string, throttle: Throttle): Promise<{ usable: number; whole: number; kilobytes: number }> {
  const opened = await open(browser, `${url}/?p=${QUARTER}`, throttle);
  await opened.page.waitForFunction(() => window.usable !== undefined, undefined, { timeout: 120_000 });
  await settled(opened.page);
  const [usable, whole] = await opened.page.evaluate(() => [window.usable ?? Number.NaN, performance.now()] as const);
  await assertTruth(opened, url);
  const kilobytes = opened.scriptBytes() / 1e3;
  await opened.close();
  return { usable, whole, kilobytes };
}

/** Changes of what the overview is filtered by: what is done before, and the click that counts. */
const CHANGES: readonly { readonly what: string; prepare(page: Page): Promise<void>; click(page: Page): Promise<void> }[] = [
  {
    what: 'a channel',
    async prepare(page) {
      await page.getByRole('button', { name: /^Add a filter/ }).click();
      await page.getByRole('dialog').getByText('Channel', { exact: true }).click();
      await page.getByRole('checkbox', { name: /^Paid Search/ }).check();
    },
    click: (page) => page.getByRole('button', { name: 'Show', exact: true }).click(),
  },
  {
    what: 'another period',
    async prepare(page) {
      await page.getByRole('button', { name: /^Period/ }).click();
      await page.getByLabel('First day').fill('2026-04-01');
      await page.getByLabel('Last day').fill('2026-06-30');
    },
    click: (page) => page.getByRole('button', { name: 'Show', exact: true }).click(),
  },
  {
    what: 'another comparison',
    prepare: (page) => page.getByRole('button', { name: /^Compared with/ }).click(),
    click: (page) => page.getByText('The year before', { exact: false }).click(),
  },
];

async function filterChange(browser: Browser, url: string, { prepare, click }: (typeof CHANGES)[number]): Promise<number> {
  const opened = await open(browser, `${url}/?p=${QUARTER}`, LAPTOP);
  const { page } = opened;
  await page.waitForFunction(() => window.usable !== undefined, undefined, { timeout: 120_000 });
  await settled(page);
  await page.keyboard.press('Escape');
  await prepare(page);
  const milliseconds = await replacing(page, () => click(page));
  await assertTruth(opened, url);
  await opened.close();
  return milliseconds;
}

/** How often a page's questions make the engine go through one read model. */
async function scansOf(browser: Browser, url: string, path: string): Promise<{ scans: number; questions: number; requests: number }> {
  const opened = await open(browser, `${url}${path}?p=${QUARTER}`, { ...LAPTOP, cpu: 1, latencyMilliseconds: 0 });
  await settled(opened.page);
  await opened.page.waitForLoadState('networkidle');
  const counts: Record<string, number> = {};
  for (const questions of opened.asked) {
    const { scans } = await readJson(`${url}/api/v1/kpis/together`, figuresTogether, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ questions }) });
    for (const [model, n] of Object.entries(scans)) counts[model] = (counts[model] ?? 0) + n;
  }
  await opened.close();
  return { scans: Math.max(0, ...Object.values(counts)), questions: opened.asked.flat().length, requests: opened.asked.length };
}

export default defineScenario({
  title: 'Web',
  async run(context) {
    const made = await company(context, context.touches);
    const { child, url } = await start(made.dataFolder);
    const browser = await chromium.launch({ headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'], ...(process.env['TEST_CHROMIUM'] !== undefined && { executablePath: process.env['TEST_CHROMIUM'] }) });
    try {
      const loads = async (throttle: Throttle): Promise<Awaited<ReturnType<typeof firstLoad>>[]> => {
        const found = [];
        // The first warms the server: engine, compressed files, read models.
        for (let run = 0; run <= context.runs; run += 1) found.push(await firstLoad(browser, url, throttle));
        return found.slice(1);
      };
      context.say('the overview');
      const [laptop, phone] = [await loads(LAPTOP), await loads(PHONE)];
      const changes: Measurement[] = [];
      for (const change of CHANGES) {
        context.say(`the overview by ${change.what}`);
        const times: number[] = [];
        for (let run = 0; run < context.runs; run += 1) times.push(await filterChange(browser, url, change));
        changes.push({ what: `overview by ${change.what}, from click to all values`, value: round(median(times), 0), unit: 'ms', bar: 500, runs: times, note: LAPTOP.words });
      }
      const scans: Measurement[] = [];
      for (const path of PAGES) {
        const { scans: value, questions, requests } = await scansOf(browser, url, path);
        scans.push({ what: `most scans of a read model by ${path}`, value, unit: 'scans', note: `${questions} questions in ${requests} requests` });
      }
      const of = (times: typeof laptop, part: 'usable' | 'whole'): Pick<Measurement, 'value' | 'unit' | 'runs'> => ({ value: round(median(times.map((t) => t[part])), 0), unit: 'ms', runs: times.map((t) => t[part]) });
      return [
        { what: 'overview usable', ...of(laptop, 'usable'), bar: 1500, note: `${sizeOf(made)}; ${LAPTOP.words}; nothing cached` },
        { what: 'overview whole', ...of(laptop, 'whole'), note: LAPTOP.words },
        { what: 'overview usable on a phone’s terms', ...of(phone, 'usable'), note: PHONE.words },
        ...changes,
        { what: 'scripts of the first load, compressed', value: round(median(laptop.map((t) => t.kilobytes)), 0), unit: 'kB', bar: 350 },
        ...scans,
      ];
    } finally {
      await browser.close();
      await stop(child);
    }
  },
});
