// Journeys: every count opens to its conversions in the ledger, and one journey reads as a timeline.
import { describe, expect, it } from 'vitest';
import { ledgerDocument } from '../../../src/shared/api/attribution.js';
import { checkAccessibility } from './check-accessibility.js';
import { openDemo } from './open-demo.js';
import { ranges, section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('journeys', () => {
  const number = (text: string | null): number => Number((text ?? '').replaceAll(',', ''));

  it.each([
    ['Most frequent paths', 'journey', /^the path /], ['How many touches', 'touches', /touch/], ['How many days, from the first touch', 'days', /from the first touch$/], ['From one to the next', 'step', /^the step /],
  ])('open from %s to the ledger of so many conversions', async (title, parameter, words) => {
    const { page, problems } = await demo.open('/attribution/journeys?p=365d&conversion=opportunity&by=channel&model=first,linear');
    await settle(page);
    const door = section(page, title).getByRole('table').locator('tbody a.door').first();
    const count = number(await door.textContent());
    expect(count).toBeGreaterThan(0);
    await door.click();
    await page.waitForURL((url) => url.pathname === '/attribution/ledger' && url.searchParams.has(parameter));
    await settle(page);
    const ledger = section(page, 'Opportunity, credited by Linear');
    await ledger.getByText(`together ${count.toFixed(2)} conversions`).waitFor();
    expect(await ledger.locator('b bdi').textContent()).toMatch(words);
    await ledger.getByRole('button', { name: 'all conversions' }).click();
    await page.waitForURL((url) => !url.searchParams.has(parameter));
    expect(ranges(page).get('conversion')).toBe('opportunity');
    await expect.poll(() => ledger.getByText(`together ${count.toFixed(2)} conversions`).count(), SOON).toBe(0);
    expect(problems).toEqual([]);
  });

  it.each([1440, 390])('of one person are a timeline of touches and stages at %i pixels', async (width) => {
    const { rows } = ledgerDocument.parse(await demo.call('GET', '/attribution/ledger?conversion=won&model=linear&from=2026-01-01&to=2026-11-01&rows=1000'));
    const person = rows.find((r) => r.touch !== null && r.conversion.person !== null)?.conversion.person ?? '';
    const { page, problems } = await demo.open(`/attribution/journeys/${person}?p=365d`, { viewport: { width, height: 900 } });
    await settle(page);
    const timeline = section(page, /^Won, /).first().getByRole('table');
    await timeline.getByText('Became Lead').or(timeline.getByText('Became lead')).first().waitFor();
    expect(await timeline.locator('tbody tr').last().textContent()).toMatch(/Won, /);
    const credit = timeline.locator('td[data-label^="Linear"]').first();
    const box = await credit.boundingBox();
    expect(box?.width).toBeGreaterThan(0);
    if (width === 390) expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(390);
    expect(await checkAccessibility(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
