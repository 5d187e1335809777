import type { Browser, Page } from 'playwright-core';
import { drawnAt } from '../../tests/console/open-page.ts';
import type { OpenedPage } from './pages-opened.ts';

interface Opening {
  /** From the request until the awaited content is on the page and the page reacts to events. */
  usableMs: number;
  /** From an input to the frame that shows its effect: the slowest of the first inputs. */
  inputMs: number;
}

const READY_TIMEOUT_MS = 30_000;
/** Event Timing reports no shorter times than this: one frame. */
const GRAIN_MS = 16;

/** Opens a page in a separate browser with an empty cache, and uses it at once. */
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

/** Makes the page record how long each input waits for the following frame. */
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

/** Walks through the list, opens and closes help, opens and closes the first row: the inputs that people make first. */
export async function slowestInput(page: Page): Promise<number> {
  await page.evaluate(() => {
    (window as unknown as { inputs: number[] }).inputs.length = 0;
    // If a search box has the focus, letters would go into it.
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
