import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { returnPage, takePage } from './reused-pages.ts';

export interface PageOptions {
  width?: number;
  theme?: 'light' | 'dark';
  timezoneId?: string;
}

export interface OpenPage {
  page: Page;
  /** What went wrong in the browser: errors, and what the content security policy refused. */
  faults: string[];
  close(): Promise<void>;
}

/**
 * For `waitForFunction`: when this was on the page, in milliseconds since it was asked for; false until then. What streamed in
 * stands hidden in the document until it is put in its place; then React takes it over.
 */
export const drawnAt = (selector: string): number | false => {
  const content = document.querySelector('#content');
  const arriving = document.querySelector('div[hidden][id^="S:"]') !== null;
  const taken = content !== null && Object.keys(content).some((key) => key.startsWith('__reactFiber'));
  return !arriving && taken && document.querySelector(selector) !== null && performance.now();
};

/** A page of a browser profile that has stored nothing. Failed requests are no fault of the page: the states are about them. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<OpenPage> {
  const { width = 1280, theme = 'light', timezoneId = 'Europe/Oslo' } = options;
  const page = await takePage(browser, timezoneId);
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text()))
      faults.push(message.text());
  });
  const { goto } = page;
  page.goto = async (...target) => {
    const answer = await goto.apply(page, target);
    await page.waitForFunction(drawnAt, '#content');
    return answer;
  };
  const close = async () => {
    page.goto = goto;
    await returnPage(browser, timezoneId, page);
  };
  return { page, faults, close };
}

/**
 * The widths and themes in which the states of a page are checked, each once. Contrast in both themes is tested for
 * the tokens, and for every page in its default state.
 */
export const looks = [
  { width: 1280, theme: 'light' },
  { width: 390, theme: 'dark' },
] as const;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Asserts that axe-core finds nothing against WCAG 2.2 A and AA, nor against its best practices. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as {
      axe: {
        run(options: {
          resultTypes: string[];
        }): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    // Selectors of what it finds in order, which nobody reads, would take most of its time.
    return (await run.run({ resultTypes: ['violations'] })).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
    );
  });
  assert.deepEqual(violations, [], what);
}

export async function assertNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(over <= 0, `${what} is ${over} px too wide`);
}

/** Runs on a page at this address, and asserts that nothing went wrong in the browser meanwhile. */
export async function visitPage(
  browser: Browser,
  url: string,
  run: (page: Page) => Promise<void>,
  options?: PageOptions,
): Promise<void> {
  const { page, faults, close } = await openPage(browser, options);
  try {
    await page.goto(url);
    await run(page);
    assert.deepEqual(faults, [], 'errors in the browser');
  } finally {
    await close();
  }
}
