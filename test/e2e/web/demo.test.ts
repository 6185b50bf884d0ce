// Clicks through the sample company as a marketer does: overview, figure, rows, CSV; by mouse, by keyboard, on a phone.
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../source-files.js';
import { openBrowser, type TestBrowser } from '../open-browser.js';
import { checkAccessibility } from './check-accessibility.js';
import { serve, type DemoServer } from './demo-server.js';

let server: DemoServer;
let browser: TestBrowser;

beforeAll(async () => {
  [server, browser] = await Promise.all([serve('demo'), openBrowser()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Waits until nothing on the page is still being read. */
const settle = async (page: Page): Promise<void> => {
  await page.locator('main h1').waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"], [aria-label^="Loading"]') === null, undefined, { timeout: 60_000 });
};
/** How long an expectation may take to come true once a page is opened: between an address and its data there is a moment in which nothing says it is busy. */
const SOON = { timeout: 30_000 };
const section = (page: Page, name: string | RegExp) => page.getByRole('region', { name, exact: typeof name === 'string' });
const ranges = (page: Page) => new URL(page.url()).searchParams;

describe('the overview', () => {
  it('answers where we stand, what moved and what needs a look, without a click', async () => {
    const { page, problems } = await browser.open(server.url);
    await settle(page);
    for (const card of ['Revenue', 'Pipeline', 'MQLs per business day', 'Cost per lead (CPL)']) {
      expect(await section(page, 'Figures').getByRole('link', { name: card }).textContent()).toMatch(/\d/);
    }
    await expect.poll(() => section(page, 'Funnel').getByRole('listitem').count(), SOON).toBe(7);
    await expect.poll(() => section(page, 'What moved').getByRole('listitem').count(), SOON).toBeGreaterThan(0);
    await expect.poll(() => section(page, 'Needs a look').getByRole('listitem').count(), SOON).toBeGreaterThan(0);
    expect(problems).toEqual([]);

    const picture = path.join(ROOT, 'docs', 'images', 'overview.png');
    // The picture of the README changes with the day; it is made anew where it is missing or asked for.
    if (!existsSync(picture) || process.env['UPDATE_IMAGES'] === '1') {
      await mkdir(path.dirname(picture), { recursive: true });
      await page.screenshot({ path: picture, fullPage: true });
    }
  });

  it('has a total of channels that its rows add up to', async () => {
    const { page } = await browser.open(server.url);
    await settle(page);
    const table = section(page, 'Channels').getByRole('table');
    const leads = (await table.getByRole('columnheader').allTextContents()).findIndex((h) => h.startsWith('Leads'));
    const numberIn = async (row: string): Promise<number[]> =>
      (await table.locator(`${row} tr`).all()).reduce<Promise<number[]>>(async (all, tr) => [...(await all), Number((await tr.locator('th, td').nth(leads).textContent())?.replace(/[^\d]/g, '') ?? '')], Promise.resolve([]));
    const [rows, [total]] = [await numberIn('tbody'), await numberIn('tfoot')];
    expect(rows.reduce((a, b) => a + b, 0)).toBe(total);
  });

  it('keeps period, comparison and filter in the address, back and forth', async () => {
    const { page } = await browser.open(server.url);
    await settle(page);
    await page.getByRole('button', { name: /^Period/ }).click();
    await page.getByRole('button', { name: 'Last 365 days' }).click();
    await page.getByRole('button', { name: /^Compared with/ }).click();
    await page.getByRole('button', { name: /^The year before/ }).click();
    await page.getByRole('button', { name: /^Add a filter/ }).click();
    await page.getByRole('button', { name: 'Channel', exact: true }).click();
    await page.getByRole('checkbox', { name: /Organic Search/ }).check();
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/channel=Organic/);
    expect(Object.fromEntries(ranges(page))).toEqual({ p: '365d', vs: 'year', channel: 'Organic Search' });
    await settle(page);
    await expect.poll(() => section(page, 'Channels').getByRole('table').locator('tbody tr').count(), SOON).toBe(1);

    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has('channel'));
    await page.goForward();
    await page.waitForURL(/channel=Organic/);
    const copy = await browser.open(page.url());
    await settle(copy.page);
    expect(await copy.page.getByRole('button', { name: /Filter, Channel/ }).textContent()).toContain('Organic Search');
  });

  it('lets its reader choose the figures, and remembers them', async () => {
    const { page } = await browser.open(server.url);
    await settle(page);
    await page.getByRole('button', { name: 'choose figures' }).click();
    await page.getByRole('checkbox', { name: 'Pipeline', exact: true }).uncheck();
    await page.getByRole('checkbox', { name: 'Leads', exact: true }).check();
    await page.keyboard.press('Escape');
    expect(ranges(page).get('cards')).toBe('revenue,mqls_per_business_day,cost_per_lead,leads');
    await page.goto(server.url);
    await settle(page);
    expect(await section(page, 'Figures').getByRole('heading', { level: 3 }).allTextContents()).toContain('Leads');
  });
});

describe('the channels', () => {
  it('unfold into campaigns that add up to them, sort with them, and open at their very cell', async () => {
    const { page, problems } = await browser.open(`${server.url}/channels?p=365d`);
    await settle(page);
    const tree = section(page, 'Channels and campaigns').getByRole('table');
    const count = async (row: ReturnType<typeof tree.getByRole>, column: number): Promise<number> => Number((await row.locator('th, td').nth(column).textContent())?.replace(/[^\d]/g, '') ?? '');
    await tree.getByRole('button', { name: 'Paid Search' }).click();
    await page.waitForURL(/open=Paid\+Search/);
    await settle(page);
    const rows = await tree.locator('tbody tr').all();
    const folded = await Promise.all(rows.map(async (row) => await row.getByRole('button').count() > 0));
    const parent = folded.findIndex((is, i) => is && folded[i + 1] === false);
    const parts = rows.slice(parent + 1, folded.indexOf(true, parent + 1));
    expect(parts.length).toBeGreaterThan(5);
    for (const [column, name] of [[2, 'visits'], [3, 'leads']] as const) {
      const sums = await Promise.all(parts.map((row) => count(row, column)));
      const whole = rows[parent];
      expect(sums.reduce((a, b) => a + b, 0), name).toBe(whole && await count(whole, column));
    }

    await tree.getByRole('button', { name: /^Leads/ }).click();
    await page.waitForURL(/sort=-leads/);
    await section(page, 'Channels and campaigns').getByRole('button', { name: 'columns' }).click();
    await page.getByRole('checkbox', { name: 'Visits' }).uncheck();
    await page.keyboard.press('Escape');
    expect(ranges(page).get('hide')).toBe('visits');
    expect(await tree.getByRole('columnheader').allTextContents()).not.toContain('Visits');

    await section(page, 'Leads by month').getByRole('combobox', { name: 'Figure drawn' }).selectOption('mqls');
    await page.waitForURL(/show=mqls/);
    await settle(page);
    await expect.poll(() => section(page, 'MQLs by month').getByRole('listitem').count(), SOON).toBeGreaterThan(6);

    await tree.getByRole('row', { name: /^de_search_brand/ }).getByRole('link').nth(1).click();
    await page.waitForURL(/\/kpis\/leads\?/);
    expect(ranges(page).getAll('channel')).toEqual(['Paid Search']);
    expect(ranges(page).get('campaign')).toBe('de_search_brand');
    expect(problems).toEqual([]);
  });

  it('are narrowed to outbound, which has no visits', async () => {
    const { page } = await browser.open(`${server.url}/channels?p=365d`);
    await settle(page);
    await page.getByRole('button', { name: 'Outbound', exact: true }).click();
    await page.waitForURL(/direction=outbound/);
    await settle(page);
    const total = await section(page, 'Channels and campaigns').getByRole('table').locator('tfoot tr').locator('th, td').allTextContents();
    expect([total[2], Number(total[3])]).toEqual(['0', expect.any(Number)]);
    expect(Number(total[3])).toBeGreaterThan(30);
  });
});

describe('the funnel', () => {
  it('shows stages and times, splits them by anything, and tells cohorts only as far as they have been seen', async () => {
    const { page, problems } = await browser.open(`${server.url}/funnel?p=365d`);
    await settle(page);
    const stages = section(page, 'Stages').getByRole('table');
    expect(await stages.getByRole('rowheader').allTextContents()).toEqual(['Visits', 'Leads', 'MQLs', 'SALs', 'SQLs', 'Opportunities', 'Won']);
    expect(await stages.getByRole('row', { name: /^MQLs/ }).textContent()).toMatch(/\d+\.\d/);
    const steps = section(page, 'How fast each step goes');
    await expect.poll(() => steps.getByRole('listitem').count(), SOON).toBe(5);
    for (const step of await steps.getByRole('listitem').allTextContents()) expect(step).toMatch(/\d+% converted · \d+% gone · \d+% still open/);

    await page.getByRole('combobox', { name: 'Split by' }).selectOption('persona');
    await page.waitForURL(/by=persona/);
    await settle(page);
    const split = section(page, 'By persona').getByRole('table');
    const leads = (await split.getByRole('columnheader').allTextContents()).findIndex((h) => h.startsWith('Leads'));
    const numbers = async (rows: string): Promise<number[]> => (await split.locator(`${rows} tr`).locator(`:nth-child(${String(leads + 1)})`).allTextContents()).map((t) => Number(t.replace(/[^\d]/g, '')));
    expect((await numbers('tbody')).reduce((a, b) => a + b, 0)).toBe((await numbers('tfoot'))[0]);
    await section(page, 'By persona').getByRole('button', { name: 'columns' }).click();
    await page.getByRole('checkbox', { name: 'Median time to MQLs' }).check();
    await page.keyboard.press('Escape');
    await settle(page);
    expect(await split.getByRole('columnheader').allTextContents()).toContain('to MQLs days');

    await page.getByRole('button', { name: 'Cohort', exact: true }).click();
    await page.getByRole('combobox', { name: 'To stage' }).selectOption('mql');
    await page.waitForURL(/path=lead:mql/);
    await settle(page);
    const cohorts = section(page, 'Cohorts, Lead → MQL').getByRole('table');
    const rows = await cohorts.locator('tbody tr').all();
    expect(rows.length).toBeGreaterThanOrEqual(12);
    const told = await Promise.all(rows.map(async (row) => (await row.locator('td').allTextContents()).slice(1, 10).filter((t) => /^\d/.test(t)).length));
    // The older the month, the further it can be told; the newest not at all.
    expect(told).toEqual([...told].sort((a, b) => b - a));
    expect(told[0]).toBeGreaterThanOrEqual(8);
    expect(told.at(-1)).toBe(0);
    expect(await rows.at(-1)?.textContent()).toContain('—');

    await rows[2]?.getByRole('link').nth(3).click();
    await page.waitForURL(/\/kpis\/time_to_convert\S*lead\S*mql\?p=\d{4}-\d{2}-01\.\./);
    expect(problems).toEqual([]);
  });
});

describe('personas and segments', () => {
  it('show qualified leads over time with their zeros, and add up to the total in every grouping', async () => {
    const { page, problems } = await browser.open(`${server.url}/segments?p=365d&every=month`);
    for (const [grouping, name] of [['Persona', 'persona'], ['Company size', 'company size'], ['Industry', 'industry']] as const) {
      await page.getByRole('group', { name: 'Grouped by' }).getByRole('button', { name: grouping, exact: true }).click();
      await settle(page);
      const table = section(page, 'MQLs by month').getByRole('table', { name: `MQLs by ${name} and month` });
      const cells = async (rows: string): Promise<number[][]> => Promise.all((await table.locator(`${rows} tr`).all()).map(async (row) => (await row.locator('td').allTextContents()).map((t) => Number(t.replaceAll(',', '')))));
      const [rows, [total]] = [await cells('tbody'), await cells('tfoot')];
      expect(rows.length, name).toBeGreaterThan(3);
      expect(total, name).toEqual(total?.map((_, i) => rows.reduce((sum, row) => sum + (row[i] ?? Number.NaN), 0)));
    }
    await page.getByRole('button', { name: 'Persona', exact: true }).click();
    await settle(page);
    await expect.poll(() => section(page, 'MQLs by month').getByRole('row', { name: /^Student or researcher/ }).getByRole('link', { name: '0', exact: true }).count(), SOON).toBeGreaterThan(0);
    await section(page, 'What each persona brings').getByRole('row', { name: /^Plant manager/ }).getByRole('link').nth(1).click();
    await page.waitForURL(/\/kpis\/mqls\?.*persona=Plant\+manager/);
    expect(problems).toEqual([]);
  });

  it('are sorted by rules that show what they would do, hold for all figures once saved, and are undone', async () => {
    const { page, problems } = await browser.open(`${server.url}/segments?p=365d`);
    await settle(page);
    const rules = section(page, 'Who belongs to which persona');
    await rules.getByText(/^There are no rules/).waitFor();
    const brings = section(page, 'What each persona brings').getByRole('table');
    const total = await brings.locator('tfoot tr').textContent();
    const adding = rules.getByRole('form', { name: 'Add a persona rule' });
    const add = async (word: string, persona: string): Promise<void> => {
      await adding.getByRole('textbox', { name: 'Values, condition 1' }).fill(word);
      await adding.getByRole('combobox', { name: 'Persona', exact: true }).fill(persona);
      await page.keyboard.press('Enter');
    };
    await add('plant', 'Plants');
    await add('manager, <i>head</i>', 'Managers');
    await expect.poll(() => rules.getByRole('table', { name: 'Persona rules' }).locator('tbody tr').count(), SOON).toBe(2);
    const counts = async (persona: RegExp): Promise<number[]> => (await rules.getByRole('table', { name: /^Persons by persona/ }).getByRole('row', { name: persona }).locator('td').allTextContents()).map((t) => Number(t.replaceAll(',', '')));
    await expect.poll(() => counts(/^Managers/), SOON).toEqual([0, expect.any(Number)]);
    const [, plants = 0] = await counts(/^Plants/);
    expect([plants > 0, await counts(/^Plant manager/)]).toEqual([true, [plants, 0]]);
    // The other way round the first rule leaves none to the second.
    await rules.getByRole('button', { name: 'Try rule 2 earlier' }).click();
    await expect.poll(() => counts(/^Plants/), SOON).toEqual([0, 0]);
    await rules.getByRole('button', { name: 'Try rule 2 earlier' }).click();
    await expect.poll(() => counts(/^Plants/), SOON).toEqual([0, plants]);
    expect(await checkAccessibility(page)).toEqual([]);
    // Nothing holds before it is saved, and the draft outlasts a look at another grouping.
    expect(await brings.getByRole('row', { name: /^Managers/ }).count()).toBe(0);
    const grouping = page.getByRole('group', { name: 'Grouped by' });
    await grouping.getByRole('button', { name: 'Industry', exact: true }).click();
    await rules.waitFor({ state: 'hidden' });
    await grouping.getByRole('button', { name: 'Persona', exact: true }).click();
    await rules.getByRole('button', { name: 'Save as version 1' }).click();
    await rules.getByText(/^Saved as version 1/).waitFor();
    await brings.getByRole('row', { name: /^Managers/ }).waitFor();
    await settle(page);
    await expect.poll(() => brings.getByRole('row', { name: /^(Plant|IT|Maintenance) manager/ }).count(), SOON).toBe(0);
    expect(await brings.locator('tfoot tr').textContent()).toBe(total);
    await rules.getByRole('button', { name: 'Undo' }).click();
    await rules.getByText(/^There are no rules/).waitFor();
    await brings.getByRole('row', { name: /^Plant manager/ }).waitFor();
    expect(problems).toEqual([]);
  });
});

describe('recurring revenue', () => {
  it('is bridged month by month from start to end, the exchange effect apart, and opens at the month', async () => {
    const { page, problems } = await browser.open(`${server.url}/recurring?p=365d`);
    await settle(page);
    for (const card of [/^MRR/, /^ARR/, /^Net revenue retention/, /^Customer lifetime value/]) expect(await section(page, 'Figures').getByRole('link', { name: card }).first().textContent()).toMatch(/\d/);
    const movements = section(page, 'Movements by month');
    const rows = await movements.getByRole('table').locator('tbody tr').all();
    expect(rows.length).toBeGreaterThanOrEqual(12);
    const months = await Promise.all(rows.map(async (row) => (await row.locator('td').allTextContents()).slice(0, 8).map((t) => Number(t.replaceAll(',', '').replace('−', '-').replace('+', '')))));
    for (const [i, cells] of months.entries()) {
      const [start = 0, ...rest] = cells;
      const end = rest.pop() ?? Number.NaN;
      // Cells are rounded to whole euros.
      expect(Math.abs(start + rest.reduce((a, b) => a + b, 0) - end), `month ${String(i)}`).toBeLessThanOrEqual(4);
      expect(start).toBe(i === 0 ? start : months[i - 1]?.[7]);
    }
    expect(months.some((cells) => (cells[6] ?? 0) !== 0)).toBe(true);
    await movements.getByRole('link', { name: /at start.*at end/ }).nth(3).click();
    await page.waitForURL(/\/kpis\/mrr\?p=\d{4}-\d{2}-01\.\./);
    expect(problems).toEqual([]);
  });

  it('says when filters leave nothing, and takes them back', async () => {
    const { page } = await browser.open(`${server.url}/recurring?p=365d&campaign=no+such`);
    await settle(page);
    expect(await page.locator('main').textContent()).toContain('No recurring revenue matches these filters');
    await page.getByRole('button', { name: 'Remove the filters' }).click();
    await page.waitForURL((url) => !url.searchParams.has('campaign'));
    await section(page, 'Movements by month').getByRole('table').waitFor();
  });
});

describe('a figure', () => {
  it('opens from a cell of the overview down to its rows and their file', async () => {
    const { page, problems } = await browser.open(`${server.url}/?p=365d`);
    await settle(page);
    await section(page, 'Channels').getByRole('row', { name: /^Organic Search/ }).getByRole('link').nth(1).click();
    await page.waitForURL(/\/kpis\/leads\?/);
    expect(ranges(page).get('channel')).toBe('Organic Search');
    await settle(page);
    const rows = section(page, 'Rows behind');
    await rows.getByText(/adds up ✓/).waitFor();
    const leads = Number((await page.locator('main p').filter({ hasText: /^[\d,]+$/ }).first().textContent())?.replaceAll(',', ''));
    const [download] = await Promise.all([page.waitForEvent('download'), rows.getByRole('link', { name: /as CSV/ }).click()]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
    expect(lines.length - 1).toBe(leads);
    expect(problems).toEqual([]);
  });

  it('shows formula, course, split, both sides of the rows and the SQL', async () => {
    const { page, problems } = await browser.open(`${server.url}/kpis/cost_per_lead?p=365d`);
    await settle(page);
    await expect.poll(() => page.locator('main').textContent(), SOON).toMatch(/€[\d,.]+ cost ÷ [\d,]+ leads = €[\d,.]+/);
    await section(page, /^By month/).getByRole('img').first().waitFor();
    await section(page, /^By month/).getByText('Table').click();
    await expect.poll(() => section(page, /^By month/).getByRole('table').locator('tbody tr').count(), SOON).toBeGreaterThanOrEqual(12);

    await page.getByRole('combobox', { name: 'and by' }).selectOption('country');
    await page.waitForURL(/by=channel,country/);
    await settle(page);
    await section(page, /^By channel and country/).getByRole('button', { name: /^Cases/ }).click();
    await page.waitForURL(/sort=-sample/);

    await page.getByRole('tab', { name: 'Leads' }).click();
    await page.waitForURL(/side=denominator/);
    await settle(page);
    await section(page, 'Rows behind').getByText(/adds up ✓/).waitFor();
    await page.getByRole('button', { name: 'further rows' }).click();
    await page.waitForURL(/skip=25/);
    await page.getByText('Measures and SQL').click();
    expect(await page.locator('pre').first().textContent()).toMatch(/SELECT/);
    expect(problems).toEqual([]);
  });

  it('prints what is shown: title, period, filter and the heads of its tables', async () => {
    const { page } = await browser.open(`${server.url}/kpis/cost_per_lead?p=365d&channel=Paid+Search`);
    await settle(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^Cost per lead/);
    expect(await page.getByRole('region', { name: 'What is shown' }).innerText()).toMatch(/365 days[^]*Paid Search/);
    expect(await section(page, /^By channel/).getByRole('columnheader').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^Leads/)]));
    expect(await page.getByRole('button', { name: 'further rows' }).count()).toBe(0);
  });

  it('shows a time as shares by day, with what is still open', async () => {
    const { page } = await browser.open(`${server.url}/kpis/time_to_convert:lead:mql?p=365d`);
    await settle(page);
    const curve = section(page, 'Converted by day');
    expect(await curve.getByRole('img').first().getAttribute('aria-label')).toMatch(/within 30 days/);
    expect(await page.locator('main').textContent()).toMatch(/median of the [\d,]+ who converted/);
  });

  it('says what is wrong with an address, and what is near it', async () => {
    const { page } = await browser.open(`${server.url}/kpis/cost_per_laed`);
    await page.getByRole('link', { name: /Cost per lead/ }).click();
    await page.waitForURL(/\/kpis\/cost_per_lead/);
  });

  it('says what failed and recovers when asked to try again', async () => {
    const { page } = await browser.open(server.url);
    await settle(page);
    await page.route('**/explain?**', (route) => route.fulfill({ status: 503, contentType: 'application/json', body: JSON.stringify({ error: { code: 'store_unavailable', message: 'The facts store does not answer: closed', hint: 'Run `leadline doctor`.' } }) }));
    await page.goto(`${server.url}/kpis/leads`);
    const alert = section(page, 'Rows behind').getByRole('alert');
    await alert.waitFor({ timeout: 30_000 });
    expect(await alert.textContent()).toContain('leadline doctor');
    await page.unroute('**/explain?**');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await section(page, 'Rows behind').getByRole('table').waitFor();
  });

  it('keeps the frame where a page itself can\'t be fetched, and loads it once the server answers', async () => {
    const { page } = await browser.open(server.url);
    await settle(page);
    // Code and styles of the page, as when the server is stopped or was updated under an open tab.
    await page.route('**/assets/FunnelPage-*', (route) => route.abort());
    await page.getByRole('link', { name: 'Funnel', exact: true }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'The page could not be loaded.' });
    await alert.getByText(/does not answer, or was updated/).waitFor();
    expect(await page.getByRole('link', { name: 'Overview', exact: true }).isVisible()).toBe(true);
    await page.unroute('**/assets/FunnelPage-*');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await section(page, 'Stages').getByRole('table').waitFor();
    expect(new URL(page.url()).pathname).toBe('/funnel');
  });
});

