// What a benchmark asks of the overview in a browser: when its figures are there, and which. The functions that run in the
// page are handed over as they are and see nothing of this file.
import type { Page } from 'playwright';

declare global {
  interface Window {
    /** Milliseconds since navigation began. */
    usable?: number;
    /** Milliseconds from a click to everything it changes. */
    replaced?: Promise<number>;
  }
}

/** To be there before the page is: notes when cards and funnel show their values and a click on the period has opened its menu. */
export function watchFirstLoad(): void {
  const look = (): void => {
    const section = (title: string): Element | undefined => [...document.querySelectorAll('main section')].find((s) => s.querySelector('h2')?.textContent === title);
    const [cards, stages] = [section('Figures'), [...(section('Funnel')?.querySelectorAll('li b') ?? [])]];
    const isThere = cards !== undefined && cards.querySelector('[role="status"]') === null && cards.querySelectorAll('h3').length > 0 && stages.length > 0 && stages.every((stage) => stage.textContent !== '');
    const period = [...document.querySelectorAll('button')].find((button) => button.textContent.startsWith('Period'));
    if (!isThere || period === undefined) {
      requestAnimationFrame(look);
      return;
    }
    period.click();
    const answered = (): void => {
      if (document.querySelector('[role="dialog"], [role="menu"]') === null) requestAnimationFrame(answered);
      else window.usable = performance.now();
    };
    answered();
  };
  look();
}

/** From the next click on: until another address shows other figures and no section waits any more. */
function watchNextClick(): void {
  const shown = (): string => [...document.querySelectorAll('main section')].find((s) => s.querySelector('h2')?.textContent === 'Figures')?.textContent ?? '';
  window.replaced = new Promise((resolve) => {
    window.addEventListener('click', (event) => {
      const [address, before] = [location.href, shown()];
      const look = (): void => {
        if (location.href !== address && document.querySelector('main section[aria-busy="true"], main [role="status"][aria-label^="Loading"]') === null && shown() !== before) resolve(performance.now() - event.timeStamp);
        else requestAnimationFrame(look);
      };
      look();
    }, { capture: true, once: true });
  });
}

/** Resolves when no section waits any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main section') !== null && document.querySelector('main section[aria-busy="true"], main [role="status"][aria-label^="Loading"]') === null, undefined, { polling: 'raf', timeout: 120_000 });
}

/** Milliseconds from the click, as the page got it, to the last value it replaces. */
export async function replacing(page: Page, click: () => Promise<void>): Promise<number> {
  await page.evaluate(watchNextClick);
  await click();
  const milliseconds = await page.evaluate(() => window.replaced);
  if (milliseconds === undefined) throw new Error('the page was loaded anew by a click that should change a filter');
  return milliseconds;
}

const MAGNITUDES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, bn: 1e9 };

/** `€7.84m` -> 7840000. @throws Error where there is no number */
export function readShown(text: string): number {
  const found = /([\d,]+(?:\.\d+)?)\s*(k|m|bn)?/.exec(text);
  if (found?.[1] === undefined) throw new Error(`“${text}” is no figure`);
  return Number(found[1].replaceAll(',', '')) * (MAGNITUDES[found[2] ?? ''] ?? 1);
}

/** What stands on the cards, by their names, and at the stages of the funnel. */
export async function shownFigures(page: Page): Promise<{ cards: Map<string, number>; stages: number[] }> {
  const texts = await page.evaluate(() => {
    const section = (title: string): Element | undefined => [...document.querySelectorAll('main section')].find((s) => s.querySelector('h2')?.textContent === title);
    return {
      cards: [...(section('Figures')?.querySelectorAll('h3') ?? [])].map((h): [string, string] => [h.textContent, h.nextElementSibling?.textContent ?? '']),
      stages: [...(section('Funnel')?.querySelectorAll('li b') ?? [])].map((b) => b.textContent),
    };
  });
  return { cards: new Map(texts.cards.map(([name, value]) => [name, readShown(value)])), stages: texts.stages.map(readShown) };
}
