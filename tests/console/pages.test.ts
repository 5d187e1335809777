import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { mintCommandId } from '../../contracts/command-id.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { type OpenPage, openPage, type PageOptions } from './open-page.ts';
import { type OperationsFixture, startOperationsFixture } from './operations-fixture.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

const options = { skip: skipWithoutChromium };

let operations: OperationsFixture;
let served: RunningConsole;
let browser: Browser;
let opened: OpenPage[] = [];

before(async () => {
  if (skipWithoutChromium) return;
  operations = await startOperationsFixture();
  served = await startConsole(operations.url);
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await served?.stop();
  await operations?.stop();
});

beforeEach(() => {
  if (!operations) return;
  operations.clear();
  operations.mode = { kind: 'well' };
});

afterEach(async () => {
  const faults = opened.flatMap((each) => each.faults);
  await Promise.all(opened.map((each) => each.close()));
  opened = [];
  assert.deepEqual(faults, [], 'errors in the browser');
});

async function visit(path: string, pageOptions?: PageOptions): Promise<Page> {
  const each = await openPage(browser, pageOptions);
  opened.push(each);
  await each.page.goto(served.url + path);
  return each.page;
}

const idOf = (commandDetail: { command: { commandId: string } | null }): string =>
  commandDetail.command?.commandId as string;
const commandDetailIn = (page: Page) => page.locator('article');
const stamp = (page: Page, word: string) => commandDetailIn(page).getByText(word, { exact: true }).first();
const liveness = (page: Page, kind: string) => page.locator(`[data-liveness="${kind}"]`);

test('an unknown address and an invalid id are 404 and say what to do', options, async () => {
  const page = await visit('/commands');
  for (const [path, heading] of [
    ['/nowhere', 'There is no page at this address'],
    ['/commands/nonsense', 'This address holds no command id'],
  ] as const) {
    const answer = await page.goto(served.url + path);
    assert.equal(answer?.status(), 404);
    await page.getByRole('heading', { name: heading }).waitFor();
  }
});

test('an empty log says what the page will list, and shows a curl command', options, async () => {
  const page = await visit('/commands');
  await page.getByRole('heading', { name: 'No command has been accepted yet' }).waitFor();
  await page.getByText('curl -i http://127.0.0.1:7400/v1/channels/general/messages').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'search-box');
  assert.equal(await page.title(), 'Commands · development · Waybill');
  await page.getByText('Polling every 5 s').waitFor();
});

test(
  'one pasted id opens its command detail beside the list; Escape gives the list and its focus back',
  options,
  async () => {
    operations.put({ state: 'applied', text: 'first' });
    const id = idOf(operations.put({ state: 'dead_lettered', text: 'second' }));
    const page = await visit('/commands');
    await page.fill('#search-box', `{"msg":"failed","commandId":"${id}"}`);
    const drawer = page.getByRole('dialog');
    await drawer.getByText('dead-lettered').first().waitFor();
    assert.equal(new URL(page.url()).pathname, `/commands/${id}`);
    await page.getByRole('table').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).pathname, '/commands');
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.row), id);
  },
);

test('a drawer’s address, reloaded, is the page, which links back to its list', options, async () => {
  const ids = [operations.put({ state: 'applied' }), operations.put({ state: 'rejected' })].map(idOf);
  const never = mintCommandId(1, 1);
  const page = await visit('/commands');
  await page.fill('#search-box', [...ids, never].join('\n'));
  const found = page.getByRole('table', { name: 'Commands found in the text' });
  await found.getByText('not in the log').waitFor();
  assert.deepEqual(new URL(page.url()).searchParams.get('ids')?.split(','), [...ids, never]);
  await found.locator(`[data-row="${ids[1]}"]`).click();
  await page.getByRole('dialog').getByText('rejected').first().waitFor();
  await page.reload();
  await stamp(page, 'rejected').waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.getByRole('banner').getByRole('link', { name: 'Commands' }).click();
  await page.getByRole('table', { name: 'Commands found in the text' }).waitFor();
  assert.deepEqual(new URL(page.url()).searchParams.get('ids')?.split(','), [...ids, never]);
});

test(
  'a command detail is live while its command is in flight, and nothing in it moves',
  options,
  async () => {
    const id = idOf(operations.put({ state: 'accepted', ahead: 41, acceptedAt: Date.now() }));
    const page = await visit(`/commands/${id}`);
    await stamp(page, 'accepted').waitFor();
    await page.getByText('41 ahead').waitFor();
    const places = () =>
      commandDetailIn(page).evaluate((commandDetail) => {
        const of = (element: Element) => {
          const { top, height } = element.getBoundingClientRect();
          return [Math.round(top), Math.round(height)];
        };
        return [commandDetail, ...commandDetail.querySelectorAll('li, dl, button')].map(of);
      });
    const before = await places();
    operations.put({ commandId: id, state: 'processing' });
    await stamp(page, 'processing').waitFor();
    operations.put({ commandId: id, state: 'applied' });
    await stamp(page, 'applied').waitFor();
    await page.getByText('proven', { exact: true }).waitFor();
    assert.deepEqual(await places(), before);
    await liveness(page, 'final').waitFor();
    operations.requests.length = 0;
    await page.waitForTimeout(1_200);
    assert.deepEqual(operations.requests, [], 'a final command detail is not read again');
  },
);

