import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, skipWithoutChromium } from '../console/chromium.ts';
import { assertAccessible, assertNoSidewaysScroll, type OpenPage, openPage } from '../console/open-page.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startWaybill, type TestWaybill } from '../engines/waybill.ts';

const skip = skipWithoutChromium || (natsServerBinary() ? false : 'no nats-server');
const PAGES = ['/alerts', '/consumers', '/dead-letters', '/replays', '/traces', '/commands', '/activity'];

/** A newcomer before a Waybill that was just started, as `npm start` starts it: no setting is made quicker for this. */
describe('the first run', { skip, timeout: 240_000 }, () => {
  let waybill: TestWaybill;
  let browser: Browser;
  let opened: OpenPage;
  let page: Page;

  before(async () => {
    waybill = await startWaybill();
    browser = await launchChromium();
    opened = await openPage(browser);
    page = opened.page;
    page.setDefaultTimeout(45_000);
  });
  after(async () => {
    await opened?.close();
    await browser?.close();
    await waybill?.stop();
  });

  const section = () => page.getByRole('region', { name: 'First run' });
  const row = (title: string) => section().getByRole('listitem').filter({ hasText: title });
  const outcome = (title: string, text: string | RegExp) => row(title).getByText(text).first().waitFor();

  test('each page with nothing on it says what will be there, and leads to the offer', async () => {
    for (const path of PAGES) {
      await page.goto(waybill.console + path);
      await page.getByText('on Overview, while this log holds nothing else.').first().waitFor();
    }
    await page.getByRole('link', { name: /Send samples/ }).click();
    await section().waitFor();
    assert.equal(new URL(page.url()).pathname, '/');
    await assertAccessible(page, 'the offer');
  });

  test('traffic, a dead letter and its replay, an outage and its end: within two minutes', async (context) => {
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 1_000);
    const times: string[] = [];
    await section().getByRole('button', { name: 'Send 80 commands' }).click();
    await outcome('Send sample traffic', /[1-9]\d* applied/);
    times.push(`traffic applied ${seconds()} s`);

    await section().getByRole('button', { name: 'Send 1 poison event' }).click();
    await section().getByRole('link', { name: 'Open its dead letter' }).click();
    await page.waitForURL('**/dead-letters/history.*');
    await page
      .getByText(/has no text|must have required propert/)
      .first()
      .waitFor();
    times.push(`its dead letter ${seconds()} s`);
    await page.getByRole('button', { name: 'Edit and replay' }).click();
    const dialog = page.locator('dialog[open]');
    const data = dialog.getByRole('textbox', { name: /^Data of/ });
    await data.fill((await data.inputValue()).replace('"body":', '"text":'));
    await dialog.getByRole('button', { name: 'Check against the schema' }).click();
    await dialog.getByRole('button', { name: 'Replay the edited event' }).click();
    await dialog.getByText(/^The (edited event is in the log|read model shows the edited event)/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('edited, proven').waitFor();
    times.push(`its replay proven ${seconds()} s`);

    await page.goto(`${waybill.console}/`);
    await outcome('Break one command', /^Put right at/);
    await section()
      .getByRole('button', { name: /^Hold the store/ })
      .click();
    await outcome('Take the store away', /The worker waits for its store/);
    await page
      .locator('[data-verdict]')
      .getByText(/History has waited for its store since/)
      .waitFor();
    times.push(`waiting for its store ${seconds()} s`);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page, 'while a store is held, 390 px, dark');
    await assertNoSidewaysScroll(page, 'while a store is held');
    await section().getByRole('button', { name: 'Let the store go now' }).click();
    await outcome('Take the store away', /and went on by itself\. .* Nothing was lost/);
    await page
      .locator('[data-verdict]')
      .getByText(/History keeps up\. 0 lost of/)
      .waitFor();
    times.push(`recovered ${seconds()} s`);
    await outcome('Send sample traffic', /each proven by a read of the history/);
    times.push(`all of it applied ${seconds()} s`);
    context.diagnostic(times.join(', '));
    assert.ok(seconds() < 120, times.join(', '));
    assert.deepEqual(opened.faults, [], 'errors in the browser');
  });

  test('with the first command of somebody’s own the offer is gone, and what it came to is still told', async () => {
    const answer = await fetch(`${waybill.gateway}/v1/channels/general/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${waybill.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Hello' }),
    });
    assert.equal(answer.status, 202);
    await section().waitFor({ state: 'detached' });
    const recorded = page.locator('details#samples');
    await recorded.getByText('What the samples did').click();
    await recorded.getByText(/^Put right at/).waitFor();
    assert.equal(await recorded.getByRole('link', { name: 'Open its dead letter' }).count(), 1);
    assert.equal(await recorded.getByRole('button').count(), 0, 'nothing is offered');
    await assertAccessible(page, 'what the samples did');
    await page.goto(`${waybill.console}/activity`);
    await page
      .getByRole('link', { name: /^samples: / })
      .first()
      .click();
    await recorded.getByText(/^Put right at/).waitFor();
  });
});
