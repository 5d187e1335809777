import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, skipWithoutChromium } from '../console/chromium.ts';
import {
  assertAccessible,
  assertNoSidewaysScroll,
  openPage,
  type PageOptions,
} from '../console/open-page.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startWaybill, type TestWaybill } from '../engines/waybill.ts';

const skip = skipWithoutChromium || (natsServerBinary() ? false : 'no nats-server');

/** An outage as the person on call sees it: from the first run, by way of the alert's page on a phone, to its end. */
describe('Overview and alerts with a real pipeline', { skip }, () => {
  let waybill: TestWaybill;
  let browser: Browser;

  before(async () => {
    waybill = await startWaybill({
      env: {
        WAYBILL_CONSUMER_SNAPSHOT_MS: '500',
        WAYBILL_RECONCILIATION_INTERVAL_MS: '1000',
        WAYBILL_RECONCILIATION_GRACE_MS: '500',
        WAYBILL_ALERT_EVALUATE_MS: '500',
        WAYBILL_ALERT_STATUS_FOR_MS: '1000',
        WAYBILL_ALERT_CLEAR_MS: '500',
      },
    });
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await waybill?.stop();
  });

  async function visit(path: string, run: (page: Page) => Promise<void>, how?: PageOptions): Promise<void> {
    const { page, faults, close } = await openPage(browser, how);
    page.setDefaultTimeout(30_000);
    try {
      await page.goto(waybill.console + path);
      await run(page);
      await assertAccessible(page, `${path} at ${how?.width ?? 1280} px, ${how?.theme ?? 'light'}`);
      await assertNoSidewaysScroll(page, path);
      assert.deepEqual(faults, [], 'errors in the browser');
    } finally {
      await close();
    }
  }

  async function send(method: string, path: string, body: unknown): Promise<void> {
    const answer = await fetch(waybill.gateway + path, {
      method,
      headers: { authorization: `Bearer ${waybill.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 202, await answer.text());
  }

  const verdict = (page: Page) => page.locator('[data-verdict]');

  test('Overview says what it will show; after the first command it says that nothing is lost', () =>
    visit('/', async (page) => {
      await verdict(page).getByText('No command has been accepted yet.').waitFor();
      await page.getByText(`curl -i ${waybill.gateway}/v1/channels/general/messages`).waitFor();
      await assertAccessible(page, 'a first run');
      await send('PUT', '/v1/channels/general', { title: 'General' });
      await verdict(page)
        .getByText(/History keeps up\. 0 lost of 1 accepted in 24 h \(counted \d\d:\d\d:\d\d\)\./)
        .waitFor();
      await page.getByText('How History was counted').click();
      await page.getByText('1 accepted, less all of these: 0.').waitFor();
      await page.getByRole('button', { name: 'Table of Accepted' }).click();
      await page.getByRole('table').getByText('Accepted/s').waitFor();
      await page.getByRole('button', { name: '6 h' }).click();
      assert.equal(new URL(page.url()).search, '?range=6h');
    }));

  test('a stopped worker is the first line and an alert, which is acknowledged on a phone and clears after the worker is back', async () => {
    const worker = waybill.pid('worker:history')!;
    process.kill(worker, 'SIGSTOP');
    try {
      for (let n = 0; n < 5; n += 1)
        await send('POST', '/v1/channels/general/messages', { text: 'Anybody there?' });
      await visit(
        '/',
        async (page) => {
          await verdict(page)
            .getByText(
              /History (has had no worker|has stalled although a worker is connected,) since \d\d:\d\d:\d\d\./,
            )
            .waitFor();
          await verdict(page)
            .getByText(/5 events are safe in the log; .* Nothing needs replaying\./)
            .waitFor();
          await page.getByRole('region', { name: 'Needs attention' }).getByText('no owner').first().waitFor();
        },
        { theme: 'dark' },
      );
      await visit(
        '/alerts/status-history',
        async (page) => {
          await page.getByText('critical', { exact: true }).waitFor();
          await page
            .getByText(/^History (has had no worker|has stalled although a worker is connected,) since/)
            .waitFor();
          await page.getByText(/^5 events are safe in the log; .* Nothing needs replaying\./).waitFor();
          await page.getByText(/Pending events are kept until /).waitFor();
          await page.getByText(/^Commands are still accepted and are safe in the log/).waitFor();
          await page.getByRole('button', { name: 'Acknowledge' }).click();
          const dialog = page.locator('dialog[open]');
          await assertAccessible(page, 'the dialog');
          await dialog.getByLabel(/Reason/).fill('I look at the worker.');
          await dialog.getByRole('button', { name: 'Acknowledge 1 alert' }).click();
          await dialog.getByText(/operator has been the owner since/).waitFor();
          await dialog.getByRole('button', { name: 'Close' }).last().click();
          await page.getByText('“I look at the worker.”').waitFor();
          await page.getByRole('list').getByText('acknowledged').waitFor();
        },
        { width: 390 },
      );
      await visit(
        '/alerts',
        async (page) => {
          await page.waitForFunction(() => /^\d+ firing · Alerts · /.test(document.title));
          await page.locator('[data-row="status-history"]').click();
          await page
            .getByRole('dialog', { name: /Consumer status/ })
            .getByText('Owner', { exact: true })
            .waitFor();
          assert.equal(new URL(page.url()).pathname, '/alerts/status-history');
        },
        { theme: 'dark' },
      );
    } finally {
      process.kill(worker, 'SIGCONT');
    }
    await visit('/alerts/status-history', async (page) => {
      await page.getByText(/^Resolved: recovered at .*, .* after it began\./).waitFor();
      await page.getByText(/^When it was raised: history is/).waitFor();
      await page.getByText(/^At its worst, .*: the lag was \d+ events?\./).waitFor();
      await page.getByText(/all events were processed; no dead letter is open\./).waitFor();
      await page.getByText('Last owner').waitFor();
      await page.getByText(/operator \(acknowledged/).waitFor();
      const href = await page.getByRole('link', { name: 'Activity at that time' }).getAttribute('href');
      await page.goto(waybill.console + href);
      await page.getByRole('list').getByText('Changed from ').first().waitFor();
    });
    await visit(
      '/',
      (page) =>
        verdict(page)
          .getByText(/0 lost of 6 accepted/)
          .waitFor(),
      { width: 390, theme: 'dark' },
    );
  });

  test('an unknown alert id, and an invalid one', async () => {
    await visit('/alerts/nothing-of-ours', (page) =>
      page.getByRole('heading', { name: 'There is no such alert' }).waitFor(),
    );
    assert.equal((await fetch(`${waybill.console}/alerts/no%20id`)).status, 404);
  });
});
