import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { freePort } from '../../engines/free-port.ts';
import { KEYS, startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { suspended } from '../../engines/suspended.ts';

const WINDOW_MS = 6_000;
const BEYOND_MS = WINDOW_MS + 500;

let pipeline: TestPipeline;
let second: TestRole;
before(async () => {
  // A short duplicate window, so that tests can wait until it has passed.
  pipeline = await startPipeline({
    environment: {
      WAYBILL_DUPLICATE_WINDOW_MS: String(WINDOW_MS),
      WAYBILL_ACCEPT_DEADLINE_MS: String(WINDOW_MS / 2),
    },
  });
  second = await startRole('gateway', {
    ...pipeline.environment,
    WAYBILL_GATEWAY_PORT: String(await freePort()),
  });
});
after(async () => {
  await second.kill();
  await pipeline.stop();
});

const texts = async (channel: string) => (await pipeline.alice.messages(channel)).map(({ text }) => text);

/** Waits until everything accepted so far is applied, then returns the texts of a channel. */
async function settledTexts(channel: string): Promise<string[]> {
  const { body } = await pipeline.alice.send(channel, 'end');
  await pipeline.alice.status(body.commandId, 'applied');
  return (await texts(channel)).filter((text) => text !== 'end');
}

test('the same key and payload give the same 202', async () => {
  const first = await pipeline.alice.send('same', 'once', 'key-1');
  const again = await pipeline.alice.send('same', 'once', 'key-1');
  assert.equal(again.status, 202);
  assert.deepEqual(again.body, first.body);
  assert.equal(first.headers.get('idempotency-replayed'), null);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.equal(again.headers.get('x-correlation-id'), first.body.correlationId);
  assert.deepEqual(await settledTexts('same'), ['once']);
});

test('a repetition is answered by the correlation id of the first request, whatever the answer', async () => {
  const create = (correlationId: string, more = {}) =>
    pipeline.alice.request(
      'PUT',
      '/v1/channels/correlated',
      { title: 'One' },
      { 'idempotency-key': '"k"', 'x-correlation-id': correlationId, ...more },
    );
  const first = await create('first');
  const again = await create('second');
  assert.deepEqual([again.headers.get('x-correlation-id'), again.body.correlationId], ['first', 'first']);
  assert.deepEqual(again.body, first.body);
  const applied = await create('third', { prefer: 'wait=10' });
  assert.deepEqual([applied.status, applied.body.correlationId], [200, 'first']);
  assert.equal(applied.headers.get('x-correlation-id'), 'first');
  const reject = (correlationId: string) =>
    clientOf(pipeline.gateway.url, KEYS.bob).request(
      'PUT',
      '/v1/channels/correlated',
      { title: 'Other' },
      { 'idempotency-key': '"k"', 'x-correlation-id': correlationId, prefer: 'wait=10' },
    );
  for (const answer of [await reject('bobs'), await reject('other')]) {
    assert.equal(answer.status, 422);
    assert.deepEqual([answer.headers.get('x-correlation-id'), answer.body.correlationId], ['bobs', 'bobs']);
  }
});

test('the same key and another payload give 422, whatever the order of members', async () => {
  await pipeline.alice.send('other', 'once', 'key-1');
  const reused = await pipeline.alice.send('other', 'twice', 'key-1');
  assert.equal(reused.status, 422);
  assert.equal(reused.body.type, '/problems/idempotency-key-reused');
});

test('a key is scoped to the caller, the operation and the target', async () => {
  const bob = clientOf(pipeline.gateway.url, KEYS.bob);
  const answers = [
    await pipeline.alice.send('scope-a', 'x', 'k'),
    await pipeline.alice.send('scope-b', 'x', 'k'),
    await bob.send('scope-a', 'x', 'k'),
    await pipeline.alice.request('PUT', '/v1/channels/scope-a', {}, { 'idempotency-key': '"k"' }),
  ];
  assert.equal(new Set(answers.map(({ body }) => body.commandId)).size, 4);
});

test('keys are any printable ASCII string, escapes and parameters included', async () => {
  const send = (key: string) =>
    pipeline.alice.request('POST', '/v1/channels/syntax/messages', { text: 'x' }, { 'idempotency-key': key });
  const plain = await send('"a\\"b\\\\c, d"');
  const withParameter = await send('"a\\"b\\\\c, d"; note=1');
  assert.equal(plain.status, 202);
  assert.equal(withParameter.body.commandId, plain.body.commandId);
});

test('50 requests at once to two processes make one command', async () => {
  const clients = [pipeline.alice, clientOf(second.url, KEYS.alice)];
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => clients[n % 2]!.send('parallel', 'one', 'burst')),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([202]));
  assert.equal(new Set(answers.map(({ body }) => JSON.stringify(body))).size, 1);
  assert.deepEqual(await settledTexts('parallel'), ['one']);
});

test('a key is remembered by another process, after a restart, and beyond the duplicate window', async () => {
  const first = await pipeline.alice.send('lasting', 'one', 'lasting');
  const elsewhere = await clientOf(second.url, KEYS.alice).send('lasting', 'one', 'lasting');
  assert.equal(elsewhere.body.commandId, first.body.commandId);
  await pipeline.gateway.restart();
  await waitUntil(() => Date.now() > Date.parse(first.body.acceptedAt) + BEYOND_MS, {
    what: 'the window to pass',
  });
  const late = await waitUntil(
    async () => {
      const answer = await pipeline.alice.send('lasting', 'one', 'lasting');
      return answer.status === 503 ? undefined : answer;
    },
    { what: 'the gateway to be back' },
  );
  assert.deepEqual(late.body, first.body);
  assert.deepEqual(await settledTexts('lasting'), ['one']);
});

test('a claim left open by a crash is resolved from the log, within the window and beyond it', async () => {
  for (const waitMs of [0, BEYOND_MS]) {
    const channel = `open-${waitMs}`;
    // The log confirms nothing while it hangs: nobody knows whether the claim or the event is written.
    await suspended(pipeline.nats);
    const lost = pipeline.alice.send(channel, 'one', channel).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await pipeline.gateway.kill();
    await lost;
    pipeline.nats.resume();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await pipeline.gateway.restart();
    const answer = await waitUntil(
      async () => {
        const retry = await pipeline.alice.send(channel, 'one', channel);
        return retry.status === 202 ? retry : undefined;
      },
      { what: 'the retry to be accepted' },
    );
    assert.equal(answer.status, 202);
    assert.deepEqual(await settledTexts(channel), ['one'], channel);
  }
});