describe('the journal', () => {
  /** Two people whose names are markup and Arabic, as a form might have taken them. */
  const ODD = 'Created,Email,First name,Last name,Company,Form\n2026-11-20 10:00,eve@html.example,<img src=x onerror=alert(1)>,<b>Bold</b>,<script>Inc</script>,demo\n2026-11-21 11:00,leila@rtl.example,ليلى,حسن,شركة النور,demo\n';

  it('leads from the list to a person, their company, the figure that counts them, and back to them', async () => {
    const { page, problems } = await browser.open(`${server.url}/?p=365d`);
    await settle(page);
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.waitForURL(/\/leads\?p=365d/);
    await settle(page);
    const counted = await section(page, 'Persons').getByText(/in all$/).textContent();
    await page.getByRole('button', { name: /^Stands at/ }).click();
    await page.getByRole('button', { name: 'MQL', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.waitForURL(/stage=mql/);
    await settle(page);
    await expect.poll(() => section(page, 'Persons').getByText(/in all$/).textContent(), SOON).not.toBe(counted);

    await section(page, 'Persons').getByRole('table').locator('tbody th a').first().click();
    await page.waitForURL(/\/leads\/P-\d+/);
    await settle(page);
    const person = /P-\d+/.exec(page.url())?.[0] ?? '';
    await page.getByRole('button', { name: 'Stages' }).click();
    await page.waitForURL(/kind=stage/);
    await section(page, 'History').getByRole('link', { name: 'counted in MQLs' }).first().click();
    await page.waitForURL(/\/kpis\/mqls\?p=\d{4}-\d\d-\d\d$/);
    await settle(page);
    await section(page, 'Rows behind').getByRole('link', { name: person, exact: true }).click();
    await page.waitForURL(new RegExp(`/leads/${person}\\?`));
    await settle(page);
    await page.locator('main a[href^="/accounts/A-"]').first().click();
    await page.waitForURL(/\/accounts\/A-\d+/);
    await settle(page);
    await expect.poll(() => section(page, 'People').getByRole('table').locator('tbody tr').count(), SOON).toBeGreaterThan(0);
    await expect.poll(() => section(page, 'History').getByRole('listitem').count(), SOON).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  it('pages, finds by name, says how to find more, and shows odd names as they are', async () => {
    const api = `${server.url}/api/v1`;
    const { page, problems } = await browser.open(`${server.url}/leads?whenever=yes`);
    await settle(page);
    const first = await section(page, 'Persons').getByRole('table').locator('tbody th').first().textContent();
    await page.getByRole('button', { name: /^further persons/ }).click();
    await page.waitForURL(/after=/);
    await page.waitForFunction((was) => document.querySelector('main tbody th')?.textContent !== was, first);
    await page.getByRole('button', { name: 'back to the first' }).click();
    await page.waitForFunction((was) => document.querySelector('main tbody th')?.textContent === was, first);

    const posted = async (path: string, data: unknown): Promise<Record<string, unknown>> => (await (await page.request.post(api + path, { data, headers: { 'content-type': 'application/json' } })).json()) as Record<string, unknown>;
    const { uploadId } = (await (await page.request.post(`${api}/uploads?name=odd.csv`, { data: Buffer.from(ODD), headers: { 'content-type': 'application/octet-stream' } })).json()) as { uploadId: string };
    const { mapping } = await posted('/imports/preview', { uploadId, connector: 'csv' });
    // Reserved domains would be scrubbed as no addresses.
    const { id } = await posted('/imports', { uploadId, connector: 'csv', mapping: String(mapping).replace(/^ *scrub: true\n/m, '') });
    await expect.poll(async () => ((await (await page.request.get(`${api}/imports/${String(id)}`)).json()) as { state: string }).state).toBe('done');

    await page.goto(`${server.url}/leads?p=7d`);
    await settle(page);
    const find = page.getByRole('searchbox', { name: /^Find by name/ });
    await find.fill('nobody is called this');
    await page.waitForURL(/q=nobody/);
    await page.getByRole('button', { name: /whenever they became leads/ }).click();
    await page.waitForURL(/whenever=yes/);
    await find.fill('html.example');
    await page.waitForURL(/q=html/);
    await page.getByRole('link', { name: /<b>Bold<\/b>/ }).click();
    await page.waitForURL(/\/leads\/P-/);
    await settle(page);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe('<img src=x onerror=alert(1)> <b>Bold</b>');
    expect(await page.locator('main img, main b, main script').count()).toBe(0);
    await page.goto(`${server.url}/leads?whenever=yes&q=${encodeURIComponent('ليلى')}`);
    const name = page.getByRole('link', { name: 'ليلى حسن' });
    expect(await name.locator('bdi').evaluate((e) => getComputedStyle(e).unicodeBidi)).toMatch(/isolate/);

    await name.click();
    await page.waitForURL(/\/leads\/P-/);
    await page.getByRole('button', { name: 'merge with another person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox', { name: 'The other person' }).fill('html.example');
    await dialog.getByRole('button', { name: /html\.example/ }).click();
    await dialog.getByText(/It can be taken back/).waitFor();
    await dialog.getByRole('textbox', { name: 'Why' }).fill('One person');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText('By hand: One person').waitFor();
    await page.getByRole('button', { name: 'take back' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('Two after all');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('table').getByText(/Two after all/).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('says so when somebody is not there', async () => {
    const { page } = await browser.open(`${server.url}/leads/P-99999999`);
    await page.getByText(/There is no person/).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Leads' }).count(), SOON).toBeGreaterThan(0);
  });
});

describe('the explorer', () => {
  it('puts figures side by side by two dimensions and time, as table, charts, CSV and picture', async () => {
    const { page, problems } = await browser.open(`${server.url}/explorer?p=365d`);
    await settle(page);
    await page.getByRole('button', { name: /^Figures/ }).click();
    await page.getByRole('searchbox', { name: 'Find a figure' }).fill('revenue');
    await page.getByRole('checkbox', { name: 'Revenue', exact: true }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Split by' }).selectOption('channel');
    await page.getByRole('combobox', { name: 'and by' }).selectOption('country');
    await page.waitForURL(/by=channel,country/);
    await settle(page);
    expect(Object.fromEntries(ranges(page))).toEqual({ p: '365d', by: 'channel,country', kpi: 'leads,mqls,cost_per_lead,revenue' });
    const table = section(page, /^By channel, country/).getByRole('table');
    expect(await table.getByRole('columnheader').allTextContents()).toEqual(['Channel', 'Country', expect.stringMatching(/^Leads/), 'MQLs', expect.stringMatching(/^Cost per lead/), expect.stringMatching(/^Revenue/)]);
    const leadsOf = async (row: string): Promise<number[]> => (await table.locator(`${row} tr td:nth-child(3)`).allTextContents()).map((t) => Number(t.replace(/\D/g, '') || 0));
    const [rows, [total]] = [await leadsOf('tbody'), await leadsOf('tfoot')];
    expect(rows.reduce((a, b) => a + b, 0)).toBe(total);
    const [csv] = await Promise.all([page.waitForEvent('download'), section(page, /^By channel, country/).getByRole('button', { name: 'CSV' }).click()]);
    expect((await readFile(await csv.path(), 'utf8')).trim().split('\r\n')).toHaveLength(rows.length + 2);

    await page.getByRole('combobox', { name: 'and by' }).selectOption('');
    await page.getByRole('combobox', { name: 'Step of time' }).selectOption('month');
    await page.getByRole('button', { name: 'Charts' }).click();
    await page.waitForURL(/show=charts/);
    await settle(page);
    const chart = page.getByRole('article', { name: 'Leads', exact: true });
    await chart.locator('svg').waitFor();
    const [png] = await Promise.all([page.waitForEvent('download'), chart.getByRole('button', { name: 'PNG' }).click()]);
    expect(png.suggestedFilename()).toMatch(/^leads-.*\.png$/);
    const picture = await readFile(await png.path());
    expect([picture.subarray(1, 4).toString(), picture.length > 10_000]).toEqual(['PNG', true]);

    const copy = await browser.open(page.url());
    await settle(copy.page);
    await expect.poll(() => copy.page.getByRole('article').count(), SOON).toBe(4);
    await section(copy.page, /^By channel, month/).getByRole('table').locator('tbody td a').first().click();
    await copy.page.waitForURL(/\/kpis\/leads\?p=\d{4}-\d\d-\d\d\.\..*channel=/);
    expect(problems).toEqual([]);
  });

  it('keeps a view under a name, opens it elsewhere, replaces, removes it and brings it back', async () => {
    const { page, problems } = await browser.open(`${server.url}/explorer?p=28d&by=country&kpi=leads`);
    await settle(page);
    await page.getByRole('button', { name: /^Saved views/ }).click();
    const name = page.getByRole('textbox', { name: 'Name of this view' });
    await name.fill('Leads by <b>country</b>');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const saved = page.getByRole('link', { name: 'Leads by <b>country</b>' });
    await saved.waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    const other = await browser.open(`${server.url}/explorer`);
    await other.page.getByRole('button', { name: /^Saved views/ }).click();
    await other.page.getByRole('link', { name: 'Leads by <b>country</b>' }).click();
    await other.page.waitForURL(/\/explorer\?p=28d&by=country&kpi=leads$/);

    await name.fill('LEADS by <b>country</b>');
    await page.getByRole('button', { name: 'Replace' }).waitFor();
    await page.getByRole('button', { name: /^Remove Leads by/ }).click();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await saved.waitFor();
    expect(problems).toEqual([]);
  });

  it('opens what is left of an old link', async () => {
    const { page } = await browser.open(`${server.url}/explorer?kpi=leads,gone&by=nothing&every=eon`);
    await page.getByText('There is nothing called “nothing” to filter or split by.').waitFor();
    await page.getByRole('link', { name: 'Show the page without it' }).click();
    await page.getByText('There is no figure called gone').waitFor();
    await expect.poll(() => page.getByRole('table').locator('tbody tr').count(), SOON).toBe(1);
  });
});

describe('attribution', () => {
  const number = (text: string | undefined): number => Number((text ?? '').replaceAll(',', '').replace('−', '-') || Number.NaN);

  it('adds up, and opens from a credited number to its ledger rows, the journey and the person', async () => {
    const { page, problems } = await browser.open(`${server.url}/attribution?p=365d`);
    await settle(page);
    const credit = section(page, 'Won, credited by channel');
    await credit.getByText('adds up ✓').waitFor();
    const column = async (row: string): Promise<number[]> => (await credit.getByRole('table').locator(`${row} tr td:nth-child(2)`).allTextContents()).map(number);
    const [rows, [total]] = [await column('tbody'), await column('tfoot')];
    expect(rows.length).toBeGreaterThan(5);
    expect(Math.abs(rows.reduce((a, b) => a + b, 0) - (total ?? Number.NaN))).toBeLessThan(0.005 * rows.length);
    expect(total).toBeGreaterThan(20);

    await credit.getByRole('button', { name: 'intervals' }).click();
    await page.waitForURL(/intervals=yes/);
    await credit.getByRole('columnheader', { name: '95 % interval', exact: true }).waitFor();
    await expect.poll(() => credit.getByRole('row', { name: /^Total/ }).locator('td').first().textContent(), SOON).toBe(total?.toFixed(2));

    const leading = credit.getByRole('table').locator('tbody tr').first();
    const channel = await leading.locator('th').textContent() ?? '';
    const earned = number(await leading.getByRole('link').first().textContent() ?? undefined);
    expect(earned).toBeGreaterThan(0);
    await leading.getByRole('link').first().click();
    await page.waitForURL(/\/attribution\/ledger\?/);
    await page.getByRole('heading', { level: 1, name: 'Credit ledger' }).waitFor();
    expect([ranges(page).getAll('channel'), ranges(page).get('p'), ranges(page).get('model')?.split(',')[0]]).toEqual([[channel], '365d', 'linear']);
    await settle(page);
    const ledger = section(page, 'Won, credited by Linear');
    await ledger.getByText(`together ${earned.toFixed(2)} conversions`).waitFor();
    const all = ledger.getByRole('link', { name: /^all \d+ as CSV/ });
    const [csv] = await Promise.all([page.waitForEvent('download'), all.click()]);
    const lines = (await readFile(await csv.path(), 'utf8')).trim().split('\r\n').slice(1);
    expect(lines).toHaveLength(number((await all.textContent())?.replace(/\D/g, '')));
    expect(lines.every((line) => line.includes(channel))).toBe(true);

    await ledger.getByRole('table').locator('tbody th a').first().click();
    await page.waitForURL(/\/attribution\/journeys\/P-\d+/);
    await page.getByRole('heading', { level: 1, name: /^Journeys of P-/ }).waitFor();
    await settle(page);
    const journey = section(page, /^Won, /).first();
    await journey.getByRole('columnheader', { name: 'Linear' }).waitFor();
    const linear = (await journey.getByRole('columnheader').allTextContents()).findIndex((h) => h.startsWith('Linear'));
    const weights = (await journey.getByRole('table').locator(`tbody tr :nth-child(${String(linear + 1)})`).allTextContents()).map(number);
    expect(Math.abs(weights.reduce((a, b) => a + b, 0) - 100)).toBeLessThan(0.05 * weights.length + 0.01);
    await page.getByRole('link', { name: /^Whole history of P-/ }).click();
    await page.waitForURL(/\/leads\/P-\d+/);
    expect(problems).toEqual([]);
  });

  it('puts models side by side and says by how much they disagree, or why one can not answer', async () => {
    const { page, problems } = await browser.open(`${server.url}/attribution?p=365d&conversion=opportunity`);
    await settle(page);
    const compared = section(page, 'Models side by side');
    await compared.getByText('each adds up ✓').waitFor();
    const totals = async (): Promise<string[]> => (await compared.getByRole('table').locator('tfoot td').allTextContents()).filter(Boolean);
    await expect.poll(async () => (await totals()).length, SOON).toBe(5);
    expect(new Set(await totals()).size).toBe(1);
    await compared.getByRole('combobox', { name: /^Compared with/ }).selectOption('markov');
    await page.waitForURL(/against=markov/);
    await compared.getByText(/Markov gives \d[\d.]*% of the value to others than Linear does/).waitFor();
    await compared.locator('svg').waitFor();
    await page.getByRole('button', { name: /^Settings of the models/ }).click();
    await page.getByRole('textbox', { name: /^Order/ }).fill('2');
    await page.getByRole('button', { name: 'Give credit so' }).click();
    await page.waitForURL(/memory=2/);
    await section(page, 'How it is computed').getByText('Set: order 2, as set.').waitFor();
    expect(problems).toEqual([]);

    await page.goto(`${server.url}/attribution?p=7d`);
    await page.getByText(/at least 30 are needed/).waitFor();
    await page.goto(`${server.url}/attribution?p=365d&by=persona&model=markov,linear`);
    await page.getByText(/persona is of who converted/).waitFor();
  });

  it('keeps an answer, says what is otherwise since, and brings back what was removed', async () => {
    const { page, problems } = await browser.open(`${server.url}/attribution?p=365d&conversion=lead&model=linear,last`);
    await settle(page);
    const saved = section(page, 'Saved results');
    await saved.getByLabel('Name of this result').fill('Leads of a year');
    await saved.getByRole('button', { name: 'Save this answer' }).click();
    await saved.getByRole('link', { name: 'Leads of a year' }).click();
    await page.waitForURL(/saved=\d+/);
    await page.getByText('The same fingerprint:').waitFor();
    await page.getByLabel('Lookback').selectOption('14');
    const changed = page.getByRole('region', { name: /What has changed since/ });
    await changed.getByText('lookback: 90 days then, 14 days now').waitFor();
    expect((await changed.getByRole('table').locator('tfoot td').allTextContents()).slice(-2)).toEqual(['–', '–']);
    await changed.getByRole('button', { name: /^settings/ }).click();
    await page.waitForURL(/part=settings/);
    await changed.getByRole('table', { name: /^Settings/ }).getByRole('link', { name: /^P-\d+/ }).first().waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await saved.getByRole('button', { name: 'Remove Leads of a year' }).click();
    await saved.getByText('is removed.').waitFor();
    await saved.getByRole('button', { name: 'Bring it back' }).click();
    await saved.getByRole('link', { name: 'Leads of a year' }).waitFor();
    expect(problems).toEqual([]);

    await page.goto(`${server.url}/attribution?p=90d&conversion=won`);
    await page.getByText('Too few to judge by.').waitFor();
    await page.getByRole('link', { name: /^SQL \(\d+\)$|^Opportunity \(\d+\)$/ }).first().click();
    await page.waitForURL(/conversion=(sql|opportunity)/);
  });

  it('shows the paths that led to conversion', async () => {
    const { page, problems } = await browser.open(`${server.url}/attribution?p=365d&conversion=lead`);
    await settle(page);
    await page.getByRole('link', { name: 'journeys →' }).click();
    await page.waitForURL(/\/attribution\/journeys\?p=365d&conversion=lead/);
    await page.getByRole('heading', { level: 1, name: 'Journeys' }).waitFor();
    await settle(page);
    const paths = section(page, 'Most frequent paths').getByRole('table');
    const first = async (): Promise<number> => number((await paths.locator('tbody tr').first().locator('td').first().textContent()) ?? undefined);
    await expect.poll(first, SOON).toBeGreaterThan(1);
    const most = await first();
    await page.getByRole('button', { name: 'less frequent →' }).click();
    await page.waitForURL(/skip=25/);
    await expect.poll(first, SOON).toBeLessThan(most);
    const days = section(page, /^How many days/).getByRole('table').locator('tbody tr td:nth-child(2)');
    const touches = section(page, 'How many touches').getByRole('table').locator('tbody tr td:nth-child(2)');
    const sum = async (cells: typeof days): Promise<number> => (await cells.allTextContents()).reduce((n, t) => n + number(t), 0);
    expect(await sum(days)).toBe(await sum(touches));
    expect(problems).toEqual([]);
  });
});

describe('goals', () => {
  /** The first days of this month and of those around it. */
  const month = (n: number): string => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1)).toISOString().slice(0, 10);
  };
  const lastDay = (n: number): string => new Date(Date.parse(month(n + 1)) - 86_400_000).toISOString().slice(0, 10);

  it('are set with a refusal at its field, stand in a tree and on the figures they are about, keep their history, and come back when removed', async () => {
    const { page } = await browser.open(`${server.url}/?p=month`);
    await settle(page);
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await page.waitForURL(/\/goals\?p=month/);
    await page.getByText(/^Here stand goals/).waitFor();
    const dialog = page.getByRole('dialog');
    const write = async (fields: Record<string, string>, figure: string, parent?: string): Promise<void> => {
      await page.getByRole('button', { name: 'Set a goal' }).click();
      await dialog.getByRole('combobox', { name: 'Figure' }).selectOption(figure);
      if (parent !== undefined) await dialog.getByRole('combobox', { name: 'Part of' }).selectOption({ label: parent });
      for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(text);
      await dialog.getByRole('button', { name: 'Keep' }).click();
    };
    await write({ Name: 'Close rate', 'First day': month(0), 'Last day': lastDay(0), 'Target, %': '140', Owner: 'Sales' }, 'close_rate');
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Target, %' }).getAttribute('aria-invalid'), SOON).toBe('true');
    await expect.poll(() => dialog.getByRole('alert').textContent(), SOON).toMatch(/above one/);
    await dialog.getByRole('textbox', { name: 'Target, %' }).fill('20');
    expect(await checkAccessibility(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.getByText('at least 20.0%').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await write({ Name: 'Leads', 'First day': month(0), 'Last day': lastDay(0), Target: '10000', Owner: 'Marketing' }, 'leads', 'Close rate');
    await dialog.getByRole('list', { name: 'History' }).getByText(/^Set: 10,000/).waitFor();
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await dialog.getByLabel('Target', { exact: true }).fill('12 000');
    await dialog.getByLabel('Why it changes, for its history').fill('More budget');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.getByText('Changed: target 10,000 → 12,000').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();

    const tree = section(page, 'How they stand').getByRole('table');
    const leads = tree.getByRole('row', { name: /Leads/ });
    await expect.poll(() => leads.textContent(), SOON).toMatch(/12,000.*(off|no data)/);
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('Marketing');
    await page.waitForURL(/whose=Marketing/);
    await expect.poll(() => tree.locator('tbody tr').count(), SOON).toBe(2);
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('Sales');
    await expect.poll(() => tree.locator('tbody tr').count(), SOON).toBe(1);
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('');
    const [yaml] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'YAML' }).click()]);
    expect(await readFile(await yaml.path(), 'utf8')).toMatch(/^goals:[^]*id: leads[^]*parent: close-rate/);

    await leads.getByRole('link').first().click();
    await page.waitForURL(new RegExp(`/kpis/leads\\?p=${month(0)}\\.\\.`));
    await expect.poll(() => section(page, /^By (day|week)/).getByText('goal, even by days').count(), SOON).toBe(1);
    const overview = await browser.open(`${server.url}/?p=month&cards=leads,revenue`);
    await expect.poll(() => section(overview.page, 'Figures').getByRole('link', { name: /^Leads/ }).textContent(), SOON).toMatch(/goal 12,000/);

    await page.goto(`${server.url}/goals?goal=leads`);
    await dialog.getByRole('button', { name: 'remove this goal' }).click();
    await page.getByText(/is removed; its history stays/).waitFor();
    await expect.poll(() => tree.locator('tbody tr').count(), SOON).toBe(1);
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await expect.poll(() => tree.locator('tbody tr').count(), SOON).toBe(2);
  });
});

describe('the plan', () => {
  it('follows from any stage both ways, keeps it in the address, and divides it among channels by paste', async () => {
    const { page, problems } = await browser.open(`${server.url}/plan?hold=revenue:1000000&typed=averageDeal:25000,closeRate:0.25,mqlToSqlRate:0.2,leadToMqlRate:0.22`);
    await settle(page);
    const needed = (stage: string) => page.getByRole('textbox', { name: new RegExp(`^${stage} needed`) });
    await expect.poll(() => needed('Leads').inputValue(), SOON).toBe('3,637');
    expect([await needed('Deals won').inputValue(), await needed('SQLs').inputValue(), await needed('MQLs').inputValue()]).toEqual(['40', '160', '800']);
    await expect.poll(() => section(page, 'Reverse funnel').getByRole('row', { name: /^Leads/ }).textContent(), SOON).toContain('3,636.364');

    await needed('SQLs').fill('100');
    await expect.poll(() => needed('Revenue').inputValue(), SOON).toBe('625,000');
    await page.keyboard.press('Enter');
    await page.waitForURL(/hold=sqls:100/);
    await page.getByRole('textbox', { name: 'are won, %' }).fill('150');
    await page.getByRole('alert').getByText(/above one/).waitFor();
    await expect.poll(() => needed('Revenue').inputValue(), SOON).toBe('–');
    await page.keyboard.press('Escape');
    await expect.poll(() => needed('Revenue').inputValue(), SOON).toBe('625,000');
    await page.getByRole('textbox', { name: 'are won, %' }).fill('50');
    await page.keyboard.press('Enter');
    await page.waitForURL(/closeRate:0\.5/);
    await expect.poll(() => needed('Revenue').inputValue(), SOON).toBe('1,250,000');

    const sheet = section(page, 'Worksheet');
    const paste = async (text: string): Promise<void> => sheet.getByRole('textbox', { name: /^Visits of/ }).first().evaluate((cell, pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
    await paste('Channel\tSQLs\tCost\nEvents\t60\t9,000\nEmail\t30\t1,000\n');
    await expect.poll(() => sheet.locator('tbody tr').count(), SOON).toBe(2);
    await expect.poll(() => sheet.getByRole('row', { name: /^Over or under/ }).textContent(), SOON).toContain('10 under');
    await sheet.getByRole('textbox', { name: 'SQLs of Email' }).fill('45');
    await expect.poll(() => sheet.getByRole('row', { name: /^Over or under/ }).textContent(), SOON).toContain('5 over');
    await page.keyboard.press('Enter');
    await paste('1\tmany\n2\t3\n');
    await expect.poll(() => sheet.getByRole('alert').textContent(), SOON).toMatch(/Nothing was pasted.*row 1, leads/);
    await page.reload();
    await expect.poll(() => sheet.getByRole('textbox', { name: 'SQLs of Email' }).inputValue(), SOON).toBe('45');
    await sheet.getByRole('button', { name: 'from history anew' }).click();
    await expect.poll(() => sheet.locator('tbody tr').count(), SOON).toBeGreaterThan(5);
    expect(problems).toEqual([]);
  });
});

describe('scenarios', () => {
  it('are ranges that follow what is typed, refuse it at its field, and stand side by side once kept', async () => {
    const { page, problems } = await browser.open(`${server.url}/scenarios?target=300000`);
    await settle(page);
    const outcomes = section(page, 'What comes of it').getByRole('table');
    const row = (name: RegExp) => outcomes.getByRole('row', { name });
    await expect.poll(() => row(/^Revenue/).textContent(), SOON).toMatch(/€[\d,]+€[\d,]+ – €[\d,]+/);
    await expect.poll(() => row(/^Chance of the goal/).textContent(), SOON).toMatch(/%.*of €300[kK]/);
    const won = page.getByRole('textbox', { name: 'SQLs that are won, %' });
    const type = async (text: string): Promise<void> => { await won.fill(text); await page.keyboard.press('Enter'); };
    await type('130');
    await page.waitForURL(/change=closeRate=1\.3/);
    await page.getByRole('alert').getByText(/a rate of 1\.3 is above one/).waitFor();
    expect(await won.getAttribute('aria-invalid')).toBe('true');
    await type('0');
    await page.getByRole('alert').getByText(/a rate of 0 /).first().waitFor();
    await type('60');
    await page.waitForURL(/change=closeRate=0\.6/);
    await expect.poll(() => outcomes.getByRole('columnheader').allTextContents(), SOON).toEqual(['Outcome', 'As in history', 'This draft']);
    const middle = async (): Promise<number[]> => (await row(/^Deals won/).getByRole('cell').allTextContents()).map(parseFloat);
    await expect.poll(async () => { const [history = 0, draft = 0] = await middle(); return draft > history; }, SOON).toBe(true);
    await expect.poll(() => section(page, 'What matters most').getByRole('row', { name: /SQL → won/ }).textContent(), SOON).toContain('typed: certain');

    // Display has too short a history of its own: its budget is refused in words, where it was typed.
    const budget = section(page, 'By channel').getByRole('textbox', { name: 'Budget of Display' });
    await budget.fill('9000');
    await page.keyboard.press('Enter');
    await expect.poll(() => section(page, 'By channel').getByRole('alert').textContent(), SOON).toMatch(/Enough would be 12 months with cost.*change leads of Display/);
    await budget.fill('');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('alert').count(), SOON).toBe(0);

    const kept = section(page, 'Kept scenarios');
    await kept.getByRole('textbox').fill('Close more');
    await kept.getByRole('button', { name: 'keep' }).click();
    await page.waitForURL(/beside=Close\+more/);
    await expect.poll(() => outcomes.getByRole('columnheader').allTextContents(), SOON).toEqual(['Outcome', 'As in history', 'This draft', 'Close more']);
    await expect.poll(async () => { const [, draft, beside] = await middle(); return draft === beside; }, SOON).toBe(true);
    await kept.getByRole('button', { name: 'Remove Close more' }).click();
    await expect.poll(() => outcomes.getByRole('columnheader').count(), SOON).toBe(3);
    await kept.getByRole('button', { name: 'Bring it back' }).click();
    await expect.poll(() => outcomes.getByRole('columnheader').count(), SOON).toBe(4);
    await page.goto(`${server.url}/scenarios`);
    await kept.getByRole('button', { name: 'Open Close more' }).click();
    await page.waitForURL(/change=closeRate=0\.6/);
    expect(problems.filter((problem) => !/status of 4\d\d/.test(problem))).toEqual([]);
  });
});

describe('the board', () => {
  it('shows six figures and the funnel large, without the frame, and goes on when the server is away', async () => {
    const { page } = await browser.open(`${server.url}/board?p=quarter&cards=revenue,leads,mqls,customers,pipeline,cost_per_lead,cost`);
    await page.clock.install();
    await page.reload();
    await settle(page);
    await expect.poll(() => page.locator('main ul > li').count(), SOON).toBe(6);
    await expect.poll(() => page.getByRole('list', { name: 'Funnel' }).getByRole('listitem').count(), SOON).toBe(7);
    expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(0);
    expect(await page.locator('main ul > li span').first().evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize) / window.innerHeight)).toBeGreaterThan(0.08);
    const before = await page.locator('main ul > li').first().textContent();
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.clock.runFor(70_000);
    await expect.poll(async () => { await page.clock.runFor(5000); return page.getByText(/^Not reached since/).count(); }, SOON).toBe(1);
    expect(await page.locator('main ul > li').first().textContent()).toBe(before);
    await page.unroute('**/api/v1/**');
    await expect.poll(async () => { await page.clock.runFor(10_000); return page.getByText(/^As of/).count(); }, SOON).toBe(1);
  });
});

describe('dashboards', () => {
  const cards = (page: Page) => page.getByRole('list', { name: 'Cards' }).locator(':scope > li');
  const place = (card: ReturnType<typeof cards>): Promise<string> => card.evaluate((e) => `${(e as HTMLElement).style.gridColumn} | ${(e as HTMLElement).style.gridRow}`);

  it('begin from a template, ask each question once, and open at their cells', async () => {
    const { page, problems } = await browser.open(`${server.url}/?p=365d`);
    await settle(page);
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.waitForURL(/\/dashboards\?p=365d/);
    await page.getByText(/^Here stand dashboards by name/).waitFor();
    await page.getByRole('radio', { name: 'Executive' }).check();
    await page.getByRole('textbox', { name: 'Name' }).fill('<i>Board</i> مبيعات');
    const asked: string[] = [];
    page.on('request', (request) => { if (request.url().includes('/api/v1/kpis?')) asked.push(request.url()); });
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.waitForURL(/\/dashboards\/\d+\?p=365d/);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe('<i>Board</i> مبيعات');
    await settle(page);
    // Eight figures with the funnel, all courses, one dimension.
    expect(asked).toHaveLength(3);
    const revenue = cards(page).filter({ has: page.getByRole('heading', { name: 'Revenue', exact: true }) });
    expect(await revenue.textContent()).toMatch(/[\d,.]+[MK]?/);
    const table = page.getByRole('table', { name: 'By channel' });
    const total = table.locator('tfoot tr');
    expect(await total.textContent()).toMatch(/Total/);
    await page.getByRole('button', { name: 'table of Revenue' }).click();
    await expect.poll(() => page.getByRole('table', { name: 'Revenue by month' }).locator('tbody tr').count(), SOON).toBeGreaterThan(11);
    await page.getByRole('button', { name: /^Add a filter/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Channel', exact: true }).click();
    await page.getByRole('checkbox', { name: /Organic Search/ }).check();
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/channel=Organic/);
    await expect.poll(() => table.locator('tbody tr').count(), SOON).toBe(1);
    await table.locator('tbody tr').getByRole('link').first().click();
    await page.waitForURL(/\/kpis\/cost\?p=365d&channel=Organic\+Search/);
    expect(problems).toEqual([]);
  });

  it('are arranged by keys and by pointer, undone, kept, and never overwritten by another tab', async () => {
    const made = await fetch(`${server.url}/api/v1/dashboards`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'Mine', cards: [
      { id: 'leads', kind: 'kpi', kpi: 'leads', column: 1, row: 1, width: 3, height: 3 }, { id: 'mqls', kind: 'kpi', kpi: 'mqls', column: 4, row: 1, width: 3, height: 3 },
    ] }) });
    const address = `${server.url}/dashboards/${z.object({ id: z.string() }).parse(await made.json()).id}`;
    const { page } = await browser.open(address);
    await settle(page);
    const other = await browser.open(address);
    await settle(other.page);
    const said = page.locator('[aria-live="assertive"]');
    const [leads, mqls] = [cards(page).filter({ hasText: 'Leads' }), cards(page).filter({ hasText: 'MQLs' })];
    const kept = () => page.getByRole('group', { name: 'Changes' }).getByText(/Kept\.$/).waitFor();

    await page.getByRole('button', { name: 'Arrange' }).click();
    expect(await checkAccessibility(page)).toEqual([]);
    const move = page.getByRole('button', { name: 'Move Leads', exact: true });
    await move.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => said.textContent(), SOON).toMatch(/^Leads taken, columns 1 to 3, rows 1 to 3\. Arrow keys move it/);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => said.textContent(), SOON).toMatch(/^It goes no further/);
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    await expect.poll(() => place(leads), SOON).toBe('4 / span 3 | 4 / span 3');
    await page.keyboard.press('Escape');
    expect(await place(leads)).toBe('1 / span 3 | 1 / span 3');
    await expect.poll(() => said.textContent(), SOON).toMatch(/is as it was/);
    for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await kept();
    expect([await place(leads), await place(mqls)]).toEqual(['4 / span 3 | 1 / span 3', '4 / span 3 | 4 / span 3']);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), SOON).toBe('Move Leads');
    await page.getByRole('button', { name: 'Resize Leads' }).focus();
    for (const key of ['Enter', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => said.textContent(), SOON).toBe('Leads set down, 4 columns wide, 4 rows high.');
    await page.keyboard.press('Control+z');
    await expect.poll(() => place(leads), SOON).toBe('4 / span 3 | 1 / span 3');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => place(leads), SOON).toBe('4 / span 4 | 1 / span 4');

    const from = await page.getByRole('button', { name: 'Move MQLs', exact: true }).boundingBox();
    const grid = await page.getByRole('list', { name: 'Cards' }).boundingBox();
    if (!from || !grid) throw new Error('The cards have no place.');
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 20 + grid.width / 2, from.y - 100, { steps: 6 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await place(mqls)).toBe('4 / span 3 | 5 / span 3');
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 20 + grid.width / 2, from.y - 300, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => place(mqls), SOON).toBe('10 / span 3 | 1 / span 3');
    await kept();

    await page.getByRole('button', { name: 'Add a card' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'What it shows' }).selectOption('note');
    await dialog.getByRole('textbox', { name: 'Text' }).fill('<b>Look</b> at this');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await kept();
    await page.getByRole('button', { name: 'Remove MQLs' }).click();
    await page.getByRole('button', { name: 'Undo: MQLs removed' }).click();
    await kept();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.reload();
    await settle(page);
    await expect.poll(() => cards(page).count(), SOON).toBe(3);
    expect([await place(leads), await place(mqls)]).toEqual(['4 / span 4 | 1 / span 4', '10 / span 3 | 1 / span 3']);
    expect(await page.getByText('<b>Look</b> at this').count()).toBe(1);

    await other.page.getByRole('button', { name: 'Arrange' }).click();
    await other.page.getByRole('button', { name: 'Remove Leads' }).click();
    await other.page.getByRole('alert').getByText(/changed meanwhile/).waitFor();
    await other.page.getByRole('button', { name: 'Show it as it is now' }).click();
    await expect.poll(() => cards(other.page).count(), SOON).toBe(3);
  });

  it('go out as a file and come in again, say what is wrong with another, and come back when removed', async () => {
    const { page, problems } = await browser.open(`${server.url}/dashboards`);
    await settle(page);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export Mine' }).click()]);
    expect(file.suggestedFilename()).toBe('mine.dashboard.yaml');
    const yaml = await readFile(await file.path(), 'utf8');
    const give = (name: string, text: string) => page.getByLabel('Dashboard file').setInputFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });
    await give('goals.yaml', yaml.replace('kpi: mqls', 'kpi: mkls'));
    await expect.poll(() => page.getByRole('alert').textContent(), SOON).toMatch(/card \d, kpi: there is no KPI "mkls".*Did you mean mqls/);
    await give('mine.dashboard.yaml', yaml);
    await page.waitForURL(/\/dashboards\/\d+/);
    await settle(page);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe('Mine 2');
    expect(await cards(page).count()).toBe(3);
    await page.getByRole('button', { name: 'rename' }).click();
    await page.getByRole('textbox', { name: 'Name of the dashboard' }).fill('mine');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(/called "mine" already/).waitFor();
    await page.getByRole('button', { name: 'Take the change back' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe('Mine 2');
    await page.getByRole('link', { name: 'all dashboards' }).click();
    await page.getByRole('button', { name: 'Remove Mine 2' }).click();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await page.getByRole('link', { name: 'Mine 2' }).waitFor();
    await page.goto(`${server.url}/dashboards/999999`);
    await page.getByText(/^There is no such dashboard/).waitFor();
    expect(problems.filter((p) => !p.includes('400') && !p.includes('404'))).toEqual([]);
  });
});

