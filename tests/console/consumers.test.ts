import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { waitUntil } from '../engines/condition.ts';
import { OPERATOR_KEY, type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { assertAccessible, assertNoSidewaysScroll, looks, type PageOptions, visitPage } from './open-page.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

/** Consumers of a real pipeline, whose store can be made to fail, and the timeline of what was done, in a real browser. */
const options = { skip: skipWithoutChromium };

let bed: ReplayBed;
let served: RunningConsole;
let browser: Browser;
let name: string;

before(async () => {
  if (skipWithoutChromium) return;
  bed = await startReplayBed({ WAYBILL_CONSUMER_SNAPSHOT_MS: '500', WAYBILL_CONSUMER_WINDOW: '3' });
  served = await startConsole(bed.operations.url, { WAYBILL_OPERATOR_KEY: OPERATOR_KEY });
  browser = await launchChromium();
  name = await waitUntil(async () => (await list()).projections[0]?.worst.consumer as string | undefined);
});

after(async () => {
  await browser?.close();
  await served?.stop();
  await bed?.stop();
});

const visit = (path: string, run: (page: Page) => Promise<void>, pageOptions?: PageOptions) =>
  visitPage(browser, served.url + path, run, pageOptions);

const list = async () => (await bed.ops('GET', '/consumers')).body;
const dialog = (page: Page) => page.locator('dialog[open]');
const row = (page: Page, id: string) => page.locator(`table [data-row="${id}"]`);
const pageOf = () => `/consumers/EVENTS-1-0/${name}`;

test('a consumer is paused with a time and a reason, is shown as paused, and is resumed', options, () =>
  visit(pageOf(), async (page) => {
    await page.getByRole('heading', { name: 'history, partition 0' }).waitFor();
    await page.getByText('All events processed.').waitFor();
    await page.getByRole('button', { name: 'Pause…' }).click();
    const action = dialog(page).getByRole('button', { name: 'Pause history, partition 0' });
    assert.ok(await action.isDisabled(), 'without a reason there is no pause');
    await dialog(page).getByLabel('For', { exact: true }).selectOption({ label: '15 minutes' });
    await dialog(page).getByRole('textbox').fill('<b>disks</b> are moved');
    await action.click();
    await dialog(page).locator('[data-proof="proven"]').waitFor();
    await dialog(page).getByText('is paused until').waitFor();
    const { consumer, actions } = (await bed.ops('GET', pageOf())).body;
    assert.notEqual(consumer.pausedUntil, null);
    assert.deepEqual(
      [actions[0].kind, actions[0].actor, actions[0].reason],
      ['consumer-paused', 'olga', '<b>disks</b> are moved'],
    );
    await dialog(page).getByText('Close', { exact: true }).click();
    const timeLine = page.getByRole('list', { name: 'Status changes and actions' });
    await timeLine.getByText('Reason: <b>disks</b> are moved').waitFor();
    await page.getByRole('button', { name: 'Resume…' }).click();
    await dialog(page).getByRole('button', { name: 'Resume history, partition 0' }).click();
    await dialog(page).locator('[data-proof="proven"]').getByText('is not paused').waitFor();
    assert.equal((await bed.ops('GET', pageOf())).body.consumer.pausedUntil, null);
  }),
);

test('actions are listed in Activity, link to their targets, and are exported by the filters', options, () =>
  visit('/activity?actor=olga', async (page) => {
    const actions = page.getByRole('list', { name: 'Actions' }).getByRole('listitem');
    await actions.nth(1).waitFor();
    assert.equal(await actions.count(), 2);
    const target = actions.first().getByRole('link', { name: 'history, partition 0' });
    assert.equal(await target.getAttribute('href'), pageOf());
    const href = await page.getByRole('link', { name: /Export actions/ }).getAttribute('href');
    const answer = await fetch(served.url + href);
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment/);
    const lines = (await answer.text()).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).kind),
      ['consumer-resumed', 'consumer-paused'],
    );
    await page.getByLabel('Action', { exact: true }).selectOption('consumer-reset');
    await page.getByRole('heading', { name: 'No line fits these filters' }).waitFor();
    assert.equal(new URL(page.url()).search, '?actor=olga&action=consumer-reset');
    await page.getByRole('link', { name: 'Pipeline' }).click();
    await page
      .getByRole('list', { name: 'Changes of the pipeline' })
      .getByText('worker:history')
      .first()
      .waitFor();
  }),
);

