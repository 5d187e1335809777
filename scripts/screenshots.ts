/**
 * Makes the pictures of the documentation, docs/images/*.png, from a running Waybill: starts one of its own on a
 * temporary data folder, has people talk in it, and looks at its console. Needs a built console, a nats-server
 * (NATS_SERVER_BIN) and a Chromium (CHROMIUM_BIN).
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { AcceptedCommand } from '../contracts/accepted-command.ts';
import { launchChromium } from '../tests/console/chromium.ts';
import { startWaybill, type TestWaybill } from '../tests/engines/waybill.ts';

const images = join(import.meta.dirname, '..', 'docs', 'images');

const conversation = [
  'Morning! The night shift handed over quietly.',
  'Good. Is the search cluster back on three nodes?',
  'Since 04:10, yes. Nothing was lost, it only caught up.',
  'Then we can deploy at 14:00 as planned.',
  'I will hold merges from 13:30 on.',
  'Who takes the release notes?',
  'I do. Draft is in the wiki.',
  'Are we still on for tonight?',
];

async function send(
  waybill: TestWaybill,
  method: string,
  path: string,
  body?: unknown,
): Promise<AcceptedCommand> {
  const answer = await fetch(waybill.gateway + path, {
    method,
    headers: {
      authorization: `Bearer ${waybill.apiKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.status !== 202) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as AcceptedCommand;
}

/** A little of everything: what the list and the slip show. Gives the last message's id. */
async function talk(waybill: TestWaybill): Promise<string> {
  for (const channel of ['general', 'operations']) {
    await send(waybill, 'PUT', `/v1/channels/${channel}`, { title: channel });
    await send(waybill, 'PUT', `/v1/channels/${channel}/members/me`);
  }
  await send(waybill, 'PUT', '/v1/channels/general', { title: 'Another title' });
  let last = '';
  for (const [index, text] of conversation.entries()) {
    const channel = index < 5 ? 'operations' : 'general';
    last = (await send(waybill, 'POST', `/v1/channels/${channel}/messages`, { text })).commandId;
  }
  return last;
}

interface Picture {
  name: string;
  path: string;
  width: number;
  height: number;
  theme: 'light' | 'dark';
  ready(page: Page): Promise<void>;
}

async function take(browser: Browser, waybill: TestWaybill, picture: Picture): Promise<void> {
  const { name, path, width, height, theme } = picture;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: theme,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  await page.goto(waybill.console + path);
  await picture.ready(page);
  const file = join(images, `${name}.png`);
  await page.screenshot({ path: file });
  await page.close();
  console.log(`${file}: ${Math.round(statSync(file).size / 1_000)} kB`);
}

mkdirSync(images, { recursive: true });
const waybill = await startWaybill();
const browser = await launchChromium();
try {
  const last = await talk(waybill);
  const list = async (page: Page) => {
    await page.locator(`[data-row="${last}"]`).waitFor();
    // All of them through: a picture of a healthy pipeline.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('tbody tr')].every((row) =>
        /applied|rejected/.test(row.textContent ?? ''),
      ),
    );
  };
  const slip = async (page: Page) => {
    await page.locator('article[data-outcome="applied"]').filter({ visible: true }).waitFor();
    await page.locator('[data-liveness]').waitFor();
  };
  const drawer = async (page: Page) => {
    await list(page);
    await page.locator(`[data-row="${last}"]`).click();
    await slip(page);
  };
  const wide = { width: 1280, height: 640 };
  const phone = { width: 390, height: 760 };
  await take(browser, waybill, {
    name: 'commands',
    path: '/commands',
    ...wide,
    theme: 'light',
    ready: drawer,
  });
  await take(browser, waybill, {
    name: 'slip',
    path: `/commands/${last}`,
    ...wide,
    theme: 'dark',
    ready: slip,
  });
  await take(browser, waybill, {
    name: 'commands-390',
    path: '/commands',
    ...phone,
    theme: 'light',
    ready: list,
  });
  await take(browser, waybill, {
    name: 'slip-390',
    path: `/commands/${last}`,
    ...phone,
    theme: 'dark',
    ready: slip,
  });
} finally {
  await browser.close();
  await waybill.stop();
}
