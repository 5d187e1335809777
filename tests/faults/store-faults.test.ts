import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { encodeHeaders } from '../../adapters/jetstream/connection/encode-headers.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { readBatch } from '../../adapters/jetstream/connection/read-batch.ts';
import { progressOf } from '../../adapters/jetstream/consume/consumer-progress.ts';
import { newestConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink, type TestLink } from '../engines/log.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { startRole } from '../engines/role.ts';
import { suspended } from '../engines/suspended.ts';

let pipeline: TestPipeline;
let connection: TestLink;
let link: NatsLink;
let inbox: AckInbox;
before(async () => {
  pipeline = await startPipeline({
    environment: {
      WAYBILL_PARTITIONS: '1',
      WAYBILL_ACK_WAIT_MS: '2000',
      WAYBILL_DEAD_LETTER_RETRY_MS: '1000',
    },
  });
  connection = await openTestLink(pipeline.nats.url);
  ({ link, inbox } = connection);
});
after(async () => {
  await connection?.close();
  await pipeline.stop();
});

const history = () => join(pipeline.dataDir, 'history.sqlite');
const consumer = () => newestConsumer(link, 'EVENTS-1-0', 'history');
const progress = async () => {
  const info = await consumer();
  return info && progressOf(info);
};
const deadLetters = async () => (await streamInfo(link, 'DEAD_LETTERS'))!.state.messages;

async function allApplied(): Promise<void> {
  await waitUntil(
    async () => {
      const at = await progress();
      return at && at.pending + at.ackPending === 0;
    },
    { timeoutMs: 60_000, what: 'everything to be applied' },
  );
}

test('the worker is down: every command is accepted at once, and applied after its return', async () => {
  await pipeline.worker.kill();
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, n) => pipeline.alice.send('away', `m${n}`)),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([202]));
  try {
    const sequence = ({ body }: { body: { position: string } }) => Number(body.position.split('-')[2]);
    const last = answers.toSorted((a, b) => sequence(a) - sequence(b)).at(-1)!;
    const waiting = await pipeline.alice.status(last.body.commandId, 'accepted', 'processing');
    assert.equal(waiting.body.projections.history.ahead, 299);
    const read = await pipeline.alice.request('GET', '/v1/channels/away/messages');
    assert.equal(read.headers.get('waybill-behind'), 'yes');
  } finally {
    await pipeline.worker.restart();
  }
  await allApplied();
  assert.equal((await pipeline.alice.messages('away')).length, 300);
  assert.equal(await deadLetters(), 0);
});

test('the store cannot be opened: commands are accepted, the status says so, no event is dead-lettered, and it recovers without help', async () => {
  const sent = await pipeline.alice.send('outage', 'before');
  await pipeline.alice.status(sent.body.commandId, 'applied');
  const moved = `${history()}-moved`;
  await pipeline.worker.kill();
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      renameSync(history() + suffix, moved + suffix);
    } catch {
      // A closed database has neither file.
    }
  }
  mkdirSync(history());
  await pipeline.worker.restart();
  const during = await pipeline.alice.send('outage', 'during');
  assert.equal(during.status, 202);
  const status = await pipeline.alice.request('GET', `/v1/commands/${during.body.commandId}`);
  assert.equal(status.status, 200);
  assert.ok(['accepted', 'processing'].includes(status.body.state), status.body.state);
  assert.equal(status.body.reason?.code, 'store-unreadable');
  const read = await pipeline.alice.request('GET', '/v1/channels/outage/messages');
  assert.equal(read.status, 503);
  assert.equal(read.body.type, '/problems/unavailable');
  await waitUntil(() => /waiting until it recovers/.test(pipeline.worker.log()), {
    what: 'the circuit to open',
  });
  rmSync(history(), { recursive: true });
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      renameSync(moved + suffix, history() + suffix);
    } catch {
      // As above.
    }
  }
  await pipeline.alice.status(during.body.commandId, 'applied');
  assert.deepEqual(
    (await pipeline.alice.messages('outage')).map(({ text }) => text),
    ['during', 'before'],
  );
  assert.equal(await deadLetters(), 0);
});

test('the gateway accepts commands when no database can be reached', async () => {
  const dataDir = join(pipeline.dataDir, 'no-database');
  mkdirSync(dataDir);
  mkdirSync(join(dataDir, 'history.sqlite'));
  const gateway = await startRole('gateway', {
    ...pipeline.environment,
    WAYBILL_DATA_DIR: dataDir,
    WAYBILL_GATEWAY_PORT: '0',
  });
  try {
    const { clientOf } = await import('../engines/client.ts');
    const { KEYS } = await import('../engines/pipeline.ts');
    const client = clientOf(gateway.url, KEYS.alice);
    await waitUntil(async () => (await client.request('GET', '/health/ready')).status === 200, {
      what: 'readiness',
    });
    assert.equal((await client.send('no-database', 'x')).status, 202);
  } finally {
    await gateway.kill();
  }
});

