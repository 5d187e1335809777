import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { readVectors } from './vectors/read-vectors.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const strings = [...new Set(readVectors<string[]>('naughty-strings.json'))];
/** No client can put these into a header. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is meant
const CONTROLS = /[\x00-\x08\x0a-\x1f\x7f]/g;
const isBlank = (text: string) => /^\p{White_Space}*$/u.test(text);
/** Nothing to see: whether such a text counts as blank is Waybill's own rule. */
const isInvisible = (text: string) => /^[\p{White_Space}\p{Cc}\p{Cf}]*$/u.test(text);

describe('strings that are known to cause faults', { skip, timeout: 120_000 }, () => {
  let pipeline: TestPipeline;
  before(async () => {
    pipeline = await startPipeline();
  });
  after(() => pipeline?.stop());

  test('each is accepted as a message and read back unchanged, or refused as blank', async () => {
    const { alice } = pipeline;
    const sent = new Map<string, string>();
    for (const text of strings) {
      const { status, body } = await alice.send('naughty', text);
      if (isBlank(text)) assert.equal(status, 400, JSON.stringify(text));
      else if (!isInvisible(text) || status !== 400) {
        assert.equal(status, 202, `${JSON.stringify(text)}: ${JSON.stringify(body)}`);
        sent.set(body.commandId, text);
      }
    }
    // They are of one channel, so they are applied in their order.
    await alice.status([...sent.keys()].at(-1) as string, 'applied');
    const read = await alice.messages('naughty');
    const found = read.map(({ messageId, text }) => [messageId, text]);
    assert.deepEqual(Object.fromEntries(found), Object.fromEntries(sent));
  });

  test('as a title of a channel, as an idempotency key, and as a correlation id they cause no fault', async () => {
    const { alice } = pipeline;
    for (const text of strings) {
      const title = await alice.request('PUT', '/v1/channels/titled', { title: text });
      assert.ok([202, 400].includes(title.status), `${JSON.stringify(text)}: ${title.status}`);
      const value = Buffer.from(text, 'utf8').toString('latin1').replace(CONTROLS, '');
      const send = (headers: Record<string, string>) =>
        alice.request('POST', '/v1/channels/x/messages', { text: 'x' }, headers);
      const key = await send({ 'idempotency-key': value, prefer: value });
      assert.ok([202, 400].includes(key.status), `${JSON.stringify(text)}: ${key.status}`);
      const ignored = await send({ 'x-correlation-id': value, traceparent: value, tracestate: value });
      assert.equal(ignored.status, 202, JSON.stringify(text));
    }
  });

  test('in a path and in a query they are found, not found, or refused', async () => {
    for (const text of strings) {
      if (!text.isWellFormed()) continue;
      const part = encodeURIComponent(text);
      for (const path of [
        `/v1/channels/${part}`,
        `/v1/commands/${part}`,
        `/v1/channels/x/messages?cursor=${part}`,
      ]) {
        const { status } = await pipeline.alice.request('GET', path);
        assert.ok([200, 400, 404, 405, 414].includes(status), `${path}: ${status}`);
      }
    }
  });
});
