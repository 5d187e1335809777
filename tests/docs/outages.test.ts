import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { withoutCassandra } from '../engines/cassandra-server.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink } from '../engines/log.ts';
import { KEYS, startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { type SharedCassandra, shareCassandra } from '../engines/shared-cassandra.ts';
import { startTcpProxy, type TestProxy } from '../engines/tcp-proxy.ts';
import { cassandraSettings } from '../faults/cassandra-settings.ts';
import { Outbox } from './outbox.ts';
import { type Passage, startPassage } from './passage.ts';
import { printedClient, runPrintedCommands } from './printed-clients.ts';

const TEXT = 'Hello, once';

/** Each client sends one message to a channel of its name. Each resolves to the state of its command. */
const clients: Record<string, (url: string) => Promise<unknown>> = {
  'printed-client': async (url) => {
    const sendOnce = await printedClient();
    const path = '/v1/channels/printed-client/messages';
    const intent = { method: 'POST', path, body: { text: TEXT }, idempotencyKey: 'printed-client' };
    return (await sendOnce(url, KEYS.alice, intent)).state;
  },
  'printed-commands': async (url) =>
    (await runPrintedCommands(url, KEYS.alice, { channel: 'printed-commands', message: TEXT })).state,
  outbox: async (url) => {
    const [delivery] = await new Outbox(url, KEYS.alice).deliver([
      { key: 'outbox', channel: 'outbox', text: TEXT },
    ]);
    assert.equal(delivery?.message?.text, TEXT);
    return delivery?.state;
  },
};
const names = Object.keys(clients);

/** Starts all clients. Resolves to their states by name. */
const sendAll = async (url: string): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    await Promise.all(Object.entries(clients).map(async ([name, send]) => [name, await send(url)])),
  );

/** Waits until every client got such an answer to what it sent. */
const allGot = ({ answers }: Passage, head: string) =>
  waitUntil(
    () => names.every((name) => answers.some((each) => each === `${head} /v1/channels/${name}/messages`)),
    { what: `${head} for every client` },
  );

async function assertSentOnce(pipeline: TestPipeline, states: Record<string, unknown>): Promise<void> {
  for (const name of names) {
    assert.equal(states[name], 'applied', name);
    assert.deepEqual(
      (await pipeline.alice.messages(name)).map(({ text }) => text),
      [TEXT],
      name,
    );
  }
}

describe('clients written from docs/api.md, with a log of one partition', () => {
  let pipeline: TestPipeline;
  before(async () => {
    pipeline = await startPipeline({ environment: { WAYBILL_PARTITIONS: '1' } });
  });
  after(() => pipeline?.stop());

  test('a full log: they wait, send each message once when there is space, and none of the refused ones', async () => {
    const { link, close } = await openTestLink(pipeline.nats.url);
    const passage = await startPassage(pipeline.gateway);
    try {
      const limit = async (bytes: (used: number) => number) => {
        const { config, state } = (await streamInfo(link, 'EVENTS-1-0'))!;
        const max_bytes = bytes(state.bytes);
        await apiRequest(link, 'STREAM.UPDATE.EVENTS-1-0', { ...config, max_bytes });
      };
      await pipeline.alice.send('before', 'so that the limit is not 0');
      await limit((used) => used);
      const refused = await pipeline.alice.send('refused', 'never sent again');
      assert.deepEqual(
        [refused.status, refused.body.type, refused.headers.get('retry-after')],
        [503, '/problems/not-accepted', '1'],
      );
      const sending = sendAll(passage.url);
      await allGot(passage, '503 POST');
      await limit(() => 64 * 1024 ** 2);
      await assertSentOnce(pipeline, await sending);
      assert.deepEqual(await pipeline.alice.messages('refused'), []);
    } finally {
      passage.close();
      await close();
    }
  });

  test('a killed gateway: an outbox delivers every message once, in order', async () => {
    const kills = new Set(['message 2', 'message 5']);
    let sent = 0;
    const passage = await startPassage(pipeline.gateway, async (answer) => {
      if (!answer.includes(' POST ')) return false;
      if (!kills.delete(`message ${sent + 1}`)) {
        sent += 1;
        return false;
      }
      // The answer is lost with the gateway that gave it.
      await pipeline.gateway.restart();
      return true;
    });
    try {
      const texts = Array.from({ length: 6 }, (_, n) => `message ${n + 1}`);
      const intents = texts.map((text) => ({ key: text, channel: 'killed', text }));
      const deliveries = await new Outbox(passage.url, KEYS.alice).deliver(intents);
      assert.deepEqual(
        deliveries.map(({ message }) => message?.text),
        texts,
      );
      const kept = await pipeline.alice.messages('killed');
      assert.deepEqual(kept.map(({ text }) => text).reverse(), texts);
      assert.equal(kills.size, 0);
    } finally {
      passage.close();
    }
  });
});

describe('clients written from docs/api.md, with a history in Cassandra', { skip: withoutCassandra }, () => {
  let node: SharedCassandra;
  let proxy: TestProxy;
  let pipeline: TestPipeline;
  before(async () => {
    node = await shareCassandra();
    proxy = await startTcpProxy(node.port);
    pipeline = await startPipeline({
      environment: await cassandraSettings(`127.0.0.1:${proxy.port}`, 'client_outages'),
    });
  });
  after(async () => {
    await pipeline?.stop();
    await proxy?.stop();
    await node?.stop();
  });

  test('a hung store: commands get a 202 and a status, reads get 503, and each message is there once afterwards', async () => {
    const first = await pipeline.alice.send('hung', 'before');
    await pipeline.alice.status(first.body.commandId, 'applied');
    const passage = await startPassage(pipeline.gateway);
    proxy.hang();
    try {
      const sending = sendAll(passage.url);
      await allGot(passage, '202 POST');
      await waitUntil(
        () => passage.answers.filter((each) => each.startsWith('200 GET /v1/commands/')).length >= 6,
        { what: 'the clients to ask for their statuses' },
      );
      const { body, headers, status } = await pipeline.alice.request(
        'POST',
        '/v1/channels/hung/messages',
        { text: 'during' },
        { prefer: 'wait=1' },
      );
      assert.deepEqual([status, headers.get('preference-applied')], [202, 'wait=1']);
      const asked = await pipeline.alice.request('GET', body.status);
      assert.equal(asked.status, 200);
      assert.ok(['accepted', 'processing'].includes(asked.body.state), asked.body.state);
      assert.equal(asked.body.reason?.code, 'store-unreadable');
      assert.ok(asked.headers.get('retry-after'));
      const read = await pipeline.alice.request('GET', body.resource);
      assert.deepEqual([read.status, read.body.type], [503, '/problems/unavailable']);
      assert.ok(read.headers.get('retry-after'));
      await proxy.pass();
      await assertSentOnce(pipeline, await sending);
      await pipeline.alice.status(body.commandId, 'applied');
    } finally {
      await proxy.pass();
      passage.close();
    }
  });
});
