import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Replay } from '../../contracts/replay.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { OPERATOR_KEY, type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { assertAccessible, assertNoSidewaysScroll, looks, type OpenPage, openPage } from './open-page.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

const COUNT = 500;
const skip = natsServerBinary() ? skipWithoutChromium : 'no nats-server';

let bed: ReplayBed;
let served: RunningConsole;
let browser: Browser;
let opened: OpenPage;
let page: Page;

before(async () => {
  if (skip) return;
  bed = await startReplayBed();
  served = await startConsole(bed.operations.url, { WAYBILL_OPERATOR_KEY: OPERATOR_KEY });
  browser = await launchChromium();
  await bed.failing(Array.from({ length: COUNT }, (_, n) => `room-${n}`));
  opened = await openPage(browser);
  page = opened.page;
});

after(async () => {
  await browser?.close();
  await served?.stop();
  await bed?.stop();
});

const idIn = (address: string): string => /r-[0-9a-f]{24}/.exec(address)?.[0] as string;
const stage = (name: string) => page.locator(`[data-stage="${name}"]`);
const tray = () => page.locator('nav [data-job-tray]').first();
const steer = async (button: RegExp, reason: string, action: RegExp) => {
  await page.getByRole('article').getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: action }).click();
  // Once the action is accepted, the replay behind the dialog shows its effect.
  await dialog.waitFor({ state: 'detached' });
};