test('actions are filtered between two times of the shown zone, and exported so', options, () =>
  visit('/activity?actor=olga', async (page) => {
    await page.getByLabel('Within', { exact: true }).selectOption('between');
    const from = page.getByLabel('From (Oslo)');
    const shown = await from.inputValue();
    const inUrl = new URL(page.url()).searchParams.get('from') ?? '';
    // Oslo is an hour ahead of UTC in winter, and two in summer.
    const ahead = (Date.parse(`${shown}Z`) - Date.parse(inUrl)) / 3_600_000;
    assert.ok(Math.abs(ahead - 1) < 0.001 || Math.abs(ahead - 2) < 0.001, `${shown} of ${inUrl}`);
    await page.getByLabel('Until (Oslo)').fill(shown);
    await page.getByLabel('Until (Oslo)').press('Enter');
    await page.getByRole('heading', { name: 'No line fits these filters' }).waitFor();
    const href = await page.getByRole('link', { name: /Export actions/ }).getAttribute('href');
    const asked = new URL(href ?? '', served.url).searchParams;
    assert.deepEqual([asked.get('from'), asked.get('to') !== null], [inUrl, true]);
    await page.getByLabel('Within', { exact: true }).selectOption('1h');
    await page.getByRole('list', { name: 'Actions' }).getByRole('listitem').first().waitFor();
    assert.equal(new URL(page.url()).search, '?within=1h&actor=olga');
  }),
);

test(
  'a projection is opened as one, paused with all its partitions, and the charts are marked with it',
  options,
  () =>
    visit('/settings', async (page) => {
      const trends: string[] = [];
      page.on('request', (request) => {
        if (/\/(trends|history)(\?|$)/.test(request.url())) trends.push(request.url());
      });
      await page.goto(`${served.url}/consumers`);
      await waitUntil(() => trends.length > 0);
      await page.reload();
      await waitUntil(() => trends.length > 1);
      assert.deepEqual(
        trends.map((url) => new URL(url).pathname),
        ['/ops/v1/consumers/trends', '/ops/v1/consumers/trends'],
        'one request for all rows, at each opening',
      );
      await page.getByRole('columnheader', { name: 'In / out' }).first().waitFor();
      await row(page, 'history').click();
      await page.getByRole('dialog', { name: 'history, all partitions' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'history, all partitions' }).waitFor();
      const members = (await list()).consumers.filter(
        ({ kind }: { kind: string }) => kind === 'projection' || kind === 'retries',
      );
      await page.getByRole('button', { name: 'Pause all…' }).click();
      await dialog(page).getByText(`${members.length} consumers`).waitFor();
      await dialog(page).getByRole('textbox').fill('the store is moved');
      await dialog(page).getByRole('button', { name: 'Pause all of history' }).click();
      await waitUntil(
        async () => (await dialog(page).locator('[data-proof="proven"]').count()) === members.length,
        { what: 'each of them to be proven paused' },
      );
      await dialog(page).getByText('Close', { exact: true }).click();
      await page.getByRole('button', { name: 'Resume all…' }).click();
      await dialog(page).getByRole('button', { name: 'Resume all of history' }).click();
      await waitUntil(async () => (await list()).projections[0].status === 'ok');
      await page.goto(`${served.url}/consumers/history?range=15m`);
      await page.locator('[data-chart] svg').first().waitFor();
      await page.locator('[data-markers] a').first().waitFor();
      await page.getByRole('button', { name: 'Table of Lag' }).click();
      const mark = page
        .getByRole('region', { name: 'Lag as a table' })
        .getByRole('link', { name: /paused by olga/ });
      assert.match((await mark.first().getAttribute('href')) ?? '', /^\/activity\?kind=all&from=/);
      await page.goto(`${served.url}/`);
      // A processed event may have become a dead letter, so the line does not say applied.
      const line = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'History' }) });
      assert.match(await line.last().innerText(), /\/s\s+processed/);
      for (const name of ['Log fill, fullest partition', 'Time until data expires']) {
        await page.getByRole('button', { name: `Table of ${name}` }).click();
        await page
          .getByRole('region', { name: `${name} as a table` })
          .getByRole('cell')
          .nth(1)
          .waitFor();
      }
    }),
);

test(
  'a worker that waits for its store is shown as that: with its worker, and with what is to do',
  options,
  async () => {
    writeFileSync(join(bed.pipeline.dataDir, 'faults'), 'outage');
    try {
      const { body } = await bed.pipeline.alice.request('PUT', '/v1/channels/general', { title: 'General' });
      await waitUntil(async () => (await list()).projections[0].status === 'waiting-for-store', {
        what: 'the outage to be seen',
      });
      await visit('/consumers', async (page) => {
        await page.getByText('waiting for store').first().waitFor();
        assert.equal(await page.getByText(/stalled|no worker/).count(), 0);
        await page.getByRole('link', { name: body.commandId.slice(-6) }).waitFor();
        await page.getByRole('button', { name: /consumers of history/ }).click();
        const partitions = page.locator('table [data-row^="EVENTS-1-"]');
        await partitions.nth(1).waitFor();
        assert.equal(new URL(page.url()).search, '?open=history');
        await page.reload();
        await partitions.first().click();
        const drawer = page.getByRole('dialog');
        await drawer.getByText('The worker cannot use its store').first().waitFor();
        await drawer.getByText('Bring the store back').waitFor();
        await drawer.getByRole('table', { name: 'Connected workers' }).getByText('can’t be used').waitFor();
        await drawer.getByRole('link', { name: 'Runbook' }).click();
        await page.getByRole('heading', { name: 'Consumer: waiting for store' }).waitFor();
      });
    } finally {
      bed.setFaults('off');
    }
    await waitUntil(async () => (await list()).projections[0].lag === 0);
  },
);

