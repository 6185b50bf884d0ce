// Planning while somebody types: a scenario of 10,000 draws on the server, and worksheet and reverse funnel in a real browser, from a key
// to the page that shows what follows from it.
import { chromium, type Page } from 'playwright';
import { company, openHouse, sizeOf } from './company.js';
import { median, repeat, round } from './measure.js';
import { start, stop } from './program.js';
import { defineScenario, type Measurement } from './scenario.js';

/** The size of the demo: what a scenario takes is the draws, and their number does not grow with the company. */
const TOUCHES = 100_000;
const DRAWS = 10_000;
/** Milliseconds of a frame at 60 a second. */
const FRAME = 1000 / 60;
/** An office laptop of half this machine's speed. */
const SLOWER = 2;
const KEYS = 30;

/** Milliseconds of each key, of which the page's own thread was at work so many on average. */
interface Typed {
  readonly keys: number[];
  readonly busy: number;
}

/** Types numbers into a field and waits each time until what follows from it is laid out. @throws Error where nothing follows */
async function type(page: Page, field: string, follows: string): Promise<Typed> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskSeconds = async (): Promise<number> => (await session.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration')?.value ?? Number.NaN;
  await page.locator(field).first().focus();
  const before = await taskSeconds();
  const keys = await page.evaluate(async ([fieldAt, followsAt, count]) => {
    const input = document.querySelector<HTMLInputElement>(fieldAt);
    const shown = (): string => document.querySelector(followsAt)?.textContent ?? '';
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    if (input === null || write === undefined) throw new Error(`there is no field ${fieldAt}`);
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const was = shown();
      const began = performance.now();
      write.call(input, String(1000 + i * 37));
      input.dispatchEvent(new Event('input', { bubbles: true }));
      // What React has to do for a key it does before the next task.
      await Promise.resolve();
      document.body.getBoundingClientRect();
      times.push(performance.now() - began);
      if (shown() === was) throw new Error(`nothing followed from what was typed into ${fieldAt}`);
      await new Promise(requestAnimationFrame);
    }
    return times;
  }, [field, follows, KEYS] as const);
  const busy = ((await taskSeconds()) - before) * 1000 / KEYS;
  await session.detach();
  return { keys, busy };
}

async function inBrowser(dataFolder: string): Promise<Measurement[]> {
  const { child, url } = await start(dataFolder);
  const browser = await chromium.launch({ headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'], ...(process.env['TEST_CHROMIUM'] !== undefined && { executablePath: process.env['TEST_CHROMIUM'] }) });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })).newPage();
    await page.goto(`${url}/plan`);
    await page.locator('input[aria-label^="Leads of "]').first().waitFor({ timeout: 60_000 });
    const rows = await page.locator('input[aria-label^="Leads of "]').count();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const sheet = await type(page, 'input[aria-label^="Leads of "]', 'table:has(input[aria-label^="Leads of "]) tfoot');
    const funnel = await type(page, 'input[aria-label^="Deals won needed"]', 'table:has(input[aria-label^="Deals won needed"]) tbody');
    const told = (what: string, { keys, busy }: Typed): Measurement => ({ what, value: round(median(keys), 1), unit: 'ms', bar: round(FRAME, 1), runs: keys.map((ms) => round(ms, 1)), note: `CPU ${SLOWER} × slower; with drawing, the page's thread is at work ${round(busy, 1)} ms a key` });
    return [told(`worksheet of ${rows} rows, from a key to the page laid out`, sheet), told('reverse funnel, from a key to the page laid out', funnel)];
  } finally {
    await browser.close();
    await stop(child);
  }
}

export default defineScenario({
  title: 'Planning',
  async run(context) {
    const made = await company(context, TOUCHES);
    const house = await openHouse(made.dataFolder);
    const workspace = await house.workspaces.open();
    await house.analytics.refresh(workspace);
    let channels = 0;
    let seed = 0;
    const play = async (): Promise<void> => {
      seed += 1;
      channels = (await house.planning.scenario(workspace, { draws: DRAWS, seed, target: '300000' })).channels.length;
    };
    await play();
    const used = process.cpuUsage();
    const runs = await repeat(context.runs, play);
    const { user, system } = process.cpuUsage(used);
    const scenario: Measurement = {
      what: `scenario of ${DRAWS.toLocaleString('en')} draws, history read`, value: round(median(runs), 0), unit: 'ms', bar: 300, runs: runs.map((ms) => round(ms, 0)),
      note: `${sizeOf(made)}; ${channels} channels; ${round((user + system) / 1000 / (context.runs + 1), 0)} ms of processor time each, the engine's threads included`,
    };
    await house.close();
    return [scenario, ...(await inBrowser(made.dataFolder))];
  },
});