for (const [state, word, says] of [
  ['rejected', 'rejected', 'Only the author of a message may edit it.'],
  ['dead_lettered', 'dead-lettered', 'Store refused: unknown column thread_id.'],
  ['retrying', 'retrying', 'The store timed out. It is tried again at 03:05:00.'],
] as const) {
  test(`the command detail of a command that is ${word} says why, where it happened`, options, async () => {
    const id = idOf(operations.put({ state, reason: { code: 'x', detail: says } }));
    const page = await visit(`/commands/${id}`);
    await stamp(page, word).waitFor();
    await page.locator('[data-stage="history"]').getByText(says).waitFor();
    assert.equal(await commandDetailIn(page).getByText(says).count(), 1);
  });
}

test(
  'the client’s answer folds out as the very JSON, and the event is beside the command detail',
  options,
  async () => {
    const commandDetail = operations.put({ state: 'applied', text: 'look\u202e here' });
    const page = await visit(`/commands/${idOf(commandDetail)}`);
    const beside = await page.getByRole('region', { name: 'The event' }).boundingBox();
    const frame = await commandDetailIn(page).boundingBox();
    assert.ok(beside && frame && beside.x > frame.x + frame.width, 'the event is beside the command detail');
    assert.equal(frame.width, 640);
    await page.getByText('"text": "look\\u202e here"').waitFor();
    await page.getByRole('button', { name: /The client sees/ }).click();
    await page.getByText(`GET ${commandDetail.client.path} → 200`).waitFor();
    const copy = commandDetailIn(page).getByRole('button', { name: 'Copy the JSON' });
    await copy.click();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.state, 'applied');
    assert.deepEqual(Object.keys(copied), Object.keys(commandDetail.status as object));
  },
);

test('the link, the reply to the client and the curl command are copied', options, async () => {
  const id = idOf(operations.put({ state: 'applied' }));
  const page = await visit(`/commands/${id}`);
  const copied = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click();
    await commandDetailIn(page).getByText('Copied').first().waitFor();
    return await page.evaluate(() => navigator.clipboard.readText());
  };
  assert.equal(await copied('Copy link'), `${served.url}/commands/${id}`);
  assert.match(
    await copied('Copy for the client'),
    new RegExp(`^Command ${id} \\(send message\\), accepted .*It was applied`),
  );
  assert.match(
    await copied('Copy curl'),
    /^curl -H "Authorization: Bearer \$KEY" 'http:\/\/127\.0\.0\.1:7400\/v1/,
  );
});

test('a command never accepted and one past retention are explained', options, async () => {
  const never = mintCommandId(1, 1);
  const page = await visit(`/commands/${never}`);
  await page.getByRole('heading', { name: 'This command was never accepted' }).waitFor();
  await page.getByText('404 command-never-accepted').waitFor();
  // It may only be on its way: the page finds it by itself.
  operations.put({ commandId: never, state: 'processing' });
  await stamp(page, 'processing').waitFor();
  const recent = mintCommandId(1, 1);
  operations.missing.set(recent, 'command-not-in-log');
  await page.goto(`${served.url}/commands/${recent}`);
  await page.getByRole('heading', { name: 'This command has not reached the log' }).waitFor();
  await page.getByText('404 command-not-in-log').waitFor();
  const gone = mintCommandId(1, 1, Date.now() - 40 * 86_400_000);
  operations.missing.set(gone, 'command-past-retention');
  await page.goto(`${served.url}/commands/${gone}`);
  await page.getByRole('heading', { name: 'The log no longer holds this command' }).waitFor();
  await page.getByText('410 command-past-retention').waitFor();
  operations.missing.set(gone, 'command-before-log');
  await page.goto(`${served.url}/commands/${gone}`);
  await page.getByRole('heading', { name: 'This log never held this command' }).waitFor();
});