async function planGroup(reason: string): Promise<void> {
  await page.goto(`${served.url}/dead-letters`);
  await page.locator('[data-row]').first().click();
  await page.getByRole('button', { name: /^Replay first 10/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('article', { name: `First 10 of ${COUNT} to history, then pause: planned` })
    .waitFor();
  assert.match(await dialog.locator('[data-stage="Rest"]').innerText(), /450/);
  await dialog.getByText('Does not reach:').waitFor();
  await dialog.getByRole('textbox').fill(reason);
}

test('while the cause lasts a replay stops by itself, says why, and links to its dead letters', {
  skip,
}, async () => {
  await page.goto(`${served.url}/replays`);
  await page.getByRole('heading', { name: 'Nothing has been replayed yet' }).waitFor();
  await planGroup('To see whether it is fixed.');
  // The plan knows what the page knows: the running worker is the one that refused them.
  await page
    .getByRole('dialog')
    .getByText(/^The worker that refused them, faulty, is still running: they will most likely fail again/)
    .waitFor();
  assert.equal(
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Replay ${COUNT} to history` })
      .count(),
    0,
  );
  await page.getByRole('dialog').getByRole('heading', { name: 'Replay the first 10 of 500' }).waitFor();
  await assertAccessible(page, 'a plan');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Replay first 10/ })
    .click();
  await page.getByRole('dialog').getByText('stopped itself', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Open the replay' }).click();
  const commandDetail = page.getByRole('article', {
    name: `Replay ${COUNT} to history: first 10, then pause: stopped itself`,
  });
  await commandDetail.getByText(/The replay stopped by itself: \d+ of \d+ failed again/).waitFor();
  await page.locator('summary', { hasText: 'failed again' }).click();
  const deadLetter = page.getByRole('link', { name: /^history\.1-/ }).first();
  assert.match((await deadLetter.getAttribute('href')) ?? '', /^\/dead-letters\/history\.1-/);
  await steer(/^Cancel 49/, 'The cause is still there.', /^Cancel 49/);
  await page.getByRole('article', { name: /: cancelled$/ }).waitFor();
  const { body } = await bed.ops('GET', `/replays/${idIn(page.url())}`);
  assert.equal(body.outcomes.failedAgain, 10);
});

test('five hundred: ten first, a pause, then the rest, live to the last proof; the audit log has who, why and the outcome of each', {
  skip,
}, async () => {
  bed.setFaults('off');
  await planGroup('Rolled back: ten first.');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Replay first 10/ })
    .click();
  await page.getByRole('link', { name: 'Open the replay' }).click();
  await page.getByRole('article', { name: /: paused$/ }).waitFor();
  const replayId = idIn(page.url());
  assert.match(await stage('First 10').innerText(), /10 of 10/);
  assert.match(await stage('Ramp').innerText(), /0 of 40/);
  await tray().getByText(`Paused 10/${COUNT}`).waitFor();

  await page.getByText('10 of 500 sent, paused: 10 applied, 0 failed. Resume or cancel.').waitFor();
  await steer(/^Resume with the remaining 490…$/, 'The ten are proven.', /^Resume with 490$/);
  assert.equal(
    await page
      .getByRole('article')
      .getByText(/Resume or cancel\./)
      .count(),
    0,
  );
  // Every page shows that it continues, with a link to it.
  await page.getByRole('navigation').getByRole('link', { name: 'Commands' }).first().click();
  await tray()
    .getByText(/^Replay \d+\/500$/)
    .waitFor();
  await tray().getByRole('link').click();
  await page.waitForURL(`**/replays/${replayId}`);

  // It visibly progresses: numbers between none and all, each at least as large as the previous one.
  const seen = new Set<number>();
  await waitUntil(
    async () => {
      const now = Number(await page.getByRole('progressbar').getAttribute('aria-valuenow'));
      assert.ok(now >= Math.max(...seen, 0), `${now} after ${[...seen]}`);
      seen.add(now);
      return now > 200;
    },
    { timeoutMs: 60_000, intervalMs: 200, what: 'the replay to be in progress' },
  );
  assert.ok(seen.size >= 3, `seen: ${[...seen]}`);
  await steer(/^Pause…$/, 'A look in between.', /^Pause$/);
  await page.getByRole('article', { name: /: paused$/ }).waitFor();
  await steer(/^Resume…$/, '', /^Resume$/);
  // Its title named the first ten until it continued.
  await page
    .getByRole('article', { name: `Replay ${COUNT} to history: all proven` })
    .waitFor({ timeout: 60_000 });
  assert.match(await stage('Proven').innerText(), /500 of 500/);
  await tray().waitFor({ state: 'detached' });
  const outcomes = page.getByRole('region', { name: 'Outcomes' });
  assert.match(await outcomes.innerText(), /applied\s+500/);
  await page.getByText('Nothing failed or was skipped.').waitFor();

  // The page agrees with the audit log and the read model.
  const replay = (await bed.ops('GET', `/replays/${replayId}`)).body as Replay;
  assert.deepEqual(
    replay.actions.map(({ actor, kind, reason }) => [actor, kind, reason]),
    [
      ['olga', 'replay-created', 'Rolled back: ten first.'],
      ['waybill', 'replay-paused', 'The first 10 have ended. The replay waits for a person.'],
      ['olga', 'replay-resumed', 'The ten are proven.'],
      ['olga', 'replay-paused', 'A look in between.'],
      ['olga', 'replay-resumed', null],
    ],
  );
  const trail = page.getByRole('region', { name: 'Actions' });
  for (const { reason } of replay.actions) if (reason !== null) await trail.getByText(reason).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    trail.getByRole('link', { name: 'Download its audit log' }).click(),
  ]);
  const lines = await textOf(await download.createReadStream());
  const actions = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const recorded = new Set(
    actions.flatMap((action) =>
      action.kind === 'replay-outcomes'
        ? action.outcomes.map(({ deadLetterId }: { deadLetterId: string }) => deadLetterId)
        : [],
    ),
  );
  assert.equal(recorded.size, COUNT, 'the audit holds an outcome of each dead letter');
  assert.equal((await bed.ops('GET', '/dead-letters?state=open&limit=1')).body.total, 0);
});

test('in Activity its steps are one line that opens, and actions of people stay visible between them', {
  skip,
}, async () => {
  for (const { width, theme } of looks) {
    const other = await openPage(browser, { width, theme });
    try {
      await other.page.goto(`${served.url}/activity`);
      const list = other.page.getByRole('list', { name: 'Actions', exact: true });
      const fold = list.getByRole('button', { name: /^\d+ actions$/ }).first();
      assert.match(await list.innerText(), /\d+ applied/);
      await fold.focus();
      await other.page.keyboard.press('Enter');
      assert.equal(await fold.getAttribute('aria-expanded'), 'true');
      const count = Number.parseInt(await fold.innerText(), 10);
      const single = list.getByRole('list', { name: `The ${count} actions` }).getByRole('listitem');
      assert.equal(await single.count(), count);
      await assertAccessible(other.page, `folded acts at ${width} px`);
      await assertNoSidewaysScroll(other.page, `folded acts at ${width} px`);
      await fold.press('Enter');
      assert.equal(await single.count(), 0);
      // One press, however many actions are folded before it.
      const older = other.page.getByRole('button', { name: 'Show older' });
      if (await older.isVisible()) await older.click();
      await list.getByText('To see whether it is fixed.').waitFor();
      assert.deepEqual(other.faults, []);
    } finally {
      await other.close();
    }
  }
});

test('list, drawer and page: no violation in either theme, no sideways scroll, an invalid address says so', {
  skip,
}, async () => {
  const { replays } = (await bed.ops('GET', '/replays')).body;
  const [finished] = replays as Replay[];
  for (const { width, theme } of looks) {
    const other = await openPage(browser, { width, theme });
    try {
      await other.page.goto(`${served.url}/replays`);
      await other.page.getByRole('table', { name: 'Ended in the last 7 days' }).waitFor();
      await assertAccessible(other.page, `the list at ${width} px`);
      await assertNoSidewaysScroll(other.page, `the list at ${width} px`);
      await other.page.locator(`[data-row="${finished?.replayId}"]`).click();
      await other.page.getByRole('article', { name: /: all proven$/ }).waitFor();
      await other.page.waitForURL(`**/replays/${finished?.replayId}?from=*`);
      await assertAccessible(other.page, `a replay at ${width} px`);
      await assertNoSidewaysScroll(other.page, `a replay at ${width} px`);
      assert.deepEqual(other.faults, []);
    } finally {
      await other.close();
    }
  }
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(`${served.url}/replays/${finished?.replayId}`);
  await page.getByRole('article').waitFor();
  await assertNoSidewaysScroll(page, 'a replay at 320 px');
  await page.goto(`${served.url}/replays/r-${'0'.repeat(24)}`);
  await page.getByRole('heading', { name: 'There is no such replay' }).waitFor();
  const answer = await page.goto(`${served.url}/replays/nonsense`);
  assert.equal(answer?.status(), 404);
  assert.deepEqual(opened.faults, []);
});

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}
