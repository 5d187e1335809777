import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { waitUntil } from '../engines/condition.ts';
import {
  makeDeadLetters,
  OPERATOR_KEY,
  type ReplayBed,
  startReplayBed,
} from '../server/operations/replay-bed.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { assertAccessible, assertNoSidewaysScroll, visitPage } from './open-page.ts';
import { smallTargets } from './small-targets.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

/** What must hold on every page of the console, each with data of a real pipeline. */
const options = { skip: skipWithoutChromium };

let bed: ReplayBed;
let served: RunningConsole;
let browser: Browser;
/** A page of each route, by the route's folder. */
let pages: Record<string, string>;

before(async () => {
  if (skipWithoutChromium) return;
  bed = await startReplayBed();
  const failed = await bed.failing(Array.from({ length: 6 }, (_, n) => ['general', 'eu'][n % 2]!));
  served = await startConsole(bed.operations.url, { WAYBILL_OPERATOR_KEY: OPERATOR_KEY });
  browser = await launchChromium();
  const id = failed[0]!;
  const { replayId } = (
    await bed.ops('POST', '/replays', { ids: failed.slice(1, 3), requestId: crypto.randomUUID() })
  ).body;
  await bed.reaches(replayId, 'finished');
  await makeDeadLetters(
    bed,
    Array.from({ length: 120 }, (_, n) => ({ channel: `channel-${n % 7}` })),
  );
  await waitUntil(async () => (await bed.ops('GET', '/alerts/dead-letters-new')).status === 200, {
    what: 'the alert',
  });
  const { deadLetter } = (await bed.ops('GET', `/dead-letters/${id}`)).body;
  const { groups } = (await bed.ops('GET', '/dead-letter-groups?state=open')).body;
  const { stream, consumer } = (await bed.ops('GET', '/consumers')).body.projections[0].worst;
  pages = {
    '/': '/',
    '/access': '/access',
    '/activity': '/activity?kind=all',
    '/alerts': '/alerts',
    '/alerts/[id]': '/alerts/dead-letters-new',
    '/commands': '/commands',
    '/commands/[id]': `/commands/${deadLetter.eventId}`,
    '/consumers': '/consumers?open=history',
    '/consumers/[stream]': '/consumers/history',
    '/consumers/[stream]/[consumer]': `/consumers/${stream}/${consumer}`,
    '/dead-letters': '/dead-letters',
    '/dead-letters/[id]': `/dead-letters/${id}`,
    '/dead-letters/groups/[fingerprint]': `/dead-letters/groups/${groups[0].key}`,
    '/documentation/[name]': '/documentation/alerts',
    '/replays': '/replays',
    '/replays/[id]': `/replays/${replayId}`,
    '/settings': '/settings',
    '/traces': '/traces',
    '/traces/[correlationId]': `/traces/${deadLetter.correlationId}`,
    '(none)': '/nowhere',
    '(a list)': '/dead-letters?show=list',
  };
});

after(async () => {
  await browser?.close();
  await served?.stop();
  await bed?.stop();
});

/** Runs on every page, once nothing is read any more; asserts that no page has errors in the browser. */
const onEach = (width: number, run: (page: Page, path: string) => Promise<void>) =>
  visitPage(
    browser,
    served.url,
    async (page) => {
      for (const path of Object.values(pages)) {
        await page.goto(served.url + path);
        await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
        await run(page, path);
      }
    },
    { width },
  );

test('every page of the console is looked at here', options, () => {
  const all = globSync('**/page.tsx', { cwd: join(import.meta.dirname, '..', '..', 'app', '(console)') });
  const routes = all.map((file) => `/${dirname(file).replace(/^\.$/, '')}`);
  assert.deepEqual(
    routes.filter((route) => !pages[route]),
    [],
  );
});

for (const width of [1280, 390])
  test(`every target is 24 px wide and high, at ${width} px`, options, async () => {
    const found: string[] = [];
    await onEach(width, async (page, path) => {
      const small = await smallTargets(page);
      found.push(...small.map((each) => `${path}: ${each}`));
      await assertNoSidewaysScroll(page, `${path} at ${width} px`);
    });
    assert.deepEqual(found, []);
  });

test('axe-core finds nothing on any page, in either theme', options, () =>
  onEach(1280, async (page, path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await assertAccessible(page, `${path}, ${colorScheme}`);
    }
  }),
);