test(
  'while the log is down the page keeps its data, says how old they are, and recovers without help',
  options,
  async () => {
    operations.put({ state: 'applied' });
    const page = await visit('/commands');
    await page.getByRole('cell', { name: 'applied' }).waitFor();
    operations.mode = { kind: 'log-down' };
    await page.getByText('NATS cannot be reached: the log can be neither read nor written').waitFor();
    await page.getByText(/^Not live since \d\d:\d\d:\d\d \(NATS unreachable\)$/).waitFor();
    await page.getByText(/^as of \d\d:\d\d:\d\d, not live$/).waitFor();
    await page.getByRole('cell', { name: 'applied' }).waitFor();
    operations.mode = { kind: 'well' };
    await liveness(page, 'polling').waitFor();
    assert.equal(await page.getByText('NATS cannot be reached').count(), 0);
  },
);

test(
  'with nothing read yet a failure says what failed, with the request’s id and a retry',
  options,
  async () => {
    const id = idOf(operations.put({ state: 'applied' }));
    operations.mode = { kind: 'log-down' };
    const page = await visit(`/commands/${id}`);
    await page.getByRole('heading', { name: 'This command cannot be read' }).waitFor();
    await page.getByText('0b0e9d6e-6f0c-4a53-8f3e-6f3a2a9d5b11').waitFor();
    operations.mode = { kind: 'well' };
    await page.getByRole('button', { name: 'Retry' }).click();
    await stamp(page, 'applied').waitFor();
  },
);

test('an unreachable operations service is named, and the console keeps working', options, async () => {
  operations.mode = { kind: 'cut' };
  const page = await visit('/commands');
  await page
    .getByText('The operations service cannot be reached, so this console shows no new data')
    .waitFor();
  await liveness(page, 'stale').waitFor();
});

test(
  'a slow answer shows nothing at first, then lines of the final height, then the list',
  options,
  async () => {
    operations.put({ state: 'applied' });
    operations.mode = { kind: 'slow', ms: 2_500 };
    const page = await visit('/commands');
    const skeleton = page.locator('[aria-busy="true"] .late').first();
    await skeleton.waitFor({ state: 'attached' });
    const heightOf = () => skeleton.evaluate((line) => line.getBoundingClientRect().height);
    const head = await heightOf();
    await page.getByRole('table').waitFor();
    const real = await page.locator('thead').evaluate((line) => line.getBoundingClientRect().height);
    assert.equal(Math.round(head), Math.round(real));
  },
);

test('nothing moves under the pointer: new commands wait for show', options, async () => {
  const first = idOf(operations.put({ state: 'processing', text: 'the first' }));
  const page = await visit('/commands');
  const rows = () =>
    page.locator('[data-row]').evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset.row));
  await page.locator(`[data-row="${first}"]`).hover();
  const second = idOf(operations.put({ state: 'accepted', acceptedAt: Date.now() }));
  operations.put({ commandId: first, state: 'applied' });
  const show = page.getByRole('button', { name: '1 new · show' });
  await show.waitFor();
  assert.deepEqual(await rows(), [first]);
  await page.getByRole('cell', { name: 'applied' }).waitFor();
  await show.click();
  assert.deepEqual(await rows(), [second, first]);
  await page.mouse.move(640, 60);
  const third = idOf(operations.put({ state: 'accepted', acceptedAt: Date.now() }));
  await page.locator(`[data-row="${third}"]`).waitFor();
});

test('a page that cannot be drawn says so, and is drawn again when it can be', options, async () => {
  operations.put({ state: 'applied' });
  const page = await visit('/commands');
  await page.getByRole('cell', { name: 'applied' }).waitFor();
  operations.mode = { kind: 'broken' };
  await page.getByRole('heading', { name: 'This page could not be shown' }).waitFor();
  operations.mode = { kind: 'well' };
  await page.getByRole('button', { name: 'Load again' }).click();
  await page.getByRole('cell', { name: 'applied' }).waitFor();
  opened[0]?.faults.splice(0);
});

test('a command detail and the list beside it never differ', options, async () => {
  const id = idOf(operations.put({ state: 'processing', acceptedAt: Date.now() }));
  const page = await visit('/commands');
  await page.locator(`[data-row="${id}"]`).click();
  await page.getByRole('dialog').getByText('processing').first().waitFor();
  operations.put({ commandId: id, state: 'applied' });
  await page.locator('article[data-outcome="applied"]').waitFor();
  await page.getByRole('cell', { name: 'applied' }).waitFor();
});

test('text from outside is always shown as text', options, async () => {
  operations.put({
    state: 'applied',
    text: '<img src=x onerror="document.title=1">\u202eevil',
    author: '<b>x</b>',
  });
  const page = await visit('/commands');
  await page.getByText('<img src=x onerror="document.title=1">').waitFor();
  assert.equal(await page.locator('table img, table b').count(), 0);
  assert.match((await page.locator('table').textContent()) ?? '', /\\u202eevil/);
});

