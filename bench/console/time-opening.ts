import type { Browser, Page } from 'playwright-core';
import { drawnAt } from '../../tests/console/open-page.ts';
import type { OpenedPage } from './pages-opened.ts';

export interface Opening {
  /** From the request to what is awaited being on the page, and the page answering to events. */
  usableMs: number;
  /** From the first inputs after that to the frame that shows what they did: the slowest of them. */
  inputMs: number;
}

const READY_TIMEOUT_MS = 30_000;
/** What Event Timing tells no smaller times than; a frame is 16 ms. */
const GRAIN_MS = 16;

/** Opens a page in a browser of its own, with an empty cache, and uses it at once. */
export async function timeOpening(browser: Browser, origin: string, opened: OpenedPage): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await watchInputs(page);
    await page.goto(origin + opened.path, { waitUntil: 'commit' });
    const usableMs = await whenUsable(page, opened.ready).catch((error: Error) => {
      throw new Error(`${opened.name} (${opened.path}) was not usable: ${error.message}`);
    });
    return { usableMs, inputMs: await slowestInput(page) };
  } finally {
    await context.close();
  }
}

/** Has the page note how long each input waits for the frame that follows it. */
export async function watchInputs(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const inputs: number[] = [];
    Object.assign(window, { inputs });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) inputs.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
}

async function whenUsable(page: Page, ready: string): Promise<number> {
  const usable = await page.waitForFunction(drawnAt, ready, { timeout: READY_TIMEOUT_MS, polling: 'raf' });
  return Number(await usable.jsonValue());
}

/** The list walked through, help opened and closed, its first row opened and closed: what fingers do first. */
export async function slowestInput(page: Page): Promise<number> {
  await page.evaluate(() => {
    (window as unknown as { inputs: number[] }).inputs.length = 0;
    // Where a search box has the focus at first, letters would be its text.
    (document.activeElement as HTMLElement | null)?.blur();
  });
  for (const key of ['j', 'j', 'k', 'Tab', '?', 'Escape']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
  }
  const row = page.locator('a[data-row]').first();
  if ((await row.count()) > 0) {
    await row.click();
    await page.waitForTimeout(300);
    await page.keyboard.press('Escape');
  }
  await page.waitForTimeout(300);
  return await page.evaluate(
    (grain) => Math.max(grain, ...(window as unknown as { inputs: number[] }).inputs),
    GRAIN_MS,
  );
}
