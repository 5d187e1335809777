import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import type { Answer } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink, type TestLink } from '../engines/log.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { suspended } from '../engines/suspended.ts';

const DEADLINE_MS = 5_000;
/** Far below the time after which the client would end the request itself. */
const BOUND_MS = 20_000;

let pipeline: TestPipeline;
let link: TestLink;
before(async () => {
  pipeline = await startPipeline({
    environment: {
      WAYBILL_ACCEPT_DEADLINE_MS: String(DEADLINE_MS),
      WAYBILL_NATS_REQUEST_TIMEOUT_MS: '2000',
      WAYBILL_RECONNECT_GRACE_MS: '500',
      WAYBILL_PARTITIONS: '1',
      WAYBILL_PARTITION_MAX_BYTES: String(2 * 1024 ** 2),
    },
  });
  link = await openTestLink(pipeline.nats.url);
});
after(async () => {
  await link.close();
  await pipeline.stop();
});

/** For every fault of the log: no 202, an answer within a bounded time, and the answer says what is known. */
async function refused(channel: string, key: string): Promise<Answer> {
  const began = performance.now();
  const answer = await pipeline.alice.send(channel, 'once', key);
  assert.ok(performance.now() - began < BOUND_MS, 'the answer came in bounded time');
  assert.ok([503, 504].includes(answer.status), `${answer.status} ${JSON.stringify(answer.body)}`);
  const types = { 503: '/problems/not-accepted', 504: '/problems/outcome-unknown' } as Record<number, string>;
  assert.equal(answer.body.type, types[answer.status]);
  assert.equal(answer.headers.get('retry-after'), '1');
  return answer;
}

/** Sends with the same key until it is accepted. Then the channel must hold the message exactly once. */
async function acceptedOnce(channel: string, key: string): Promise<void> {
  const accepted = await waitUntil(
    async () => {
      const answer = await pipeline.alice.send(channel, 'once', key);
      assert.ok([202, 503, 504].includes(answer.status), JSON.stringify(answer.body));
      return answer.status === 202 ? answer : undefined;
    },
    { what: 'the retry to be accepted' },
  );
  await pipeline.alice.status(accepted.body.commandId, 'applied');
  const last = await pipeline.alice.send(channel, 'last');
  await pipeline.alice.status(last.body.commandId, 'applied');
  const messages = await pipeline.alice.messages(channel);
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['last', 'once'],
  );
}

test('NATS is stopped: refused as not accepted; after its return, accepted once', async () => {
  await pipeline.nats.kill();
  await refused('stopped', 'a');
  const health = await pipeline.alice.request('GET', '/health/ready');
  assert.equal(health.status, 503);
  const read = await pipeline.alice.request('GET', '/v1/channels/stopped/messages');
  assert.equal(read.status, 200, 'reads of the read model need no log');
  assert.equal(read.headers.get('waybill-behind'), 'unknown');
  await pipeline.nats.restart();
  await acceptedOnce('stopped', 'a');
});

test('NATS is stopped in the middle of requests', async () => {
  const keys = Array.from({ length: 40 }, (_, n) => `mid-${n}`);
  const pending = keys.map((key) => pipeline.alice.send(key, 'once', key));
  await pipeline.nats.kill();
  const answers = await Promise.all(pending);
  for (const { status } of answers) assert.ok([202, 503, 504].includes(status), String(status));
  await pipeline.nats.restart();
  for (const key of keys) await acceptedOnce(key, key);
});

test('NATS hangs: the outcome is unknown, and known after it resumes', async () => {
  await suspended(pipeline.nats);
  const unkeyed = await pipeline.alice.send('hung', 'first').finally(() => pipeline.nats.resume());
  assert.equal(unkeyed.status, 504);
  assert.equal(unkeyed.headers.get('location'), `/v1/commands/${unkeyed.body.commandId}`);
  const status = await waitUntil(
    async () => {
      const answer = await pipeline.alice.request('GET', `/v1/commands/${unkeyed.body.commandId}`);
      return answer.body.state === 'applied' || answer.status === 404 ? answer : undefined;
    },
    { what: 'the outcome to be known' },
  );
  assert.equal(
    status.status,
    200,
    'a message that reached the server before it hung is stored when it resumes',
  );
  await suspended(pipeline.nats);
  await refused('hung-keyed', 'b').finally(() => pipeline.nats.resume());
  await acceptedOnce('hung-keyed', 'b');
});

test('the stream is full: refused as not accepted, no event is dropped; with space again, accepted once', async () => {
  const text = 'x'.repeat(49_000);
  let filled = await pipeline.alice.send('full', text);
  for (let n = 0; n < 200 && filled.status === 202; n += 1) filled = await pipeline.alice.send('full', text);
  assert.equal(filled.status, 503);
  const before = (await streamInfo(link.link, 'EVENTS-1-0'))!;
  // A smaller message may still fit: fill up to the last byte.
  for (let n = 0; n < 400; n += 1) {
    if ((await pipeline.alice.send('full', 'y')).status !== 202) break;
  }
  await refused('full-keyed', 'c');
  const after = (await streamInfo(link.link, 'EVENTS-1-0'))!;
  assert.ok(after.state.messages >= before.state.messages, 'nothing was dropped');
  assert.equal(after.state.first_seq, 1);
  await apiRequest(link.link, 'STREAM.UPDATE.EVENTS-1-0', { ...after.config, max_bytes: 64 * 1024 ** 2 });
  await acceptedOnce('full-keyed', 'c');
});

test('the stream is deleted: no 202 without an event stored, and a new generation begins without help', async () => {
  const before = await pipeline.alice.send('gone-before', 'once');
  await pipeline.alice.status(before.body.commandId, 'applied');
  await apiRequest(link.link, 'STREAM.DELETE.EVENTS-1-0');
  await acceptedOnce('gone', 'd');
  const next = await pipeline.alice.send('gone-before', 'after');
  assert.match(next.body.position, /^2-/);
  await pipeline.alice.status(next.body.commandId, 'applied');
  const edit = await pipeline.alice.request('PATCH', before.body.resource, { text: 'edited later' });
  await pipeline.alice.status(edit.body.commandId, 'applied');
  assert.deepEqual(
    (await pipeline.alice.messages('gone-before')).map(({ text }) => text),
    ['after', 'edited later'],
  );
  assert.match(pipeline.gateway.log(), /were lost/);
});

test('the gateway starts before its log exists, and reports that it is not ready', async () => {
  await pipeline.nats.kill();
  await pipeline.gateway.restart();
  assert.equal((await pipeline.alice.request('GET', '/health/live')).status, 200);
  assert.equal((await pipeline.alice.request('GET', '/health/ready')).status, 503);
  await refused('early', 'e');
  await pipeline.nats.restart();
  await acceptedOnce('early', 'e');
});
