import type { Browser, Page } from 'playwright-core';

const BLANK = 'about:blank';

/** Pages that no test uses now, by the time zone of their profile. */
const unused = new WeakMap<Browser, Map<string, Page[]>>();

function unusedIn(browser: Browser, timezoneId: string): Page[] {
  const pages = unused.get(browser) ?? unused.set(browser, new Map()).get(browser)!;
  return pages.get(timezoneId) ?? pages.set(timezoneId, []).get(timezoneId)!;
}

/**
 * A page whose browser profile has stored nothing: one that was given back, or a new one. To load the console in a used
 * profile takes half of what it does in a new one, whose browser has to get and compile every script again.
 */
export async function takePage(browser: Browser, timezoneId: string): Promise<Page> {
  const page = unusedIn(browser, timezoneId).pop();
  if (page) return page;
  const permissions = ['clipboard-read', 'clipboard-write'];
  const context = await browser.newContext({ timezoneId, permissions });
  return await context.newPage();
}

/** Gives back a page that `takePage` gave. One that can't be reset, such as a closed one, is thrown away. */
export async function returnPage(browser: Browser, timezoneId: string, page: Page): Promise<void> {
  const context = page.context();
  try {
    if (context.pages().length > 1) throw new Error('The test opened another page.');
    await reset(page);
    unusedIn(browser, timezoneId).push(page);
  } catch {
    await context.close();
  }
}

/** Clears stored data and history, removes listeners, and moves the pointer away from the page. */
async function reset(page: Page): Promise<void> {
  const { origin } = new URL(page.url());
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  for (const event of ['pageerror', 'console', 'request'] as const) page.removeAllListeners(event);
  await page.mouse.move(-1, -1);
  await page.goto(BLANK);
  const session = await page.context().newCDPSession(page);
  if (origin !== 'null') await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.send('Page.resetNavigationHistory');
  await session.detach();
}