test('an event that can’t be applied becomes a dead letter, whole; events beside it are applied', async () => {
  const before = await deadLetters();
  const rubbish = [Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('{"specversion":"1.0"}'), Buffer.from('[]')];
  const good = await pipeline.alice.send('poison', 'one');
  for (const bytes of rubbish) {
    await inbox.publish(
      'events.1-0.channel.poison.message-sent',
      encodeHeaders([['ce-correlationid', 'c-1']]),
      bytes,
      30_000,
    );
  }
  const after = await pipeline.alice.send('poison', 'two');
  await pipeline.alice.status(good.body.commandId, 'applied');
  await pipeline.alice.status(after.body.commandId, 'applied');
  await waitUntil(async () => (await deadLetters()) === before + rubbish.length, {
    what: 'the dead letters',
  });
  const stored = await readBatch(link, 'DEAD_LETTERS', { seq: 1, batch: 100 });
  assert.deepEqual(
    stored.slice(-3).map(({ bytes }) => Buffer.from(bytes)),
    rubbish,
  );
  assert.equal(stored.at(-1)!.header('Waybill-Failure-Code'), 'undecodable');
  assert.equal(stored.at(-1)!.header('Waybill-Correlation-Id'), 'c-1');
  assert.match(stored.at(-1)!.subject, /^dead-letters\.history\.message-sent\.1-0-\d+$/);
  await allApplied();
});

test('an event of an unknown type has the status dead-lettered', async () => {
  const { body } = await pipeline.alice.send('poison', 'template');
  const found = await readBatch(link, 'EVENTS-1-0', { seq: Number(body.position.split('-')[2]), batch: 1 });
  const id = `${body.commandId.slice(0, -12)}0123456789ab`;
  const event = { ...JSON.parse(Buffer.from(found[0]!.bytes).toString()), id, type: 'chat.message-sent.v9' };
  await inbox.publish(
    'events.1-0.channel.poison.message-sent',
    encodeHeaders([
      ['Nats-Msg-Id', id],
      ['ce-type', event.type],
    ]),
    Buffer.from(JSON.stringify(event)),
    30_000,
  );
  const status = await pipeline.alice.status(id, 'dead_lettered');
  assert.equal(status.body.reason.code, 'unknown-event-type');
});

test('when the stream of dead letters takes no messages, the event stays in its partition', async () => {
  const config = (await streamInfo(link, 'DEAD_LETTERS'))!.config;
  await apiRequest(link, 'STREAM.UPDATE.DEAD_LETTERS', { ...config, subjects: ['nowhere'] });
  await inbox.publish(
    'events.1-0.channel.poison.message-sent',
    encodeHeaders([]),
    Buffer.from('rubbish'),
    30_000,
  );
  await waitUntil(() => /could not be moved to the retries/.test(pipeline.worker.log()), {
    what: 'the refusal',
  });
  const good = await pipeline.alice.send('poison', 'three');
  await pipeline.alice.status(good.body.commandId, 'applied');
  assert.equal((await progress())!.ackPending, 1);
  await apiRequest(link, 'STREAM.UPDATE.DEAD_LETTERS', config);
  await allApplied();
});

test('a consumer deleted by hand is created again, and nothing is applied twice', async () => {
  await apiRequest(link, `CONSUMER.DELETE.EVENTS-1-0.${(await consumer())!.name}`);
  const { body } = await pipeline.alice.send('consumer', 'after');
  await pipeline.alice.status(body.commandId, 'applied');
  await allApplied();
  assert.equal((await pipeline.alice.messages('consumer')).length, 1);
  assert.equal((await pipeline.alice.messages('away')).length, 300);
});

test('two workers share the work; one that hangs loses nothing', async () => {
  const second = await startRole('worker:history', pipeline.environment);
  try {
    await Promise.all(Array.from({ length: 200 }, (_, n) => pipeline.alice.send('shared', `a${n}`)));
    // A process that is suspended within a transaction keeps SQLite's lock for itself: nobody could write then.
    await allApplied();
    await suspended(pipeline.worker);
    await Promise.all(Array.from({ length: 200 }, (_, n) => pipeline.alice.send('shared', `b${n}`)));
    await allApplied();
    pipeline.worker.resume();
    await allApplied();
    const texts = (await pipeline.alice.messages('shared')).map(({ text }) => text);
    assert.equal(texts.length, 400);
    assert.equal(new Set(texts).size, 400);
  } finally {
    pipeline.worker.resume();
    assert.equal(await second.stop(), 0);
  }
});

test('a stopping worker finishes the batch it has begun and returns the rest', async () => {
  const sending = Promise.all(Array.from({ length: 500 }, (_, n) => pipeline.alice.send('stop', `m${n}`)));
  assert.equal(await pipeline.worker.stop(), 0);
  await sending;
  const at = (await progress())!;
  assert.equal(at.ackPending, 0, 'no event is held by a worker that has ended');
  await pipeline.worker.restart();
  await allApplied();
  assert.equal((await pipeline.alice.messages('stop')).length, 500);
});