test('theme and zone are kept, and there before the first paint', options, async () => {
  operations.put({ state: 'applied', acceptedAt: Date.now() - 1_000 });
  const page = await visit('/settings', { theme: 'light' });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByLabel('Light').check();
  assert.equal(await ground(), light);
  await page.getByLabel('Dark').check();
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.goto(`${served.url}/commands`);
  await page.getByText('Accepted (Oslo)').waitFor();
  await page.getByRole('button', { name: 'Local (Europe/Oslo)' }).click();
  await page.getByText('Accepted (UTC)').waitFor();
  // Without its scripts the page shows what the server sent, and that is what is painted first.
  await page.route('**/*.js', (route) => route.abort());
  await page.reload();
  assert.equal(await ground(), dark);
  assert.match((await page.locator('thead').textContent()) ?? '', /Accepted \(UTC\)/);
});

test(
  'j and k work wherever the focus is on a new page, and go on from the row that was ticked',
  options,
  async () => {
    const ids = Array.from({ length: 5 }, (_, at) =>
      idOf(operations.put({ state: 'applied', acceptedAt: Date.now() - (at + 1) * 1_000 })),
    );
    const page = await visit('/commands');
    await page.locator(`[data-row="${ids[4]}"]`).waitFor();
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.row);
    for (const place of ['body', 'nav a']) {
      await page
        .locator(place)
        .first()
        .evaluate((element) => {
          (document.activeElement as HTMLElement | null)?.blur();
          (element as HTMLElement).focus();
        });
      await page.keyboard.press('j');
      assert.equal(await focused(), place === 'body' ? ids[0] : ids[1], place);
    }
    await page.locator('input#search-box').focus();
    await page.keyboard.press('j');
    assert.equal(await page.inputValue('#search-box'), 'j', 'typed text goes into the box');
    await page.fill('#search-box', '');
    await page.locator(`[data-row="${ids[3]}"]`).focus();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('k');
    assert.equal(await focused(), ids[2]);
  },
);

test('every flow works by keyboard alone', options, async () => {
  const second = idOf(operations.put({ state: 'rejected', acceptedAt: Date.now() - 9_000 }));
  const first = idOf(operations.put({ state: 'applied', acceptedAt: Date.now() - 1_000 }));
  const page = await visit('/commands');
  await page.locator(`[data-row="${first}"]`).waitFor();
  await page.keyboard.press('ArrowDown');
  const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.row);
  assert.equal(await focused(), first);
  await page.keyboard.press('j');
  assert.equal(await focused(), second);
  await page.keyboard.press('c');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${served.url}/commands/${second}`);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('rejected').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await focused(), second);
  await page.keyboard.press('z');
  await page.getByText('Accepted (UTC)').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'Keyboard' }).waitFor();
  await page.getByRole('checkbox').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('z');
  await page.getByText('Accepted (UTC)').waitFor();
  await page.keyboard.press('Control+k');
  await page.locator('[cmdk-input]').fill(`see ${first}`);
  await page
    .locator('[cmdk-list]')
    .getByRole('option', { name: /applied/ })
    .waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/commands/${first}`);
  await stamp(page, 'applied').waitFor();
});

test('below 640 px a row leads to the page, the nav is a sheet, copies are in a menu', options, async () => {
  const id = idOf(operations.put({ state: 'applied' }));
  const page = await visit('/commands', { width: 390 });
  await page.locator(`[data-row="${id}"]`).click();
  await stamp(page, 'applied').waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal((await commandDetailIn(page).boundingBox())?.width, 390);
  await page.getByText('Copy', { exact: true }).click();
  await page.getByRole('button', { name: 'Copy for the client' }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /It was applied/);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'Commands' }).click();
  await page
    .getByRole('heading', { name: 'Find a command' })
    .or(page.getByText('Find a command'))
    .first()
    .waitFor();
});

test('a page that is used again keeps nothing of the previous test', options, async () => {
  const stored = () => [localStorage.getItem('kept'), sessionStorage.getItem('kept'), history.length];
  const first = await openPage(browser);
  await first.page.goto(`${served.url}/commands`);
  await first.page.evaluate(() => {
    localStorage.setItem('kept', 'yes');
    sessionStorage.setItem('kept', 'yes');
    history.pushState(null, '', '/dead-letters');
  });
  await first.page.context().addCookies([{ name: 'kept', value: 'yes', url: served.url }]);
  const visited = await first.page.evaluate(() => history.length);
  await first.close();
  const second = await openPage(browser);
  opened.push(second);
  assert.equal(second.page, first.page);
  await second.page.goto(`${served.url}/commands`);
  const [local, session, now] = await second.page.evaluate(stored);
  assert.deepEqual([local, session], [null, null]);
  const cookies = await second.page.context().cookies();
  assert.ok(!cookies.some(({ name }) => name === 'kept'));
  assert.ok(Number(now) < visited, `${now} entries of ${visited} in its history`);
});
