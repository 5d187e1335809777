import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CommandStatus } from '../../contracts/command-status.ts';
import { projectionFile } from '../../platform/configuration/data-paths.ts';
import { launchChromium, skipWithoutChromium } from '../console/chromium.ts';
import { openPage } from '../console/open-page.ts';
import { type Client, clientOf } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startWaybill, type TestWaybill } from '../engines/waybill.ts';

const isBuilt = existsSync(new URL('../../.next/BUILD_ID', import.meta.url));
const skip = !natsServerBinary() ? 'no nats-server' : isBuilt ? false : 'the console is not built';
const OPERATOR_KEY = 'olga-key-0123456789';
const SENT = 'chat.message-sent.v1';
const module = (name: string) => fileURLToPath(new URL(`./counter/${name}.ts`, import.meta.url));

/** The counter consists of its files and one line in a registry. This test uses only its name. */
describe('a second projection beside the history', { skip }, () => {
  let waybill: TestWaybill;
  let client: Client;
  let operator: Client;
  before(async () => {
    waybill = await startWaybill({
      supervisor: module('supervisor'),
      env: {
        WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR_KEY}`,
        WAYBILL_PARTITIONS: '2',
        WAYBILL_ACK_WAIT_MS: '1000',
        WAYBILL_RETRY_SCHEDULE: '100ms',
        WAYBILL_CONSUMER_SNAPSHOT_MS: '500',
        WAYBILL_RECONCILIATION_INTERVAL_MS: '1000',
      },
      timeoutMs: 120_000,
    });
    client = clientOf(waybill.gateway, waybill.apiKey);
    operator = clientOf(waybill.operations, OPERATOR_KEY);
  });
  after(() => waybill?.stop());

  const send = async (channel: string): Promise<string> =>
    (await client.send(channel, 'hello')).body.commandId;
  const statusWhere = (commandId: string, isSo: (status: CommandStatus) => boolean, what: string) =>
    waitUntil(
      async () => {
        const { body } = await client.request('GET', `/v1/commands/${commandId}`);
        return isSo(body) ? (body as CommandStatus) : undefined;
      },
      { what },
    );
  /** How many events of this type the counter's file holds. */
  const counted = (type = SENT): number => {
    const database = new DatabaseSync(projectionFile(waybill.dataDir, 'counter'), { readOnly: true });
    try {
      const row = database.prepare('SELECT count(*) AS events FROM counted WHERE type = ?').get(type);
      return row?.events as number;
    } finally {
      database.close();
    }
  };
  /** Makes the counter refuse messages, or accept them again. */
  const refuse = (isRefused: boolean): void => {
    const database = new DatabaseSync(projectionFile(waybill.dataDir, 'counter'), { timeout: 30_000 });
    database
      .prepare(isRefused ? 'INSERT INTO refused VALUES (?)' : 'DELETE FROM refused WHERE type = ?')
      .run(SENT);
    database.close();
  };

  test('runs as its own role; the status of a command lists both projections if both take its event', async () => {
    assert.ok(waybill.pid('worker:history'));
    assert.ok(waybill.pid('worker:counter'));
    const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => send(`room-${n % 4}`)));
    for (const id of ids) {
      const status = await statusWhere(id, ({ complete }) => complete, 'a command to be complete');
      assert.deepEqual(Object.keys(status.projections), ['history', 'counter']);
      assert.equal(status.state, 'applied');
    }
    assert.equal(counted(), 20);
    const created = await client.request('PUT', '/v1/channels/room-0', { title: 'Room' });
    const { commandId } = created.body as { commandId: string };
    const status = await statusWhere(commandId, ({ complete }) => complete, 'the channel to be created');
    assert.deepEqual(Object.keys(status.projections), ['history'], 'the counter does not take this event');
    const asked = await client.request('GET', `/v1/commands/${commandId}?projection=counter`);
    assert.equal(asked.status, 400);
    assert.match(asked.body.detail, /counter does not apply chat\.channel-created\.v1 events.*: history\./);
  });

  test('one projection can be requested by name; an unknown name is refused with the known names', async () => {
    const id = await send('named');
    await statusWhere(id, ({ complete }) => complete, 'the message to be counted');
    const { body } = await client.request('GET', `/v1/commands/${id}?projection=counter`);
    assert.deepEqual([Object.keys(body.projections), body.state], [['counter'], 'applied']);
    const unknown = await client.request('GET', `/v1/commands/${id}?projection=search`);
    assert.equal(unknown.status, 400);
    assert.match(unknown.body.detail, /`projection` must be one of history, counter\./);
    const path = '/v1/channels/named/messages?projection=search';
    const before = counted();
    assert.equal((await client.request('POST', path, { text: 'hello' })).status, 400);
    assert.equal(counted(), before, 'nothing was accepted');
  });

  test('while it is down, commands are applied but not complete; after a kill it is restarted', async () => {
    process.kill(waybill.pid('worker:counter')!, 'SIGSTOP');
    const waiting = { prefer: 'wait=10' };
    const sent = await client.request('POST', '/v1/channels/down/messages', { text: 'hello' }, waiting);
    assert.deepEqual([sent.status, sent.body.state, sent.body.complete], [200, 'applied', false]);
    assert.notEqual(sent.body.projections.counter.state, 'applied');
    const path = '/v1/channels/down/messages?projection=counter';
    const late = await client.request('POST', path, { text: 'hello' }, { prefer: 'wait=1' });
    assert.equal(late.status, 202, 'the requested projection has not counted it');
    await waitUntil(
      async () => {
        const { body } = await operator.request('GET', `/ops/v1/traces?command=${sent.body.commandId}`);
        return body.commands[0]?.state === 'applied';
      },
      { what: 'the list of commands to have it as applied' },
    );
    const stopped = waybill.pid('worker:counter');
    waybill.kill('worker:counter');
    for (const { commandId } of [sent.body, late.body])
      await statusWhere(commandId, ({ complete }) => complete, 'the earlier message to be counted');
    assert.notEqual(waybill.pid('worker:counter'), stopped);
    const now = await client.request('POST', path, { text: 'hello' }, waiting);
    assert.deepEqual([now.status, Object.keys(now.body.projections)], [200, ['counter']]);
  });

  test('its dead letters are replayed to it alone and resolved', async () => {
    refuse(true);
    const id = await send('refused');
    const status = await statusWhere(
      id,
      ({ state, projections }) => state === 'applied' && projections.counter?.state === 'dead_lettered',
      'a dead letter of the counter alone',
    );
    assert.equal(status.complete, false);
    const { deadLetter } = status.projections.counter!;
    const listed = async () => {
      const { body } = await operator.request('GET', '/ops/v1/dead-letters?consumer=counter&state=open');
      return (body.deadLetters as { id: string; consumer: string }[]).map((each) => each.id);
    };
    await waitUntil(async () => (await listed()).includes(deadLetter!), {
      what: 'the dead letter in the list',
    });
    refuse(false);
    const requestId = `replay-${process.pid}`;
    const replay = await operator.request('POST', '/ops/v1/replays', { ids: [deadLetter], requestId });
    assert.equal(replay.status, 201, JSON.stringify(replay.body));
    await statusWhere(id, ({ complete }) => complete, 'the replayed event to be counted');
    await waitUntil(async () => (await listed()).length === 0, { what: 'the dead letter to be resolved' });
  });

  test('lag, reconciliation, metrics and the console name both', async () => {
    const consumers = await waitUntil(async () => {
      const { body } = await operator.request('GET', '/ops/v1/consumers');
      const found = body.projections as { projection: string; title: string; lag: number | null }[];
      return found.length === 2 && found.every(({ lag }) => lag === 0) ? found : undefined;
    });
    assert.deepEqual(consumers.map(({ projection, title }) => [projection, title]).sort(), [
      ['counter', 'Counter'],
      ['history', 'History'],
    ]);
    const sums = await waitUntil(
      async () => {
        const { body } = await operator.request('GET', '/ops/v1/reconciliation');
        const found = body.projections as { projection: string; state: string }[];
        return found.every(({ state }) => state === 'balanced') ? found : undefined;
      },
      { what: 'both to be balanced' },
    );
    assert.deepEqual(
      sums.map(({ projection }) => projection),
      ['history', 'counter'],
    );
    const metrics = await (await fetch(waybill.metrics['worker:counter']!)).text();
    assert.match(metrics, /projection="counter"/);
  });

  test('a rebuild from the log gives the same counts', async () => {
    const before = counted();
    const history = await client.messages('room-1');
    const { code, output } = await rebuild('counter', '--yes', '--hash');
    assert.equal(code, 0, output);
    const [, was, is] = /Content before: ([0-9a-f]+)[\s\S]*Content after: ([0-9a-f]+)/.exec(output) ?? [];
    assert.ok(was !== undefined && was === is, output);
    assert.equal(counted(), before);
    assert.deepEqual(await client.messages('room-1'), history);
  });

  test('the console shows both', { skip: skipWithoutChromium }, async () => {
    const id = await send('shown');
    await statusWhere(id, ({ complete }) => complete, 'the message to be counted');
    const browser = await launchChromium();
    try {
      const { page, faults } = await openPage(browser);
      await page.goto(`${waybill.console}/consumers`);
      for (const name of ['history', 'counter'])
        await page.getByText(name, { exact: true }).first().waitFor();
      await page.goto(`${waybill.console}/commands/${id}`);
      for (const name of ['history', 'counter']) await page.locator(`[data-stage="${name}"]`).waitFor();
      assert.equal(await page.getByText('Not complete').count(), 0);
      refuse(true);
      const incomplete = await send('shown');
      await statusWhere(incomplete, ({ state }) => state === 'applied', 'a message to be applied');
      await page.goto(`${waybill.console}/commands/${incomplete}`);
      await page.getByText('Not complete: not yet in Counter.').waitFor();
      assert.deepEqual(faults, []);
    } finally {
      await browser.close();
    }
  });

  async function rebuild(...args: string[]): Promise<{ code: number | null; output: string }> {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', module('rebuild'), ...args],
      {
        env: { ...process.env, NATS_URL: waybill.nats, WAYBILL_DATA_DIR: waybill.dataDir },
        cwd: join(import.meta.dirname, '..', '..'),
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        output += data;
      });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output };
  }
});
