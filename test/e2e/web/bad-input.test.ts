// What a browser meets that nobody planned: links to what is gone, filters that match nothing, a connection that is lost
// while a file comes in, and more campaigns than anybody reads.
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const demo = openDemo();

it.each([
  ['/nowhere/at/all', /Nothing stands at this address/], ['/imports/999999', /no import “?"?999999/i], ['/dashboards/999999', /no such dashboard/i], ['/leads/P-999999', /no person/i], ['/accounts/A-999999', /no (account|company)/i],
  ['/kpis/never_was', /no KPI/i], ['/attribution/journeys/P-999999', /has no conversion/],
])('says at %s what is not there, and where to go on', async (address, said) => {
  const { page, problems } = await demo.open(address);
  await expect.poll(() => page.locator('main').textContent(), SOON).toMatch(said);
  expect(await page.locator('main').getByRole('link').or(page.getByRole('navigation').getByRole('link')).count()).toBeGreaterThan(0);
  expect(problems.filter((problem) => !/status of 40[04]/.test(problem))).toEqual([]);
});

it.each(['/', '/funnel', '/channels', '/segments', '/recurring', '/explorer?kpi=leads&by=channel', '/kpis/leads'])('shows at %s, without an error, that nothing matches the filters', async (address) => {
  const { page, problems } = await demo.open(`${address}${address.includes('?') ? '&' : '?'}campaign=nothing_is_called_so`);
  await settle(page);
  expect(await page.getByRole('alert').count()).toBe(0);
  await expect.poll(() => page.locator('main').textContent(), SOON).toMatch(/No |Nothing|no value|0/);
  expect(problems).toEqual([]);
});

it('says that the connection is lost while a file comes in, and shows the end when it is back', async () => {
  const { page } = await demo.open('/imports');
  const rows = Array.from({ length: 20_000 }, (_, n) => `${(n % 900) + 1}.00,EUR,media,2026-01-${String((n % 28) + 1).padStart(2, '0')},2026-01-${String((n % 28) + 1).padStart(2, '0')},Lost ${n}`);
  await page.setInputFiles('input[type="file"]', { name: 'lost.csv', mimeType: 'text/csv', buffer: Buffer.from(['amount,currency,kind,from,until,campaign', ...rows, ''].join('\n')) });
  const lost = page.getByRole('article', { name: 'Import of lost.csv' });
  await lost.getByText(/20,000 rows checked/).waitFor({ timeout: 60_000 });
  let answered = false;
  // What is asked about a running import gets no answer any more; the order to begin still does.
  await page.route(/\/api\/v1\/imports\/\d+/, async (route) => {
    const first = new URL(route.request().url()).pathname.endsWith('/events') || answered;
    answered ||= !first;
    await (first ? route.abort('connectionfailed') : route.continue());
  });
  await lost.getByRole('button', { name: 'Import', exact: true }).click();
  await lost.getByText(/Leadline does not answer\. What it has taken in is kept/).waitFor({ timeout: 30_000 });
  await page.unroute(/\/api\/v1\/imports\/\d+/);
  await lost.getByText('Imported.').waitFor({ timeout: 90_000 });
  expect(await lost.getByText(/does not answer/).count()).toBe(0);
});

it('shows the first of thousands of campaigns, and how many are left', async () => {
  const visits = Array.from({ length: 3000 }, (_, n) => `2026-02-03T10:00:00Z,crowd-${n},crowd,cpc,crowd_${String(n).padStart(4, '0')}`);
  const { uploadId } = z.object({ uploadId: z.string() }).parse(await demo.call('POST', '/uploads?name=crowd.csv', Buffer.from(['t,v,s,m,c', ...visits, ''].join('\n'))));
  const mapping = 'who: { visitorId: v }\norigin: { source: s, medium: m, campaign: c }\nfacts: [{ kind: touch, at: t, touch: { value: page_view } }]\n';
  const { id } = z.object({ id: z.string() }).parse(await demo.call('POST', '/imports', { uploadId, connector: 'csv', mapping }));
  await vi.waitFor(async () => { expect(await demo.call('GET', `/imports/${id}`)).toMatchObject({ state: 'done', accepted: 3000 }); }, SOON);

  const { page, problems } = await demo.open('/explorer?kpi=visits&by=campaign&source=crowd&p=2026-02-03');
  await settle(page);
  const table = section(page, 'By campaign').getByRole('table');
  // Two hundred, and the row that says how many are left.
  expect(await table.locator('tbody tr').count()).toBe(201);
  expect(await table.locator('tfoot tr').textContent()).toContain('3,000');
  await page.getByText('2,800 further are not shown; they count in the total.').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => table.locator('tbody tr').count(), SOON).toBe(401);
  expect(new URL(page.url()).searchParams.get('top')).toBe('400');

  for (const [address, name, most] of [
    ['/kpis/visits?by=campaign&source=crowd&p=2026-02-03', 'By campaign', 201], ['/kpis/visits?by=campaign,country&source=crowd&p=2026-02-03', 'By campaign and country', 201],
    ['/explorer?kpi=visits&by=campaign&every=day&source=crowd&p=2026-02-01..2026-02-10', /^By campaign, day/, 201], ['/funnel?by=campaign&source=crowd&p=2026-02-03', 'By campaign', 201],
  ] as const) {
    await page.goto(new URL(address, demo.url).href);
    await settle(page);
    await section(page, name).getByText(/further are not shown/).waitFor();
    expect(await section(page, name).locator('tbody tr').count(), address).toBeLessThanOrEqual(most);
  }

  await page.goto(new URL('/channels?source=crowd&p=2026-02-03', demo.url).href);
  await settle(page);
  const tree = section(page, 'Channels and campaigns');
  await tree.getByRole('button', { name: 'unfold all' }).click();
  await tree.getByRole('button', { name: '2,950 further campaigns' }).click();
  await tree.getByRole('button', { name: '2,900 further campaigns' }).waitFor();
  expect(await tree.locator('tbody tr').count()).toBe(102);
  expect(problems).toEqual([]);
});
