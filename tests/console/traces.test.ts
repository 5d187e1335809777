import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Trace } from '../../contracts/traces.ts';
import { type Client, clientOf } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { type FaultyPipeline, startFaultyPipeline } from '../engines/faulty-pipeline.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startRole, type TestRole } from '../engines/role.ts';
import { launchChromium, skipWithoutChromium } from './chromium.ts';
import { assertAccessible, assertNoSidewaysScroll, looks, type OpenPage, openPage } from './open-page.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

const KEY = 'olga-key-0123456789';
const skip = skipWithoutChromium || (natsServerBinary() ? false : 'no nats-server');

describe('traces before the real pipeline', { skip }, () => {
  let pipeline: FaultyPipeline;
  let operations: TestRole;
  let olga: Client;
  let served: RunningConsole;
  let browser: Browser;
  const opened: OpenPage[] = [];
  const ids: Record<string, string> = {};

  const send = async (correlationId: string, text: string): Promise<string> => {
    const answer = await pipeline.alice.request(
      'POST',
      '/v1/channels/general/messages',
      { text },
      { 'x-correlation-id': correlationId },
    );
    assert.equal(answer.status, 202);
    return answer.body.commandId;
  };
  const traceWhere = (correlationId: string, fits: (trace: Trace) => boolean): Promise<Trace> =>
    waitUntil(
      async () => {
        const { status, body } = await olga.request('GET', `/ops/v1/traces/${correlationId}`);
        return status === 200 && fits(body) ? (body as Trace) : undefined;
      },
      { what: `the trace of ${correlationId}`, timeoutMs: 30_000 },
    );

  before(async () => {
    pipeline = await startFaultyPipeline({
      WAYBILL_OPERATOR_KEYS: `olga:${KEY}`,
      WAYBILL_LEDGER_FLUSH_MS: '20',
      WAYBILL_RETRY_SCHEDULE: '1200ms,1500ms',
    });
    operations = await startRole('operations', pipeline.environment);
    olga = clientOf(operations.url, KEY);
    pipeline.launch();
    served = await startConsole(operations.url, { WAYBILL_OPERATOR_KEY: KEY });
    browser = await launchChromium();
    ids.plain = await send('order-4711', 'hello');
    // By themselves: of a batch that fails each is tried alone at once, which is no retry.
    await traceWhere('order-4711', ({ commands }) => commands[0]?.state === 'applied');
    ids.retried = await send('order-4711', 'transient 1');
    await traceWhere('order-4711', ({ commands }) => commands[1]?.state === 'applied');
    ids.poisoned = await send('order-4711', 'poison');
    await send('other-1', 'hello');
    await traceWhere(
      'order-4711',
      ({ commands }) =>
        commands.length === 3 &&
        commands.map(({ state }) => state).join() === 'applied,applied,dead_lettered',
    );
  });
  after(async () => {
    await browser?.close();
    await served?.stop();
    await operations?.kill();
    await pipeline?.stop();
  });
  afterEach(async () => {
    const faults = opened.flatMap((each) => each.faults);
    await Promise.all(opened.splice(0).map((each) => each.close()));
    assert.deepEqual(faults, [], 'errors in the browser');
  });
  async function visit(path: string, width = 1280, theme: 'light' | 'dark' = 'light'): Promise<Page> {
    const each = await openPage(browser, { width, theme });
    opened.push(each);
    await each.page.goto(served.url + path);
    return each.page;
  }

  test('from what failed in the last hour to the cause, and back by the address', async () => {
    const page = await visit('/traces');
    await page.waitForFunction(() => document.activeElement?.id === 'search-box');
    const failed = page.getByRole('table', { name: 'Failed in the last hour' });
    await failed.locator(`[data-row="${ids.retried}"]`).waitFor();
    await page.getByRole('table', { name: 'Slowest of the last hour' }).waitFor();
    await failed.locator(`[data-row="${ids.poisoned}"]`).click();
    await page.getByText('3 commands: 2 applied, 1 dead-lettered.').waitFor();
    const poisoned = page.locator(`li[id="${ids.poisoned}"]`);
    await poisoned.getByText(/Attempt 1 failed .*INVALID/).waitFor();
    await poisoned.getByText(/kept as the dead letter history\./).waitFor();
    await poisoned.getByRole('link', { name: 'Open the dead letter' }).waitFor();
    const retried = page.locator(`li[id="${ids.retried}"]`);
    await retried.getByText(/Waited 1\.\d s: retry backoff/).waitFor();
    await retried.getByText(/Attempt 2 applied it \d/).waitFor();
    await retried.getByRole('button', { name: /Timeline and client answers/ }).click();
    await retried.getByRole('list', { name: 'Client view' }).getByText('retrying').waitFor();
    await retried.getByRole('region', { name: 'Stages' }).getByText('confirmed').waitFor();
    await page.getByRole('button', { name: 'Table of the waterfall' }).click();
    await page
      .getByRole('region', { name: 'The waterfall as a table' })
      .getByText('retry backoff')
      .first()
      .waitFor();
    await page.getByRole('banner').getByRole('link', { name: 'Traces' }).click();
    await failed.waitFor();
  });

  test('a pasted log line finds its correlation; filters stand in the address and are named when nothing fits', async () => {
    const page = await visit('/traces');
    await page.fill('#search-box', `{"level":50,"correlationId":"order-4711","commandId":"${ids.plain}"}`);
    await page.getByRole('link', { name: 'open the trace' }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('q'), 'order-4711');
    assert.equal(
      await page.getByRole('table', { name: 'Found: 3 commands' }).locator('[data-row]').count(),
      3,
    );
    await page.getByLabel('State').selectOption('dead_lettered');
    await page.getByText('Found: 1 command').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('state'), 'dead_lettered');
    await page.getByLabel('Author').fill('nobody');
    await page.getByRole('heading', { name: 'No command fits these filters' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'No command fits these filters' }).waitFor();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByRole('table', { name: 'Failed in the last hour' }).waitFor();
    await page.goto(`${served.url}/traces/never-connected-of`);
    await page.getByRole('heading', { name: 'The ledger has no command with this correlation id' }).waitFor();
    const answer = await page.goto(`${served.url}/traces/no%5Cid`);
    assert.equal(answer?.status(), 404);
  });

  test('a command detail names its waits and leads to its trace; Commands takes a correlation id and filters', async () => {
    const page = await visit(`/commands/${ids.retried}`);
    await page
      .locator('[data-stage="history"]')
      .getByText(/Waited 1\.\d s: retry backoff/)
      .waitFor();
    await page.getByRole('link', { name: '3 commands' }).click();
    await page.getByText('3 commands: 2 applied, 1 dead-lettered.').waitFor();
    await page.goto(`${served.url}/commands`);
    await page.fill('#search-box', 'order-4711');
    await page.keyboard.press('Enter');
    const found = page.getByRole('region', { name: 'Found: 1 correlation id' });
    await found.getByText('3 commands').waitFor();
    await page.getByLabel('State').selectOption('dead_lettered');
    const fitting = page.getByRole('table', { name: 'The newest matching commands' });
    await fitting.locator(`[data-row="${ids.poisoned}"]`).waitFor();
    assert.equal(await fitting.locator('[data-row]').count(), 1);
    await found.getByRole('link', { name: 'order-4711' }).click();
    await page.waitForURL('**/traces/order-4711');
  });

  test('what waits for its store is shown as in progress, and ends by itself', async () => {
    pipeline.faults('outage');
    await send('waiting', 'patience');
    await traceWhere('waiting', ({ commands }) =>
      commands.some(({ projections }) =>
        projections[0]!.segments.some(({ kind, open }) => kind === 'store-outage' && open),
      ),
    );
    const page = await visit('/traces/waiting');
    const row = page.locator('[data-timeline="history"]');
    await row.getByText(/…$/).waitFor();
    await page.getByText(/^now, /).waitFor();
    await page.getByText(/History has not applied the event: 0 ahead/).waitFor();
    pipeline.faults('on');
    await page.locator('li[data-state="applied"]').waitFor({ timeout: 40_000 });
  });

  test('a client asks for the outcome: the command detail has the very answer, and words that name no internals', async () => {
    const page = await visit('/traces/order-4711');
    await page
      .locator(`li[id="${ids.poisoned}"]`)
      .getByRole('heading', { name: 'Send message' })
      .getByRole('link')
      .click();
    await page.waitForURL(`**/commands/${ids.poisoned}`);
    const commandDetail = page.locator('article[data-outcome="dead_lettered"]');
    const copied = async (button: string) => {
      await commandDetail.getByRole('button', { name: button }).click();
      return await page.evaluate(() => navigator.clipboard.readText());
    };
    const words = await copied('Copy for the client');
    assert.match(
      words,
      new RegExp(
        `^Command ${ids.poisoned} \\(send message\\), accepted \\S+Z\\. It is kept safe but not yet applied to history\\. ` +
          'We are looking into it; please don’t send it again\\. Reference history\\.[0-9-]+\\.$',
      ),
    );
    // Neither what was sent, nor what failed and where, nor who else is there.
    assert.doesNotMatch(
      words,
      /poison|INVALID|never take|SQLITE|Error|stack|worker|faulty|NATS|127\.0\.0\.1|localhost/,
    );
    assert.doesNotMatch(words, /EVENTS-|DEAD_LETTERS|alice|general|\n/);
    await commandDetail.getByRole('button', { name: /The client sees/ }).click();
    const shown = JSON.parse(await copied('Copy the JSON'));
    const recorded = await pipeline.alice.request('GET', `/v1/commands/${ids.poisoned}`);
    assert.deepEqual({ ...shown, checkedAt: null }, { ...recorded.body, checkedAt: null });
    assert.equal(recorded.body.state, 'dead_lettered');
  });

  test('a replay is an attempt like others', async () => {
    const { commands } = await traceWhere('order-4711', () => true);
    pipeline.faults('off');
    const { status } = await olga.request('POST', '/ops/v1/replays', {
      ids: [`history.${commands.find(({ commandId }) => commandId === ids.poisoned)?.position}`],
      requestId: crypto.randomUUID(),
    });
    assert.equal(status, 201);
    const page = await visit('/traces/order-4711');
    const poisoned = page.locator(`li[id="${ids.poisoned}"]`);
    await poisoned.getByText(/Attempt 2 applied it .* by replay/).waitFor();
    await page.getByText('3 commands: all applied.').waitFor();
    pipeline.faults('on');
  });

  for (const { width, theme } of looks) {
    test(`axe-core finds nothing at ${width} px, ${theme}, and nothing scrolls sideways`, async () => {
      const page = await visit('/traces', width, theme);
      await page.getByRole('table').first().waitFor();
      const check = async (what: string) => {
        await assertAccessible(page, `${what} at ${width} px, ${theme}`);
        await assertNoSidewaysScroll(page, `${what} at ${width} px`);
        if (width > 390) return;
        await page.setViewportSize({ width: 320, height: 800 });
        await assertNoSidewaysScroll(page, `${what} at 320 px`);
        await page.setViewportSize({ width, height: 800 });
      };
      await check('traces');
      await page.goto(`${served.url}/traces/order-4711`);
      await page
        .getByRole('button', { name: /Timeline and client answers/ })
        .first()
        .click();
      await check('a trace');
      await page.getByRole('button', { name: 'Table of the waterfall' }).click();
      await check('a waterfall as a table');
      await page.goto(`${served.url}/commands/${ids.retried}`);
      await page
        .getByText(/Waited/)
        .first()
        .waitFor();
      await check('a command detail with a wait');
    });
  }
});