describe('help', () => {
  it('leads from the imports to a product\'s page, and by its links to others', async () => {
    const { page, problems } = await browser.open(`${server.url}/imports`);
    await settle(page);
    await page.getByRole('link', { name: 'Help', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /^csv/ }).waitFor();
    await page.getByRole('navigation', { name: 'Documents' }).getByRole('link', { name: 'HubSpot' }).click();
    await page.getByRole('heading', { level: 1, name: 'hubspot: HubSpot' }).waitFor();
    await page.getByRole('navigation', { name: 'Documents' }).getByRole('link', { name: 'For a team, on PostgreSQL' }).click();
    await page.getByRole('article').getByRole('link', { name: 'benchmarks', exact: true }).click();
    await page.waitForURL(/\/help\/benchmarks$/);
    await page.getByRole('heading', { level: 1, name: 'Benchmarks' }).waitFor();
    await page.goto(`${server.url}/help/nowhere`);
    await page.getByText('There is no document of that name.').waitFor();
    expect(problems).toEqual([]);
  });
});

describe('with the keyboard alone', () => {
  it('finds persons, companies and campaigns by how they begin, and says when nobody is called so', async () => {
    const { page, problems } = await browser.open(`${server.url}/?p=365d`);
    await settle(page);
    const { persons } = z.object({ persons: z.array(z.object({ id: z.string(), email: z.string(), account: z.object({ id: z.string(), name: z.string() }).nullable() })) }).parse(await (await fetch(`${server.url}/api/v1/persons`)).json());
    const known = persons.find((p) => p.email !== '' && p.account !== null && p.account.name !== '');
    if (!known?.account) throw new Error('The journal begins with nobody of a company.');
    const find = page.getByRole('combobox', { name: 'Find a figure, page, person or campaign' });
    const chosen = page.getByRole('option', { selected: true });
    /** Opens the search, types, goes down to the entry and opens it. */
    const open = async (typed: string, entry: RegExp): Promise<void> => {
      await page.keyboard.press('/');
      await find.waitFor();
      await page.keyboard.type(typed);
      await page.getByRole('option', { name: entry }).first().waitFor();
      for (let presses = 0; presses < 24 && !entry.test((await chosen.textContent()) ?? ''); presses++) await page.keyboard.press('ArrowDown');
      await expect.poll(() => chosen.textContent(), SOON).toMatch(entry);
      await page.keyboard.press('Enter');
      await find.waitFor({ state: 'detached' });
    };
    await open(known.email.toUpperCase(), /Person · /);
    await page.waitForURL((url) => url.pathname === `/leads/${known.id}`);
    await settle(page);
    await open(known.account.name.slice(0, -1), new RegExp(`^${known.account.name.replace(/[^\w ]/g, '.')} ?Company$`));
    await page.waitForURL(/\/accounts\/A-\d+$/);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe(known.account.name);
    await open('de_search_br', /^de_search_brand ?Campaign$/);
    await page.waitForURL(/\/channels\?.*campaign=de_search_brand/);

    await page.keyboard.press('/');
    await find.fill(known.email);
    await page.getByRole('option', { name: /Person · / }).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await find.fill('nobody is called this');
    await page.getByText(/^Nothing is called “nobody is called this”/).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/channels');
    expect(problems).toEqual([]);
  });

  it('finds a figure, reads its note, opens its cell and comes back', async () => {
    const { page } = await browser.open(server.url);
    await settle(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'detached' });

    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Find a figure, page, person or campaign' }).waitFor();
    await page.keyboard.type('scrub');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/kpis\/scrub/);
    await page.getByRole('combobox', { name: 'Find a figure, page, person or campaign' }).waitFor({ state: 'detached' });
    await settle(page);

    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.waitForURL(/\/imports/);
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.waitForURL((url) => url.pathname === '/');
    await settle(page);

    await page.reload();
    await settle(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    expect(await focused()).toBe('main');
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '')).startsWith('/kpis/leads')) break;
    }
    expect(await page.getByRole('tooltip').textContent()).toMatch(/Leads: [\d,]+/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/kpis\/leads/);
  });
});

