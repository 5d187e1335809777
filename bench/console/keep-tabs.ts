import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { liveRoutes } from '../../contracts/routes/operations/live.ts';
import type { OpenedPage } from './pages-opened.ts';
import { slowestInput, watchInputs } from './time-opening.ts';

interface Tabs {
  /** The slowest input of each tab, with the page's name. */
  inputs: Map<string, number>;
  /** How many live streams all tabs together opened. */
  streams: number;
  requestsASecond: number;
}

/** Opens each of these pages in a tab of one browser, keeps all open for a time, then uses one after the other. */
export async function keepTabs(
  browser: Browser,
  origin: string,
  pages: readonly OpenedPage[],
  forMs: number,
): Promise<Tabs> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  let streams = 0;
  let requests = 0;
  context.on('request', (request) => {
    requests += 1;
    if (request.url().endsWith(liveRoutes['follow-live-state'].path)) streams += 1;
  });
  try {
    const tabs = [];
    for (const opened of pages) {
      const page = await context.newPage();
      await watchInputs(page);
      await page.goto(origin + opened.path);
      await page.locator(opened.ready).first().waitFor();
      tabs.push({ page, opened });
    }
    requests = 0;
    await delay(forMs);
    const requestsASecond = requests / (forMs / 1_000);
    const inputs = new Map<string, number>();
    for (const { page, opened } of tabs) {
      await page.bringToFront();
      inputs.set(opened.name, await slowestInput(page));
    }
    return { inputs, streams, requestsASecond };
  } finally {
    await context.close();
  }
}