test(
  'without a worker, the page of a consumer names the last one and when it was there',
  options,
  async () => {
    const [{ process }] = (await bed.ops('GET', pageOf())).body.workers;
    await bed.stopWorker();
    try {
      await visit(pageOf(), async (page) => {
        const workers = page.getByRole('region', { name: 'Workers' });
        await workers
          .getByText(/^No worker is connected\. The last one was \S+:\d+, (stopped at|seen until) .+\.$/)
          .filter({ hasText: process })
          .waitFor();
      });
    } finally {
      await bed.startWorker();
    }
  },
);

test('the list is worked by keyboard, and Waybill’s own indexes are shown on demand', options, () =>
  visit('/consumers?open=history', async (page) => {
    await row(page, 'history').focus();
    await page.keyboard.press('j');
    const id = await page.locator(':focus').getAttribute('data-row');
    assert.match(id ?? '', /^(EVENTS-1-\d|RETRIES)\/history-/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Partitions of history').first().waitFor();
    await page.keyboard.press('Escape');
    await waitUntil(async () => (await page.locator(':focus').getAttribute('data-row')) === id);
    assert.equal(await page.getByText('Waybill’s own, and older epochs').count(), 0);
    await page.getByLabel(/Waybill’s own indexes/).click();
    await page.getByRole('heading', { name: 'Waybill’s own, and older epochs' }).waitFor();
    assert.match(new URL(page.url()).search, /internal=true/);
  }),
);

test(
  'the charts’ range and scale are in the URL, with a table of the same and a strip of statuses',
  options,
  () =>
    visit(`${pageOf()}?range=15m&scale=log`, async (page) => {
      await page.locator('[data-chart] svg').first().waitFor();
      assert.equal(await page.getByRole('button', { name: '15 min' }).getAttribute('aria-pressed'), 'true');
      await page
        .getByRole('img', { name: /^Status: .*OK for/ })
        .first()
        .waitFor();
      await page.getByRole('button', { name: '24 h' }).click();
      await waitUntil(() => new URL(page.url()).search === '?range=24h&scale=log');
      await page.getByRole('button', { name: 'Table of Lag' }).click();
      await page.getByRole('region', { name: 'Lag as a table' }).waitFor();
      await page.getByText('Configuration').click();
      await page.getByText('max_ack_pending').waitFor();
    }),
);

for (const { width, theme } of looks) {
  test(`axe-core finds nothing at ${width} px, ${theme}`, options, () =>
    visit(
      '/consumers?open=history&internal=true',
      async (page) => {
        const views: [string, () => Promise<void>][] = [
          ['/consumers?open=history&internal=true', () => row(page, 'history').waitFor()],
          [pageOf(), () => page.locator('[data-chart] svg').first().waitFor()],
          ['/consumers/history', () => page.locator('[data-chart] svg').first().waitFor()],
          ['/activity?kind=all', () => page.getByText('Actions and changes').first().waitFor()],
          ['/documentation/runbook', () => page.getByRole('heading', { name: 'Where to look' }).waitFor()],
        ];
        for (const [path, ready] of views) {
          await page.goto(served.url + path);
          await ready();
          await assertAccessible(page, `${path} at ${width} px, ${theme}`);
          await assertNoSidewaysScroll(page, `${path} at ${width} px`);
          if (width > 390) continue;
          await page.setViewportSize({ width: 320, height: 800 });
          await assertNoSidewaysScroll(page, `${path} at 320 px`);
          await page.setViewportSize({ width, height: 800 });
        }
      },
      { width, theme },
    ),
  );
}

test('without the log, the last known state is marked as old, and actions wait', options, async () => {
  await bed.pipeline.nats.stop();
  await visit(pageOf(), async (page) => {
    await page.locator('[data-liveness="stale"]').waitFor();
    await page.getByText('not live').first().waitFor();
    assert.ok(await page.getByRole('button', { name: 'Pause…' }).isDisabled());
    await page.goto(`${served.url}/consumers`);
    await page.locator('[data-liveness="stale"]').waitFor();
    await page
      .getByText(/^as of/)
      .first()
      .waitFor();
  });
});
