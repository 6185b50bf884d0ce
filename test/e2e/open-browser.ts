// One Chromium for a test file, and pages that remember what went wrong in them.
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { findChromium } from '../../scripts/find-chromium.mjs';

/** Chromium must neither call home nor need a sandbox, which root has not. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

declare global {
  interface Window {
    /** Requests of the page's scripts whose answers have not been read yet. */
    answersAwaited?: number;
    /** Frames on end in which the page was at rest, while somebody waits for that. */
    framesAtRest?: number;
  }
}

/** Runs in each page before its own scripts: counts what they fetch. */
function countFetches(): void {
  const { fetch } = window;
  window.fetch = async (...request) => {
    window.answersAwaited = (window.answersAwaited ?? 0) + 1;
    try {
      return await fetch(...request);
    } finally {
      window.answersAwaited -= 1;
    }
  };
}

export interface TestBrowser {
  /** A page of its own profile; `width` 390 is a phone. */
  open(url: string, options?: BrowserContextOptions): Promise<TestPage>;
  close(): Promise<void>;
}

export interface TestPage {
  readonly page: Page;
  /** Errors of scripts, of the console and of requests, since the page was opened. */
  readonly problems: readonly string[];
}

/** Starts Chromium; closes every page with it. */
export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = await findChromium();
  const browser: Browser = await chromium.launch({ headless: true, args: FLAGS, ...(executablePath !== undefined && { executablePath }) });
  return {
    async open(url, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
      await context.addInitScript(countFetches);
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
      page.on('console', (message) => { if (message.type() === 'error') problems.push(`console: ${message.text()}`); });
      page.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText ?? 'failed';
        // A page that is left cancels what it was loading.
        if (reason !== 'net::ERR_ABORTED') problems.push(`request: ${request.url()} ${reason}`);
      });
      page.on('response', (response) => { if (response.status() >= 500) problems.push(`response: ${response.url()} ${response.status()}`); });
      await page.goto(url);
      return { page, problems };
    },
    close: () => browser.close(),
  };
}
