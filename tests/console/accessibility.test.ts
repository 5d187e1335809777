import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { mintCommandId } from '../../contracts/command-id.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { assertAccessible, assertNoSidewaysScroll, looks, openPage } from './open-page.ts';
import { type OperationsFixture, startOperationsFixture } from './operations-fixture.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

let operations: OperationsFixture;
let served: RunningConsole;
let browser: Browser;
const ids: Record<string, string> = {};
const never = mintCommandId(1, 1);

before(async () => {
  if (skipWithoutChromium) return;
  operations = await startOperationsFixture();
  served = await startConsole(operations.url);
  browser = await launchChromium();
  const reason = {
    code: 'x',
    detail: 'Store refused: unknown column thread_id in table messages_by_channel.',
  };
  for (const state of [
    'applied',
    'processing',
    'rejected',
    'retrying',
    'dead_lettered',
    'accepted',
  ] as const) {
    const recorded =
      state === 'rejected' || state === 'retrying' || state === 'dead_lettered' ? { reason } : {};
    const text = `${'long '.repeat(60)}${'unbroken'.repeat(40)}`;
    const { command } = operations.put({
      state,
      text,
      data: { deep: { deeper: { deepest: { x: 1 } } } },
      ...recorded,
    });
    ids[state] = command?.commandId as string;
  }
});

after(async () => {
  await browser?.close();
  await served?.stop();
  await operations?.stop();
});

const commandDetailOf = (state: string) => async (page: Page) => {
  await page.goto(`${served.url}/commands/${ids[state]}`);
  await page.locator('article[data-outcome]').waitFor();
};

const list = async (page: Page) => {
  await page.goto(`${served.url}/commands?ids=${ids.applied},${never}`);
  await page.getByRole('table').nth(1).waitFor();
};

const views: Record<string, (page: Page) => Promise<void>> = {
  'the list': list,
  'an applied command detail': commandDetailOf('applied'),
  'a rejected command detail': commandDetailOf('rejected'),
  'a dead-lettered command detail with the client’s answer open': async (page) => {
    await commandDetailOf('dead_lettered')(page);
    await page.getByRole('button', { name: /The client sees/ }).click();
  },
  'a command detail in flight': commandDetailOf('accepted'),
  'a retrying command detail': commandDetailOf('retrying'),
  'a command never accepted': async (page) => {
    await page.goto(`${served.url}/commands/${never}`);
    await page.getByRole('heading', { name: /never accepted/ }).waitFor();
  },
  'the palette': async (page) => {
    await list(page);
    await page.keyboard.press('Control+k');
    await page.locator('[cmdk-input]').fill(`${ids.applied} ${never}`);
    await page.getByRole('option', { name: /not in the log/ }).waitFor();
  },
  help: async (page) => {
    await list(page);
    // Out of the search box, to the list, where letters are keys.
    await page.locator('#search-box').press('ArrowDown');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard' }).waitFor();
  },
  'no such page': async (page) => void (await page.goto(`${served.url}/nowhere`)),
};

const wide: Record<string, (page: Page) => Promise<void>> = {
  'the drawer': async (page) => {
    await list(page);
    await page.locator(`[data-row="${ids.retrying}"]`).click();
    await page.getByRole('dialog').locator('article[data-outcome]').waitFor();
  },
};

const narrow: Record<string, (page: Page) => Promise<void>> = {
  'the menu': async (page) => {
    await list(page);
    await page.getByRole('button', { name: 'Menu' }).click();
  },
};

for (const { width, theme } of looks) {
  test(`axe-core finds nothing at ${width} px, ${theme}`, { skip: skipWithoutChromium }, async () => {
    const { page, faults, close } = await openPage(browser, { width, theme });
    try {
      for (const [what, show] of Object.entries({ ...views, ...(width > 640 ? wide : narrow) })) {
        await show(page);
        await assertAccessible(page, `${what} at ${width} px, ${theme}`);
        await assertNoSidewaysScroll(page, `${what} at ${width} px`);
      }
      operations.mode = { kind: 'log-down' };
      await page.goto(`${served.url}/commands`);
      await page.getByText('The recent commands cannot be read').waitFor();
      await assertAccessible(page, `an outage at ${width} px, ${theme}`);
      assert.deepEqual(faults, []);
    } finally {
      operations.mode = { kind: 'well' };
      await close();
    }
  });
}

test('no page scrolls sideways at 320 px', { skip: skipWithoutChromium }, async () => {
  const { page, close } = await openPage(browser, { width: 320 });
  try {
    for (const [what, show] of Object.entries({ ...views, ...narrow })) {
      await show(page);
      await assertNoSidewaysScroll(page, `${what} at 320 px`);
    }
  } finally {
    await close();
  }
});

test('no page scrolls sideways for who reads text of twice the size', {
  skip: skipWithoutChromium,
}, async () => {
  const large = await launchChromium(['--blink-settings=defaultFontSize=32']);
  try {
    for (const width of [1280, 800]) {
      const { page } = await openPage(large, { width });
      for (const [what, show] of Object.entries(views)) {
        await show(page);
        const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
        assert.equal(size, '32px');
        await assertNoSidewaysScroll(page, `${what} at ${width} px with large text`);
      }
    }
  } finally {
    await large.close();
  }
});
