import { statSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { View } from './views.ts';

export interface Look {
  width: number;
  height: number;
  theme: 'light' | 'dark';
}

/** How long charts, and content that loads after the numbers, may take. */
const SETTLED_MS = 1_500;

/**
 * Takes a picture of one view: all of it, or what a screen of this height shows. Returns a line with the file's size.
 */
export async function take(
  browser: Browser,
  origin: string,
  view: View,
  look: Look,
  file: string,
  whole: boolean,
): Promise<string> {
  const { width, height, theme } = look;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: theme,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  try {
    await page.goto(origin + view.path);
    await settled(page);
    if (view.bring) {
      await view.bring(page);
      await settled(page);
    }
    await page.screenshot({ path: file, fullPage: whole });
  } finally {
    await page.close();
  }
  return `${file}: ${Math.round(statSync(file).size / 1_000)} kB`;
}

/** Whether no placeholder is left and the charts are drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const content = document.querySelector('#content');
    return content !== null && content.querySelector('.skeleton, .late') === null;
  });
  await page.waitForTimeout(SETTLED_MS);
}
