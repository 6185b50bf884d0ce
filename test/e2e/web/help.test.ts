// The help: documents in the product, and the links between them.
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { settle } from './settle.js';

const demo = openDemo();

describe('help', () => {
  it('leads from the imports to a product\'s page, and by its links to others', async () => {
    const { page, problems } = await demo.open('/imports');
    await settle(page);
    await page.getByRole('link', { name: 'Help', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /^csv/ }).waitFor();
    await page.getByRole('navigation', { name: 'Documents' }).getByRole('link', { name: 'HubSpot' }).click();
    await page.getByRole('heading', { level: 1, name: 'hubspot: HubSpot' }).waitFor();
    await page.getByRole('navigation', { name: 'Documents' }).getByRole('link', { name: 'For a team, on PostgreSQL' }).click();
    await page.getByRole('article').getByRole('link', { name: 'benchmarks', exact: true }).click();
    await page.waitForURL(/\/help\/benchmarks$/);
    await page.getByRole('heading', { level: 1, name: 'Benchmarks' }).waitFor();
    await page.goto(`${demo.url}/help/nowhere`);
    await page.getByText('There is no document of that name.').waitFor();
    // From any page, by pointer alone, on a phone too.
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Help and keys' }).click();
    await page.getByRole('dialog', { name: 'Keyboard' }).getByRole('link', { name: 'Help', exact: true }).first().click();
    await page.waitForURL(/\/help$/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });
});
