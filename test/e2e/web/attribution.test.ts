// Attribution: credit, its ledger and journeys, models side by side, saved results.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ledgerDocument } from '../../../src/shared/api/attribution.js';
import { checkAccessibility } from './check-accessibility.js';
import { openBrowser } from '../open-browser.js';
import { serve } from './demo-server.js';
import { openDemo } from './open-demo.js';
import { ranges, section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('attribution', () => {
  const number = (text: string | undefined): number => Number((text ?? '').replaceAll(',', '').replace('−', '-') || Number.NaN);

  it('adds up, and opens from a credited number to its ledger rows, the journey and the person', async () => {
    const { page, problems } = await demo.open('/attribution?p=365d');
    await settle(page);
    const credit = section(page, 'Won, credited by channel');
    await credit.getByText('adds up ✓').waitFor();
    const column = async (row: string): Promise<number[]> => (await credit.getByRole('table').locator(`${row} tr td:nth-child(2)`).allTextContents()).map(number);
    const [rows, [total]] = [await column('tbody'), await column('tfoot')];
    expect(rows.length).toBeGreaterThan(5);
    expect(Math.abs(rows.reduce((a, b) => a + b, 0) - (total ?? Number.NaN))).toBeLessThan(0.005 * rows.length);
    expect(total).toBeGreaterThan(20);

    const [file] = await Promise.all([page.waitForEvent('download'), credit.getByRole('button', { name: 'CSV' }).click()]);
    const [head = '', ...body] = (await readFile(await file.path(), 'utf8')).replace('\ufeff', '').trim().split('\r\n');
    const at = (name: string): number => head.split(',').indexOf(name);
    const inFile = (name: string): number[] => body.map((line) => Number(line.split(',').at(at(name))));
    expect(head).toMatch(/^Channel,Credit,Share,Value \([A-Z]{3}\),Share of value,Cost \([A-Z]{3}\),ROAS,Marketing ROI,Cost per conversion \([A-Z]{3}\)$/);
    const shares = inFile('Share').slice(0, -1);
    expect([inFile('Credit').length, shares.reduce((a, b) => a + b, 0), inFile('Credit').at(-1)?.toFixed(2)]).toEqual([rows.length + 1, expect.closeTo(1, 9), total?.toFixed(2)]);
    expect(inFile('ROAS').at(-1)).toBeGreaterThan(0);

    await credit.getByRole('button', { name: 'intervals' }).click();
    await page.waitForURL(/intervals=yes/);
    await credit.getByRole('columnheader', { name: '95 % interval', exact: true }).waitFor();
    await expect.poll(() => credit.getByRole('row', { name: /^Total/ }).locator('td').first().textContent(), SOON).toBe(total?.toFixed(2));

    const leading = credit.getByRole('table').locator('tbody tr').first();
    const channel = await leading.locator('th').textContent() ?? '';
    const earned = number(await leading.getByRole('link').first().textContent() ?? undefined);
    expect(earned).toBeGreaterThan(0);
    // The bar opens what the number does.
    const behind = await leading.getByRole('link').first().getAttribute('href');
    const bar = leading.locator('a[aria-hidden]');
    expect(await bar.getAttribute('href')).toBe(behind);
    await bar.click();
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
    const { page, problems } = await demo.open('/attribution?p=365d&conversion=opportunity');
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
    await compared.locator('a[data-note$="opens the ledger rows of Markov"]').first().click();
    await page.waitForURL(/\/attribution\/ledger\?.*model=markov,/);
    await page.goBack();
    await compared.getByText(/Markov gives/).waitFor();
    await page.getByRole('button', { name: /^Settings of the models/ }).click();
    await page.getByRole('textbox', { name: /^Order/ }).fill('2');
    await page.getByRole('button', { name: 'Give credit so' }).click();
    await page.waitForURL(/memory=2/);
    await section(page, 'How it is computed').getByText('Set: order 2, as set.').waitFor();
    expect(problems).toEqual([]);

    await page.goto(`${demo.url}/attribution?p=7d`);
    await page.getByText(/at least 30 are needed/).waitFor();
    await page.goto(`${demo.url}/attribution?p=365d&by=persona&model=markov,linear`);
    await page.getByText(/persona is of who converted/).waitFor();
  });

  it('shows what people say against what was tracked, opens a cell, and follows other words', async () => {
    const { page, problems } = await demo.open('/attribution?p=365d&conversion=lead&model=last_non_direct');
    await settle(page);
    const said = section(page, 'What they say');
    await said.getByText('adds up ✓').waitFor();
    await said.getByText(/^\d+ of \d+ conversions \(\d+%\) are of people who said what brought them .* gives \d+% of the credit to one that they named/).waitFor();
    const table = said.getByRole('table', { name: /tracked channel against what people say/ });
    const sums = async (): Promise<number[]> => (await table.locator('tfoot td').allTextContents()).map(number);
    const [parts, all] = [(await sums()).slice(0, -1), (await sums()).at(-1)];
    expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(all ?? Number.NaN, 1);
    const social = table.getByRole('row', { name: /^Paid Social/ });
    const place = (await table.getByRole('columnheader').allTextContents()).findIndex((h) => h.startsWith('Organic Social'));
    const cell = social.locator(`:scope > :nth-child(${String(place + 1)})`).getByRole('link');
    const credit = number(await cell.textContent() ?? undefined);
    await cell.click();
    await page.waitForURL(/\/attribution\/ledger\?/);
    expect([ranges(page).get('channel'), ranges(page).get('self_reported')]).toEqual(['Paid Social', 'Organic Social']);
    await section(page, /^Lead, credited by/).getByText(`together ${credit.toFixed(2)} conversions`).waitFor();

    await page.goBack();
    await settle(page);
    await said.getByText('Which words mean which channel, and what people answered').click();
    await said.getByRole('table', { name: 'What people answered' }).getByRole('row', { name: /^been a reader for years \d+ other, as said/ }).waitFor();
    await said.getByLabel('Words, parted by commas').fill('been a reader, READERS');
    await said.getByLabel('Channel that they mean').selectOption('Public Relations');
    await said.getByRole('button', { name: 'Add the rule' }).click();
    await said.getByText(/would be taken for something else/).waitFor();
    await said.getByRole('row', { name: /^been a reader for years \d+ other, as said Public Relations/ }).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await said.getByRole('button', { name: 'Save as version 1' }).click();
    await said.getByText('Saved as version 1.').waitFor();
    await expect.poll(async () => (await table.getByRole('columnheader').allTextContents()).some((h) => h.startsWith('Public Relations')), SOON).toBe(true);

    // A draft outlasts the page, and is not saved unseen over what another tab has changed meanwhile.
    await said.getByLabel('Words, parted by commas').fill('newsletter of a friend');
    await said.getByLabel('Channel that they mean').selectOption('Email');
    await said.getByRole('button', { name: 'Add the rule' }).click();
    await said.getByText(/^Not saved yet/).waitFor();
    await demo.call('PUT', '/self-reported-rules', { basedOn: 1, rules: [{ channel: 'Events', words: ['other tab'] }] });
    await page.reload();
    await settle(page);
    await said.getByText('Which words mean which channel, and what people answered').click();
    await said.getByRole('row', { name: /newsletter of a friend/ }).waitFor();
    await said.getByText(/^These were written on version 1; version 2 has come meanwhile/).waitFor();
    expect(await said.getByRole('button', { name: 'Save as version 3' }).isDisabled()).toBe(true);
    await said.getByRole('button', { name: 'Put them in its place' }).click();
    await said.getByRole('button', { name: 'Save as version 3' }).click();
    await said.getByText('Saved as version 3.').waitFor();
    expect(problems).toEqual([]);
  });

  it('shows an account’s journey with the touches of all its people and whose each was', async () => {
    const ledger = await demo.call('GET', '/attribution/ledger?conversion=won&model=linear&accountBased=true&from=2026-01-01&to=2026-11-01&rows=1000');
    const { rows } = ledgerDocument.parse(ledger);
    const withTwo = [...new Set(rows.map((r) => r.conversion.id))].find((conversion) => new Set(rows.flatMap((r) => (r.conversion.id === conversion && r.touch?.person != null ? [r.touch.person] : []))).size > 1);
    const person = rows.find((r) => r.conversion.id === withTwo)?.conversion.person ?? '';
    const { page, problems } = await demo.open(`/leads/${person}?p=365d`);
    await settle(page);
    await page.locator('main a[href^="/accounts/A-"]').first().click();
    await page.waitForURL(/\/accounts\/A-\d+/);
    await page.getByRole('link', { name: 'Journeys and credit' }).click();
    await page.waitForURL(/\/attribution\/journeys\/A-\d+/);
    await settle(page);
    const journey = section(page, /^Won, /).first();
    const whose = (await journey.getByRole('columnheader').allTextContents()).indexOf('Person');
    const people = await journey.getByRole('table').locator(`tbody tr > :nth-child(${String(whose + 1)})`).allTextContents();
    expect(new Set(people.filter((p) => p.startsWith('P-'))).size).toBeGreaterThan(1);
    await journey.getByRole('link', { name: /^P-\d+$/ }).first().click();
    await page.waitForURL(/\/leads\/P-\d+/);
    expect(problems).toEqual([]);
  });

  it('keeps an answer, says what is otherwise since, and brings back what was removed', async () => {
    const { page, problems } = await demo.open('/attribution?p=365d&conversion=lead&model=linear,last');
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

    await page.goto(`${demo.url}/attribution?p=90d&conversion=won`);
    await page.getByText('Too few to judge by.').waitFor();
    const offer = page.getByRole('link', { name: /^SQL \(\d+\)$|^Opportunity \(\d+\)$/ }).first();
    const offered = (await offer.textContent())?.replace(/\D/g, '') ?? '';
    await offer.click();
    await page.waitForURL(/conversion=(sql|opportunity)/);
    await page.getByText(new RegExp(`^${offered} conversions, `)).waitFor();
  });

  it('keeps a view of its own under a name and opens it again', async () => {
    const { page, problems } = await demo.open('/attribution?p=365d&by=campaign&conversion=lead&model=linear,last');
    await settle(page);
    const list = page.getByRole('button', { name: /^Saved views/ });
    await list.click();
    await page.getByRole('textbox', { name: 'Name of this view' }).fill('Leads by campaign');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'Leads by campaign' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'What is credited' }).selectOption('won');
    await page.waitForURL(/conversion=won/);
    await list.click();
    await page.getByRole('link', { name: 'Leads by campaign' }).click();
    await page.waitForURL(/\/attribution\?p=365d&by=campaign&conversion=lead&model=linear,last$/);
    await page.getByRole('link', { name: 'journeys →' }).click();
    await page.waitForURL(/\/attribution\/journeys/);
    await list.click();
    await page.getByText('None yet.').waitFor();
    expect(problems).toEqual([]);
  });

  it('says what of an address can not be, and what is taken in its place', async () => {
    const { page } = await demo.open('/attribution?p=365d&conversion=foo&model=custom&lookback=-3&by=channel,channel');
    await settle(page);
    await page.getByText('No kind of conversion is called “foo”: Won is credited.').waitFor();
    await page.getByText(/has no weights to give by: it is replaced by/).waitFor();
    await page.getByText(/^“-3” is no lookback .* days are taken\.$/).waitFor();
    await page.getByText('The split names channel twice: it is split by channel.').waitFor();
    await section(page, 'Won, credited by channel').getByText('adds up ✓').waitFor();
  });

  it('leads to imports where there are no data', async () => {
    const [empty, browser] = await Promise.all([serve('start'), openBrowser()]);
    try {
      const { page, problems } = await browser.open(`${empty.url}/attribution`);
      await page.getByText('There are no data yet.').waitFor();
      await page.getByRole('link', { name: 'Bring files in', exact: true }).click();
      await page.waitForURL(/\/imports/);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      await empty.stop();
    }
  });

  it('shows the paths that led to conversion', async () => {
    const { page, problems } = await demo.open('/attribution?p=365d&conversion=lead');
    await settle(page);
    await page.getByRole('link', { name: 'journeys →' }).click();
    await page.waitForURL(/\/attribution\/journeys\?p=365d&conversion=lead/);
    await page.getByRole('heading', { level: 1, name: 'Journeys' }).waitFor();
    await settle(page);
    const paths = section(page, 'Most frequent paths').getByRole('table');
    const first = async (): Promise<number> => number((await paths.locator('tbody tr').first().locator('td').first().textContent()) ?? undefined);
    await expect.poll(first, SOON).toBeGreaterThan(1);
    const most = await first();
    await page.getByRole('button', { name: 'next →' }).click();
    await page.waitForURL(/skip=25/);
    await expect.poll(first, SOON).toBeLessThan(most);
    const days = section(page, /^How many days/).getByRole('table').locator('tbody tr td:nth-child(2)');
    const touches = section(page, 'How many touches').getByRole('table').locator('tbody tr td:nth-child(2)');
    const sum = async (cells: typeof days): Promise<number> => (await cells.allTextContents()).reduce((n, t) => n + number(t), 0);
    expect(await sum(days)).toBe(await sum(touches));
    expect(problems).toEqual([]);
  });
});
