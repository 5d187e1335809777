import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { OPERATOR_KEY, type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { assertNoSidewaysScroll, looks, visitPage } from './open-page.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

const options = { skip: skipWithoutChromium };

let bed: ReplayBed;
let served: RunningConsole;
let browser: Browser;

before(async () => {
  if (skipWithoutChromium) return;
  bed = await startReplayBed();
  served = await startConsole(bed.operations.url, { WAYBILL_OPERATOR_KEY: OPERATOR_KEY });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await served?.stop();
  await bed?.stop();
});

/** Above what the API takes, and just below what a message of the log may have: so only the log itself can bring them. */
const payloads = {
  'nested 20,000 deep': `{"text":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  'with a text of 900 KB': `{"text":${JSON.stringify('word '.repeat(180_000))},"other":1}`,
  'with 40,000 members': `{${Array.from({ length: 40_000 }, (_, n) => `"m${n}":${n}`).join(',')}}`,
};

for (const [what, data] of Object.entries(payloads))
  test(`a dead letter ${what} can be looked at and acted on`, options, async (t) => {
    const { deadLetterId } = await bed.broken('general', data);
    for (const look of looks)
      await visitPage(
        browser,
        served.url,
        async (page) => {
          const began = performance.now();
          await page.goto(`${served.url}/dead-letters/${deadLetterId}`);
          const begin = page.getByRole('button', { name: /^"data": \{/ });
          await begin.waitFor();
          // Usable: it answers to a press.
          await begin.click();
          await page.locator('[aria-expanded="false"]', { hasText: '"data"' }).waitFor();
          t.diagnostic(`${what}, ${look.width} px: usable after ${Math.round(performance.now() - began)} ms`);
          await begin.click();
          await assertNoSidewaysScroll(page, what);
          const drawn = await page.locator('#content *').count();
          assert.ok(drawn < 5_000, `${drawn} elements`);
          await page.getByRole('button', { name: /^Edit and replay/ }).click();
          const edited = page.locator('dialog[open] textarea').first();
          assert.ok((await edited.inputValue()).length > 10_000);
          await edited.press('End');
          await page.keyboard.press('Escape');
          await page.locator('dialog[open]').waitFor({ state: 'detached' });
        },
        look,
      );
  });
