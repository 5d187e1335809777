import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, skipWithoutChromium } from '../console/chromium.ts';
import { assertAccessible, assertNoSidewaysScroll, type OpenPage, openPage } from '../console/open-page.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startWaybill, type TestWaybill } from '../engines/waybill.ts';
import { startTool } from '../scripts/run-tool.ts';

const skip = skipWithoutChromium || (natsServerBinary() ? false : 'no nats-server');
const EMPTY_PAGES = ['/alerts', '/dead-letters', '/replays', '/traces', '/commands', '/activity'];

/** A new user with a Waybill that was just started, as by `npm start`: with default settings. */
describe('the first run', { skip }, () => {
  let waybill: TestWaybill;
  let browser: Browser;
  let opened: OpenPage;
  let page: Page;

  before(async () => {
    waybill = await startWaybill();
    browser = await launchChromium();
    opened = await openPage(browser);
    page = opened.page;
    page.setDefaultTimeout(60_000);
  });
  after(async () => {
    await opened?.close();
    await browser?.close();
    await waybill?.stop();
  });

  /** The environment for `npm run demo`, run beside it. */
  const beside = () => ({
    WAYBILL_DATA_DIR: waybill.dataDir,
    NATS_URL: waybill.nats,
    WAYBILL_GATEWAY_PORT: new URL(waybill.gateway).port,
    WAYBILL_CONSOLE_PORT: new URL(waybill.console).port,
  });
  const demo = (...args: string[]) => startTool('demo.ts', args, beside());
  const verdict = (text: RegExp) => page.locator('[data-verdict]').getByText(text).waitFor();

  test('Overview names the demo while the log is empty, and each page says what it will show', async () => {
    await page.goto(`${waybill.console}/`);
    await page.getByRole('region', { name: 'First run' }).getByText('npm run demo').first().waitFor();
    await assertAccessible(page, 'the first run');
    await page.setViewportSize({ width: 390, height: 800 });
    await assertNoSidewaysScroll(page, 'the first run');
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const path of EMPTY_PAGES) {
      await page.goto(waybill.console + path);
      await page.locator('main [data-notice="empty"]').first().waitFor();
    }
  });

  test('commands, a dead letter and its replay, an outage and the recovery', async (context) => {
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 1_000);
    const times: string[] = [];
    const sending = demo();
    await page.goto(`${waybill.console}/commands`);
    await page.locator('tbody tr').getByText('applied').first().waitFor();
    times.push(`commands applied ${seconds()} s`);
    await page.goto(`${waybill.console}/`);
    await page.getByRole('region', { name: 'First run' }).waitFor({ state: 'detached' });

    const link = await waitUntil(() => /\S+\/dead-letters\/history\.\S+/.exec(sending.output().stdout)?.[0], {
      what: 'the dead letter',
    });
    await page.goto(link);
    await page
      .getByText(/has no text|must have required propert|field `text` is missing/)
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
    const sent = await sending.ended;
    assert.equal(sent.code, 0, sent.stdout + sent.stderr);

    const outage = demo('--outage');
    await page.goto(`${waybill.console}/`);
    await verdict(/History has waited for its store since/);
    times.push(`waiting for its store ${seconds()} s`);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page, 'while its store is locked, 390 px, dark');
    await assertNoSidewaysScroll(page, 'while its store is locked');
    outage.child.kill('SIGINT');
    const ended = await outage.ended;
    assert.equal(ended.code, 0, ended.stdout + ended.stderr);
    assert.match(ended.stdout, /Nothing was lost\./);
    await verdict(/History keeps up\. 0 lost of/);
    times.push(`recovered ${seconds()} s`);
    context.diagnostic(times.join(', '));
    assert.deepEqual(opened.faults, [], 'errors in the browser');
  });
});
