import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { PROBLEMS } from '../../../contracts/problem.ts';
import { operationsRoutes } from '../../../contracts/routes/operations-routes.ts';
import { gatewayRoutes } from '../../../server/gateway/gateway-routes.ts';
import { launchChromium, skipWithoutChromium } from '../../console/chromium.ts';
import { KEYS, startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';

const OPERATOR = 'olga-key-0123456789';
const BROWSER_ACCEPT = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('the references of the running services', () => {
  let pipeline: TestPipeline;
  let operations: TestRole;
  before(async () => {
    pipeline = await startPipeline();
    const keys = { WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR}` };
    operations = await startRole('operations', { ...pipeline.environment, ...keys });
  });
  after(async () => {
    await operations?.kill();
    await pipeline?.stop();
  });
  const services = () => [
    { url: pipeline.gateway.url, reference: '/docs', routes: gatewayRoutes },
    { url: operations.url, reference: '/ops/docs', routes: operationsRoutes },
  ];

  test('a path that does not exist names the reference, and that page exists', async () => {
    for (const { url, reference } of services()) {
      const missing = await fetch(`${url}/docz`);
      assert.equal(missing.status, 404);
      const { detail } = (await missing.json()) as { detail: string };
      const [, named] = /reference at (\S+) lists/.exec(detail) ?? [];
      assert.equal(named, reference);
      const page = await fetch(url + named);
      assert.equal(page.status, 200);
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
      assert.equal((await fetch(`${url}/`, { redirect: 'manual' })).headers.get('location'), reference);
    }
  });

  test('the address of every problem type answers programs with JSON, and browsers with a page', async () => {
    for (const { url, reference } of services())
      for (const [name, { status, title, remedy }] of Object.entries(PROBLEMS)) {
        const address = `${url}/problems/${name}`;
        for (const accept of ['*/*', 'application/json', 'text/html;q=0.5, application/json']) {
          const answer = await fetch(address, { headers: { accept } });
          assert.deepEqual(await answer.json(), { type: `/problems/${name}`, status, title, remedy });
          assert.equal(answer.headers.get('vary'), 'Accept');
        }
        for (const accept of [BROWSER_ACCEPT, 'text/html', 'text/*, application/json;q=0.9']) {
          const answer = await fetch(address, { headers: { accept } });
          assert.match(answer.headers.get('content-type') ?? '', /^text\/html/, accept);
          const html = await answer.text();
          for (const part of [`<h1>${title}</h1>`, `status ${status}`, `href="${reference}"`])
            assert.ok(html.includes(part), `${name}: ${part}`);
          assert.ok(html.includes(remedy.split('`')[0] ?? ''), name);
        }
      }
  });

  describe('in a browser', { skip: skipWithoutChromium }, () => {
    let browser: Browser;
    before(async () => {
      browser = await launchChromium();
    });
    after(() => browser?.close());

    /** Runs on the page at an address. Asserts that the browser refused nothing, and asked no other host. */
    async function visit(url: string, path: string, run: (page: Page) => Promise<void>): Promise<void> {
      const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      page.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (origin !== url && protocol !== 'data:') faults.push(request.url());
      });
      try {
        await page.goto(url + path);
        await run(page);
        assert.deepEqual(faults, []);
      } finally {
        await page.close();
      }
    }

    test('each reference lists every operation', async () => {
      for (const { url, reference, routes } of services())
        await visit(url, reference, async (page) => {
          await page.waitForSelector('.opblock');
          const shown = await page.$$eval('.opblock', (all) => all.map(({ id }) => id.replace(/^.*?-/, '')));
          for (const id of Object.keys(routes))
            assert.ok(
              shown.some((each) => each.endsWith(id)),
              id,
            );
          assert.equal(shown.length, Object.keys(routes).length);
        });
    });

    test('an operation has an address, shows examples and headers of its answers, and sends a command', async () => {
      await visit(pipeline.gateway.url, '/docs#/channels/send-message', async (page) => {
        const operation = page.locator('#operations-channels-send-message');
        const accepted = operation.locator('tr.response[data-code="202"]');
        await accepted.waitFor();
        assert.match(await accepted.innerText(), /"commandId"/);
        assert.match(await accepted.innerText(), /Retry-After/);
        const busy = operation.locator('tr.response[data-code="503"]');
        assert.ok(await busy.locator('a[href="/problems/not-accepted"]').isVisible());
        assert.match(await busy.innerText(), /The command was not accepted/);

        await page.getByRole('button', { name: 'Authorize' }).first().click();
        await page.locator('.modal-ux input').fill(KEYS.alice);
        await page.locator('.modal-ux').getByRole('button', { name: 'Apply credentials' }).click();
        await page.locator('.modal-ux').getByRole('button', { name: 'Close' }).click();
        await operation.getByRole('button', { name: 'Execute' }).click();
        const answer = operation.locator('.live-responses-table .response');
        await answer.waitFor();
        assert.equal(await answer.locator('.response-col_status').innerText(), '202');
        const { commandId } = JSON.parse(await answer.locator('.highlight-code code').first().innerText());
        assert.equal((await pipeline.alice.status(commandId, 'applied')).body.actor, 'alice');
      });
    });

    test('the page of a problem is drawn', async () => {
      for (const { url } of services())
        await visit(url, '/problems/not-accepted', async (page) => {
          assert.match(await page.innerText('main'), /What to do\s+The command was not accepted/);
        });
    });
  });
});
