// The pictures of the documents: each page shows what its picture is said to show, every picture that is referred to is there,
// and every one that is there is referred to. UPDATE_IMAGES=1 takes them anew, of a sample company that stands on one day.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { ROOT } from '../../source-files.js';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const TAKES = process.env['UPDATE_IMAGES'] === '1';
const DAY = '2026-06-30T08:00:00.000Z';
const demo = openDemo(TAKES ? { standOn: DAY } : {});
const now = (): Date => (TAKES ? new Date(DAY) : new Date());
const month = (n: number): string => new Date(Date.UTC(now().getUTCFullYear(), now().getUTCMonth() + n, 1)).toISOString().slice(0, 10);

const IMAGES = path.join(ROOT, 'docs', 'images');
const SIZE = { width: 1440, height: 900 };
/** Bytes of a picture at most: documents are read on the road, too. */
const LARGEST = 120_000;

interface Picture {
  readonly name: string;
  readonly address: string;
  /** What has to be there beforehand. */
  readonly before?: () => Promise<unknown>;
  /** Brings into sight what the picture is of, and holds that it is there. */
  readonly shows: (page: Page) => Promise<void>;
  /** The whole page instead of what fits a screen. */
  readonly whole?: true;
}

const LEADS = 'E-mail;Company;Lead Source;Created;MQL date\nann@acme.example;Acme;LinkedIn;02.03.2026 09:30;05.03.2026\nbo@globex.example;Globex;Google Ads;03.03.2026 11:00;\ncy@initech.example;Initech;Google Ads;31.02.2026;\n';

const PICTURES: readonly Picture[] = [
  {
    name: 'overview', address: '/', whole: true,
    shows: async (page) => {
      for (const name of ['Figures', 'Funnel', 'What moved', 'Needs a look', 'Channels']) await section(page, name).waitFor();
      expect(await section(page, 'Figures').getByRole('link', { name: 'Revenue' }).textContent()).toMatch(/\d/);
    },
  },
  {
    name: 'import-preview', address: '/imports',
    shows: async (page) => {
      await page.setInputFiles('input[type="file"]', { name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(LEADS) });
      const file = page.getByRole('article', { name: 'Import of leads.csv' });
      await file.getByRole('table').first().waitFor();
      await settle(page);
      await expect.poll(() => file.textContent(), SOON).toMatch(/31\.02\.2026/);
      await file.evaluate((element) => { element.scrollIntoView(); });
    },
  },
  {
    name: 'figure', address: '/kpis/cost_per_lead?p=last-month',
    shows: async (page) => {
      await page.getByText('Measures and SQL').click();
      await page.locator('pre', { hasText: 'SELECT' }).first().waitFor();
      await section(page, 'Rows behind').getByText('adds up').waitFor();
      await section(page, 'How it is computed').evaluate((element) => { element.scrollIntoView(); });
    },
  },
  {
    name: 'channels', address: '/channels?p=last-quarter&open=Paid+Search',
    shows: async (page) => {
      await expect.poll(() => section(page, 'Channels and campaigns').getByRole('button', { name: 'Paid Search' }).getAttribute('aria-expanded'), SOON).toBe('true');
      await section(page, 'Channels and campaigns').locator('tfoot').waitFor();
    },
  },
  {
    name: 'funnel', address: '/funnel?p=last-quarter&basis=cohort',
    shows: async (page) => {
      await page.getByRole('table').first().waitFor();
      await expect.poll(() => page.locator('main').textContent(), SOON).toContain('MQL');
    },
  },
  {
    name: 'attribution', address: '/attribution?p=365d&conversion=won&model=linear,markov',
    shows: async (page) => {
      await page.getByText('adds up').first().waitFor();
      await page.getByText(/by linear/i).first().waitFor();
    },
  },
  {
    name: 'goals', address: '/goals',
    before: async () => {
      const days = { from: month(-2), to: month(1) };
      await demo.call('PUT', '/goals/revenue', { goal: { id: 'revenue', name: 'Revenue of the quarter', kpi: 'revenue', ...days, target: 140_000, owner: 'Sales' } });
      await demo.call('PUT', '/goals/leads', { goal: { id: 'leads', name: 'Leads for it', kpi: 'leads', ...days, target: 240, owner: 'Marketing', parent: 'revenue' } });
    },
    shows: async (page) => {
      await page.getByText('Revenue of the quarter').first().waitFor();
      await page.getByText('Leads for it').first().waitFor();
    },
  },
  {
    name: 'segments', address: '/segments?p=365d',
    shows: async (page) => {
      const rules = section(page, 'Who belongs to which persona');
      const adding = rules.getByRole('form', { name: 'Add a persona rule' });
      for (const [word, persona] of [['plant, maintenance', 'Production'], ['it', 'IT']] as const) {
        await adding.getByRole('textbox', { name: 'Values, condition 1' }).fill(word);
        await adding.getByRole('combobox', { name: 'Persona', exact: true }).fill(persona);
        await page.keyboard.press('Enter');
      }
      await rules.getByRole('table', { name: /^Persons by persona/ }).waitFor();
      await rules.evaluate((element) => { element.scrollIntoView(); });
    },
  },
  {
    name: 'dashboard', address: '/dashboards/1',
    before: () => demo.call('POST', '/dashboards', { name: 'Marketing', template: 'marketer' }),
    shows: async (page) => {
      await page.getByRole('heading', { name: 'Marketing' }).waitFor();
      await expect.poll(() => page.locator('main li').getByRole('heading', { level: 2 }).count(), SOON).toBeGreaterThan(5);
    },
  },
  {
    name: 'report', address: '/report?period=last-quarter',
    shows: async (page) => { await expect.poll(() => page.locator('body').textContent(), SOON).toMatch(/Revenue/); },
  },
];

/** Small, and sharp enough for text. */
async function asWebp(png: Buffer): Promise<Buffer> {
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.encode('webp', 82);
}

const isApp = (address: string): boolean => !address.startsWith('/report');

it.each(PICTURES.map((picture) => [picture.name, picture] as const))('%s.webp is of what its page shows', async (name, { address, before, shows, whole }) => {
  await before?.();
  const { page, problems } = await demo.open(TAKES ? '/healthz' : address, { viewport: SIZE, colorScheme: 'light' });
  if (TAKES) {
    await page.clock.setFixedTime(DAY);
    await page.goto(new URL(address, demo.url).href);
  }
  if (isApp(address)) await settle(page);
  await shows(page);
  if (isApp(address)) await settle(page);
  expect(problems).toEqual([]);
  if (TAKES) await writeFile(path.join(IMAGES, `${name}.webp`), await asWebp(await page.screenshot({ fullPage: whole === true, animations: 'disabled' })));
  await page.context().close();
});

it('every picture is referred to, and every one that is referred to is there, and small', async () => {
  const documents = ['README.md', ...(await readdir(path.join(ROOT, 'docs'), { recursive: true })).filter((file) => file.endsWith('.md')).map((file) => path.join('docs', file))];
  const referred = new Set<string>();
  for (const document of documents) {
    for (const [, target = ''] of (await readFile(path.join(ROOT, document), 'utf8')).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)) referred.add(path.relative(IMAGES, path.join(ROOT, path.dirname(document), target)));
  }
  const names = PICTURES.map(({ name }) => `${name}.webp`).sort();
  expect([...referred].sort()).toEqual(names);
  expect((await readdir(IMAGES)).sort()).toEqual(names);
  for (const name of names) expect((await readFile(path.join(IMAGES, name))).length, name).toBeLessThan(LARGEST);
});
