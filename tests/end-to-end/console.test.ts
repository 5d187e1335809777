import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { AcceptedCommand } from '../../contracts/accepted-command.ts';
import { type CommandIdParts, mintCommandId, readCommandId } from '../../contracts/command-id.ts';
import { launchChromium, skipWithoutChromium } from '../console/chromium.ts';
import {
  assertAccessible,
  assertNoSidewaysScroll,
  looks,
  type OpenPage,
  openPage,
} from '../console/open-page.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startWaybill, type TestWaybill } from '../engines/waybill.ts';

const skip = skipWithoutChromium || (natsServerBinary() ? false : 'no nats-server');

describe('the console with a real pipeline', { skip }, () => {
  let waybill: TestWaybill;
  let browser: Browser;
  const opened: OpenPage[] = [];

  before(async () => {
    waybill = await startWaybill();
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await waybill?.stop();
  });

  afterEach(async () => {
    const pages = opened.splice(0);
    const faults = pages.flatMap((each) => each.faults);
    await Promise.all(pages.map(({ close }) => close()));
    assert.deepEqual(faults, [], 'errors in the browser');
  });

  async function visit(path: string, width = 1280, theme: 'light' | 'dark' = 'light'): Promise<Page> {
    const each = await openPage(browser, { width, theme });
    opened.push(each);
    await each.page.goto(waybill.console + path);
    return each.page;
  }

  async function command(
    method: string,
    path: string,
    body?: unknown,
    correlationId?: string,
  ): Promise<AcceptedCommand> {
    const answer = await fetch(waybill.gateway + path, {
      method,
      headers: {
        authorization: `Bearer ${waybill.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.equal(answer.status, 202, await answer.clone().text());
    return (await answer.json()) as AcceptedCommand;
  }

  const send = (text: string) => command('POST', '/v1/channels/general/messages', { text });
  const outcome = (page: Page, state: string) => page.locator(`article[data-outcome="${state}"]`);

  test('a first run: the list is empty, then the first command appears without a reload', async () => {
    const page = await visit('/commands');
    await page.getByRole('heading', { name: 'No command has been accepted yet' }).waitFor();
    const { commandId } = await command('PUT', '/v1/channels/general', { title: 'General' });
    await page.locator(`[data-row="${commandId}"]`).waitFor();
    await page.getByText('Create channel').waitFor();
  });

  test('a pasted id opens the command detail, which becomes applied and shows the client view', async () => {
    const { commandId, position, status } = await send('Are we still on for tonight?');
    const page = await visit('/commands');
    await page.fill('#search-box', `Location: ${waybill.gateway}${status}`);
    await outcome(page, 'applied').waitFor();
    const commandDetail = page.locator('article');
    await commandDetail.locator('[data-stage="gateway"]').getByText('accepted').waitFor();
    await commandDetail.locator('[data-stage="log"]').getByText('durable').waitFor();
    await commandDetail.locator('[data-stage="history"]').getByText('proven').waitFor();
    await page.getByText('"text": "Are we still on for tonight?"').waitFor();
    await commandDetail.getByRole('button', { name: /The client sees/ }).click();
    await commandDetail.getByRole('button', { name: 'Copy the JSON' }).click();
    const shown = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    const recorded = await fetch(waybill.gateway + status, {
      headers: { authorization: `Bearer ${waybill.apiKey}` },
    });
    const body = (await recorded.json()) as Record<string, unknown>;
    assert.deepEqual({ ...shown, checkedAt: null }, { ...body, checkedAt: null });
    assert.equal(body.position, position);
    await commandDetail.getByRole('button', { name: 'Copy curl' }).click();
    assert.match(
      await page.evaluate(() => navigator.clipboard.readText()),
      new RegExp(`'${waybill.gateway}/v1/commands/${commandId}`),
    );
    await page.goto(`${waybill.console}/commands/${commandId}`);
    await outcome(page, 'applied').waitFor();
    await page.getByText(/^Final, read/).waitFor();
  });

  test('a second creation of a channel ends rejected at its stage; several ids are found at once', async () => {
    const never = '01920000-0000-7000-8000-000000000000';
    const message = await send('mine');
    const again = await command('PUT', '/v1/channels/general', { title: 'Another title' });
    const page = await visit(`/commands/${again.commandId}`);
    await outcome(page, 'rejected').waitFor();
    await page.locator('[data-stage="history"][data-state="refused"]').waitFor();
    await page.goto(`${waybill.console}/commands?ids=${message.commandId},${again.commandId},${never}`);
    const found = page.getByRole('table', { name: 'Commands found in the text' });
    await found.getByText('applied').waitFor();
    await found.getByText('rejected').waitFor();
    await found.getByText('not in the log').waitFor();
  });

  test('for an id that is not in the log, the console says "never accepted" only if the log can prove it', async () => {
    const recent = (await send('one')).commandId;
    const page = await visit(`/commands/${recent.slice(0, -4)}0000`);
    await page.getByRole('heading', { name: 'This command has not reached the log' }).waitFor();
    await page.getByText('404 command-not-in-log').waitFor();
    const { generation, partition } = readCommandId(recent) as CommandIdParts;
    const anHourAgo = mintCommandId(generation, partition, Date.now() - 3_600_000);
    const recorded = await fetch(`${waybill.gateway}/v1/commands/${anHourAgo}`, {
      headers: { authorization: `Bearer ${waybill.apiKey}` },
    });
    const problem = ((await recorded.json()) as { type: string }).type.split('/').at(-1);
    await page.goto(`${waybill.console}/commands/${anHourAgo}`);
    await page.getByText(`${recorded.status} ${problem}`).waitFor();
  });

  test('by keyboard alone: list, command detail and back; palette, id and its command detail', async () => {
    const { commandId } = await send('by keyboard');
    const page = await visit('/commands');
    await page.locator(`[data-row="${commandId}"]`).waitFor();
    await page.locator('#search-box').press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator('article[data-outcome]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.locator('[cmdk-input]').fill(`{"level":30,"commandId":"${commandId}"}`);
    await page
      .locator('[cmdk-list]')
      .getByRole('option', { name: /applied/ })
      .waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/commands/${commandId}`);
    await outcome(page, 'applied').waitFor();
  });

  test('a correlation id with a name before its UUID is found, and leads to its one rejected command', async () => {
    const correlationId = `checkout-${randomUUID()}`;
    const refused = await command('PUT', '/v1/channels/general', { title: 'Mine now' }, correlationId);
    await command('POST', '/v1/channels/general/messages', { text: 'with it' }, correlationId);
    const page = await visit(`/commands/${refused.commandId}`);
    await outcome(page, 'rejected').waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('[cmdk-input]').fill(correlationId);
    const found = page.locator('[cmdk-list]').getByRole('option');
    await found.filter({ hasText: '2 commands' }).waitFor();
    await found.filter({ hasText: 'Create channel' }).getByText('rejected').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/commands/${refused.commandId}`);
    await page.goto(`${waybill.console}/traces?state=rejected`);
    const row = page.getByRole('row').filter({ has: page.locator(`[data-row="${refused.commandId}"]`) });
    await row.getByText('rejected').waitFor();
  });

  for (const { width, theme } of looks) {
    test(`list and command detail are accessible and fit at ${width} px, ${theme}`, async () => {
      const { commandId } = await send('a message of many words '.repeat(20));
      const page = await visit('/commands', width, theme);
      await page.locator(`[data-row="${commandId}"]`).waitFor();
      await assertAccessible(page, 'the list');
      await assertNoSidewaysScroll(page, 'the list');
      await page.goto(`${waybill.console}/commands/${commandId}`);
      await outcome(page, 'applied').waitFor();
      await assertAccessible(page, 'the command detail');
      await assertNoSidewaysScroll(page, 'the command detail');
    });
  }

  test('nothing scrolls sideways at 320 px', async () => {
    const { commandId } = await send('unbroken'.repeat(200));
    const page = await visit('/commands', 320);
    await page.locator(`[data-row="${commandId}"]`).waitFor();
    await assertNoSidewaysScroll(page, 'the list');
    await page.goto(`${waybill.console}/commands/${commandId}`);
    await outcome(page, 'applied').waitFor();
    await assertNoSidewaysScroll(page, 'the command detail');
  });

  test('after the operations service was killed and restarted, the page continues without help', async () => {
    const page = await visit('/commands');
    await page.locator('[data-liveness="polling"]').waitFor();
    waybill.kill('operations');
    const { commandId } = await send('while nobody watched');
    await page.locator(`[data-row="${commandId}"]`).waitFor();
    await page.locator('[data-liveness="polling"]').waitFor();
  });
});
