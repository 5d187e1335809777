import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, skipWithoutChromium } from '../console/chromium.ts';
import { assertAccessible, type OpenPage, openPage } from '../console/open-page.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startWaybill, type TestWaybill } from '../engines/waybill.ts';

const skip = natsServerBinary() ? skipWithoutChromium : 'no nats-server';
const SHOTS = process.env.SHOTS;
const ADMIN = { email: 'olga@example.com', password: 'correct horse battery' };
const SAM = { email: 'sam@example.com', password: 'staple battery horse' };

let waybill: TestWaybill;
let browser: Browser;
const opened: OpenPage[] = [];
let admin: Page;
let sam: Page;

/** A browser profile of its own, as another person has. */
async function person(): Promise<Page> {
  const open = await openPage(browser);
  opened.push(open);
  return open.page;
}

const shoot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
};

describe('people sign in to the console', { skip }, () => {
  before(async () => {
    waybill = await startWaybill({
      env: { WAYBILL_CONSOLE_SIGN_IN: 'on' },
      args: ['--roles', 'nats,gateway,operations,console'],
    });
    browser = await launchChromium();
    admin = await person();
    sam = await person();
  });
  after(async () => {
    await browser?.close();
    assert.equal(await waybill?.stop(), 0);
  });

  test('without a session every page leads to the sign-in page, and data is refused', async () => {
    await sam.goto(`${waybill.console}/dead-letters?state=open`);
    assert.equal(
      new URL(sam.url()).pathname + new URL(sam.url()).search,
      '/sign-in?next=%2Fdead-letters%3Fstate%3Dopen',
    );
    await assertAccessible(sam, 'the sign-in page');
    await shoot(sam, 'sign-in');
    assert.equal((await fetch(`${waybill.console}/ops/v1/overview`)).status, 401);
    await sam.getByLabel('E-mail address').fill('nobody@example.com');
    await sam.getByLabel('Password').fill('no such password');
    await sam.getByRole('button', { name: 'Sign in' }).click();
    await sam.getByText(/is wrong, or the account is disabled/).waitFor();
  });

  test('the set-up link makes the first admin, and is dead afterwards', async () => {
    const { setupUrl } = waybill;
    assert.match(setupUrl ?? '', new RegExp(`^${waybill.console}/set-up#`));
    await admin.goto(setupUrl!);
    await admin.getByLabel('Your name').fill('Olga');
    await admin.getByLabel(/^E-mail address/).fill(ADMIN.email);
    await admin.getByLabel(/^Password/).fill(ADMIN.password);
    await assertAccessible(admin, 'the set-up page');
    await shoot(admin, 'set-up');
    assert.equal(new URL(admin.url()).hash, '', 'the token is not in the history');
    await admin.getByRole('button', { name: /Make the account/ }).click();
    await admin.getByRole('heading', { name: 'Overview' }).waitFor();
    await admin.locator('nav').getByText(ADMIN.email).first().waitFor();
    const again = await fetch(`${waybill.console}/ops/v1/set-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: waybill.console },
      body: JSON.stringify({
        token: setupUrl!.split('#')[1],
        name: 'Eve',
        email: 'eve@example.com',
        password: 'a long password',
      }),
    });
    assert.equal(again.status, 404);
  });

  test('an invited viewer sees everything and no button that he may not press; a new role is in force at the next request', async () => {
    await admin.goto(`${waybill.console}/access`);
    await admin.getByRole('button', { name: 'Invite a person' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('E-mail address').fill(SAM.email);
    await dialog.getByRole('radio', { name: /viewer/ }).check();
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await dialog.getByRole('status').locator('code').innerText();
    await shoot(admin, 'invited');
    await dialog.getByText('Close', { exact: true }).click();
    await sam.goto(link);
    await sam.getByLabel('Your name').fill('Sam');
    await sam.getByLabel(/^Password/).fill(SAM.password);
    await sam.getByRole('button', { name: /Make the account/ }).click();
    await sam.getByRole('heading', { name: 'Overview' }).waitFor();
    await sam.locator('nav').getByText(SAM.email).first().waitFor();
    assert.equal(await sam.locator('nav').getByRole('link', { name: 'Access' }).count(), 0);
    await sam.goto(`${waybill.console}/access`);
    await sam.getByText('Only admins see who has access').waitFor();
    const actAs = (page: Page) =>
      page.evaluate(async () => {
        const answer = await fetch('/ops/v1/dead-letters/history.1-0-1/actions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ kind: 'noted', text: 'x', requestId: crypto.randomUUID() }),
        });
        return answer.status;
      });
    assert.equal(await actAs(sam), 403);
    const item = admin.getByRole('listitem').filter({ hasText: SAM.email });
    await item.waitFor();
    await shoot(admin, 'people');
    await item.getByRole('button', { name: /Change the role/ }).click();
    await dialog.getByRole('radio', { name: /support/ }).check();
    await dialog.getByRole('button', { name: 'Make Sam support' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await actAs(sam), 404, 'there is no such dead letter');
  });

  test('a disabled person is signed out within a second, and gets back in once enabled', async () => {
    await sam.goto(`${waybill.console}/commands`);
    const item = admin.getByRole('listitem').filter({ hasText: SAM.email });
    await item.getByRole('button', { name: /^Disable/ }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('textbox').fill('left the team');
    await dialog.getByRole('button', { name: 'Disable the account' }).click();
    await dialog.waitFor({ state: 'detached' });
    const status = () => sam.evaluate(async () => (await fetch('/ops/v1/me')).status);
    assert.equal(await status(), 401);
    // Its page asks for something within seconds, and leads to the sign-in page.
    await sam.waitForURL(/\/sign-in\?next=%2Fcommands/);
    await item.getByRole('button', { name: /^Enable/ }).click();
    await dialog.getByRole('button', { name: 'Enable the account' }).click();
    await dialog.waitFor({ state: 'detached' });
    await sam.getByLabel('E-mail address').fill(SAM.email);
    await sam.getByLabel('Password').fill(SAM.password);
    await sam.getByRole('button', { name: 'Sign in' }).click();
    await sam.waitForURL(`${waybill.console}/commands`);
  });

  test('a post of another origin with the cookie has no effect; signing out everywhere ends all sessions', async () => {
    const cookie = (await sam.context().cookies()).find(({ name }) => name === 'waybill_session');
    assert.deepEqual([cookie?.httpOnly, cookie?.sameSite], [true, 'Lax']);
    const foreign = await fetch(`${waybill.console}/ops/v1/sign-out`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'http://evil.example',
        cookie: `waybill_session=${cookie!.value}`,
      },
      body: '{"everywhere":true}',
    });
    assert.equal(foreign.status, 403);
    await sam.goto(`${waybill.console}/settings`);
    await sam.getByRole('heading', { name: 'Your account' }).waitFor();
    await assertAccessible(sam, 'Settings with an account');
    await shoot(sam, 'account');
    await sam.getByRole('button', { name: 'Sign out everywhere' }).click();
    await sam.waitForURL(/\/sign-in/);
    const { status } = await fetch(`${waybill.console}/ops/v1/me`, {
      headers: { cookie: `waybill_session=${cookie!.value}` },
    });
    assert.equal(status, 401);
  });
});
