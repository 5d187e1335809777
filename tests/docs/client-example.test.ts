import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { KEYS, startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { printedClient, type SendOnce } from './printed-clients.ts';

let pipeline: TestPipeline;
let sendOnce: SendOnce;
before(async () => {
  sendOnce = await printedClient();
  pipeline = await startPipeline();
});
after(() => pipeline?.stop());

const send = (
  key: string,
  request: { method: string; path: string; body?: unknown },
  idempotencyKey: string,
) => sendOnce(pipeline.gateway.url, key, { ...request, idempotencyKey });

test('the client of docs/api.md sends a command and waits for its outcome', async () => {
  const request = { method: 'POST', path: '/v1/channels/docs/messages', body: { text: 'Hello, once' } };
  const sent = await send(KEYS.alice, request, 'greeting');
  assert.equal(sent.state, 'applied');
  assert.equal((await send(KEYS.alice, request, 'greeting')).commandId, sent.commandId);
  assert.equal((await pipeline.alice.messages('docs')).length, 1);

  const edit = { method: 'PATCH', path: sent.resource, body: { text: 'Not mine' } };
  const rejected = await send(KEYS.bob, edit, randomUUID());
  assert.deepEqual([rejected.state, rejected.reason?.code], ['rejected', 'not-the-author']);

  const remove = { method: 'DELETE', path: sent.resource };
  assert.equal((await send(KEYS.alice, remove, randomUUID())).state, 'applied');
  await assert.rejects(
    send(KEYS.alice, { ...request, body: { text: ' ' } }, randomUUID()),
    /invalid-request/,
  );
});

test('the client of docs/api.md survives an outage of the log and of the gateway, and sends one message', async () => {
  await pipeline.nats.kill();
  const request = { method: 'POST', path: '/v1/channels/lost/messages', body: { text: 'Hello, once' } };
  const sending = send(KEYS.alice, request, 'through');
  await pipeline.gateway.restart();
  await pipeline.nats.restart();
  assert.equal((await sending).state, 'applied');
  assert.equal((await pipeline.alice.messages('lost')).length, 1);
});