describe('on a phone, in the dark, for those who do not see', () => {
  const PAGES = [
    '/', '/kpis', '/kpis/cost_per_lead', '/kpis/time_to_convert:lead:mql', '/channels?p=365d&open=Paid+Search', '/funnel?p=365d', '/segments?p=365d', '/recurring?p=365d',
    '/attribution?p=365d', '/attribution?conversion=lead&by=campaign&intervals=yes', '/attribution/ledger?p=365d', '/attribution/ledger?model=markov', '/attribution/journeys?p=365d', '/attribution/journeys/{person}?p=365d&conversion=lead',
    '/goals', '/plan?hold=leads:2000', '/scenarios?target=300000&change=closeRate%3D0.4', '/board?p=quarter', '/leads', '/leads?of=accounts&whenever=yes', '/leads/{person}', '/accounts/{account}', '/explorer?by=channel', '/explorer?by=channel&every=month&show=charts&p=365d', '/dashboards', '/dashboards/{marketer}', '/dashboards/{sales-lead}?p=365d', '/dashboards/{executive}?vs=none', '/imports', '/settings', '/help/imports/hubspot', '/help/glossary', '/help/dashboards',
  ];
  /** Ids differ with the day on which the sample ends: the first of the journal. */
  const withIds = async (address: string): Promise<string> => {
    const template = /\/dashboards\/\{(.*)\}/.exec(address)?.[1];
    if (template !== undefined) {
      const made = await fetch(`${server.url}/api/v1/dashboards`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: `Of ${template}`, template }) });
      return address.replace(/\{.*\}/, z.object({ id: z.string() }).parse(await made.json()).id);
    }
    const list = address.includes('{person}') ? 'persons' : address.includes('{account}') ? 'accounts' : undefined;
    if (list === undefined) return address;
    const found = z.record(z.string(), z.unknown()).parse(await (await fetch(`${server.url}/api/v1/${list}`)).json())[list];
    return address.replace(/\{\w+\}/, z.tuple([z.object({ id: z.string() })]).rest(z.unknown()).parse(found)[0].id);
  };

  it.each(PAGES)('%s has no fault that axe finds, light or dark, and fits 390 px without sideways scrolling', async (address) => {
    const { page } = await browser.open(server.url + (await withIds(address)), { colorScheme: 'light' });
    await settle(page);
    expect(await checkAccessibility(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await checkAccessibility(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), SOON).toBeLessThanOrEqual(390);
  });

  it('follows the system into the dark, and keeps a choice made by hand', async () => {
    const { page } = await browser.open(server.url, { colorScheme: 'dark' });
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await ground()).toBe('rgb(13, 21, 32)');
    await page.getByRole('button', { name: /switch to light/ }).click();
    expect(await ground()).toBe('rgb(251, 250, 247)');
    await page.reload();
    expect(await ground()).toBe('rgb(251, 250, 247)');
  });
});
