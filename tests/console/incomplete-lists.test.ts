import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { OPERATOR_KEY, type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { visitPage } from './open-page.ts';
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

const PAGES: { path: string; api: string; says: string; never: string }[] = [
  {
    path: '/dead-letters',
    api: 'dead-letter-groups',
    says: '0 groups so far',
    never: 'No dead letter is open',
  },
  {
    path: '/activity?kind=actions',
    api: 'actions',
    says: '0 actions so far',
    never: 'No activity in this time',
  },
  {
    path: '/traces?type=chat.message-sent.v1',
    api: 'traces',
    says: '4 messages behind',
    never: 'No command fits these filters',
  },
];

for (const { path, api, says, never } of PAGES)
  test(`${path}: a list whose index is being rebuilt is never shown as complete`, options, () =>
    visitPage(browser, `${served.url}/settings`, async (page) => {
      await page.route(`**/ops/v1/${api}?**`, async (route) => {
        const answer = await route.fetch();
        const body = await answer.json();
        for (const [name, value] of Object.entries(body)) if (Array.isArray(value)) body[name] = [];
        if ('total' in body) body.total = 0;
        body.next = null;
        body.index = { ...body.index, caughtUp: false, behind: 4, of: 9 };
        await route.fulfill({ response: answer, json: body });
      });
      await page.goto(served.url + path);
      await page.getByText(says).first().waitFor();
      if (await page.getByText(never).isVisible()) throw new Error(`${path} says: ${never}`);
    }),
  );
