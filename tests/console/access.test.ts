import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { clientOf } from '../engines/client.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import {
  OPERATORS,
  startOperationsService,
  type TestOperations,
} from '../server/operations/operations-service.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { assertAccessible, assertNoSidewaysScroll, looks, visitPage } from './open-page.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

const skip = natsServerBinary() ? skipWithoutChromium : 'no nats-server';
const SHOTS = process.env.SHOTS;

let operations: TestOperations;
let served: RunningConsole;
let browser: Browser;

before(async () => {
  if (skip) return;
  operations = await startOperationsService();
  served = await startConsole(operations.role.url, { WAYBILL_OPERATOR_KEY: OPERATORS.olga });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await served?.stop();
  await operations?.stop();
});

const meAs = async (key: string) =>
  (await clientOf(operations.role.url, key).request('GET', '/ops/v1/me')).status;

test('a key is made, shown once, rotated and revoked; the page shows its state', { skip }, () =>
  visitPage(browser, `${served.url}/access`, async (page) => {
    await page.getByText(/^No API keys yet/).waitFor();
    await assertAccessible(page, 'Access without keys');
    await page.getByRole('button', { name: 'Create an API key' }).click();
    const dialog = page.getByRole('dialog');
    const create = dialog.getByRole('button', { name: 'Create the key' });
    await dialog.getByLabel(/^Name/).fill('reports 2');
    await dialog.getByText('Letters, digits, _ and - only.').waitFor();
    assert.ok(await create.isDisabled());
    await dialog.getByLabel(/^Name/).fill('reports');
    await dialog.getByRole('checkbox', { name: /operations:read/ }).check();
    await dialog.getByLabel(/^Channels/).fill('team-*, a*b');
    await dialog.getByText('“a*b” is no channel').waitFor();
    await dialog.getByLabel(/^Channels/).fill('team-*, lobby');
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/create.png` });
    await create.click();
    const shown = dialog.getByRole('status').locator('code');
    const key = await shown.innerText();
    assert.equal(await meAs(key), 200);
    await assertAccessible(page, 'a new key');
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/shown.png` });
    await dialog.getByText('Close', { exact: true }).click();
    const item = page
      .getByRole('region', { name: 'API keys' })
      .getByRole('listitem')
      .filter({ hasText: 'reports' });
    await item.getByText('channels team-*, lobby').waitFor();
    assert.ok(!(await page.content()).includes(key));

    await item.getByRole('button', { name: 'Rotate' }).click();
    await dialog.getByRole('button', { name: 'Rotate the key' }).click();
    const next = await shown.innerText();
    assert.deepEqual([await meAs(key), await meAs(next)], [200, 200]);
    await dialog.getByText('Close', { exact: true }).click();
    await item.getByText('the previous key is valid until').waitFor();

    await item.getByRole('button', { name: 'Revoke' }).click();
    await dialog.getByRole('textbox').fill('It was in a log.');
    await dialog.getByRole('button', { name: 'Revoke the key' }).click();
    await item
      .getByText(/^revoked/)
      .first()
      .waitFor();
    assert.equal(await item.getByRole('button').count(), 0);
    await page.reload();
    await item
      .getByText(/^revoked/)
      .first()
      .waitFor();
  }),
);

for (const look of looks)
  test(`Access at ${look.width} px in ${look.theme}: no violation, no sideways scroll`, { skip }, () =>
    visitPage(
      browser,
      `${served.url}/access`,
      async (page) => {
        await page.getByRole('heading', { name: 'API keys' }).waitFor();
        await assertAccessible(page, 'Access');
        await assertNoSidewaysScroll(page, 'Access');
        if (SHOTS) await page.screenshot({ path: `${SHOTS}/list-${look.width}.png`, fullPage: true });
      },
      look,
    ),
  );
