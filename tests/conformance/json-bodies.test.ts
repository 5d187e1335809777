import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { natsServerBinary } from '../engines/nats-server.ts';
import { KEYS, startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { readVectors } from './vectors/read-vectors.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

const texts = Object.entries(readVectors<Record<string, string>>('json-texts.json')).map(
  ([name, base64]): [string, Buffer] => [name, Buffer.from(base64, 'base64')],
);
texts.push(['n_structure_100000_opening_arrays', Buffer.from('['.repeat(100_000))]);
texts.push(['n_structure_open_array_object', Buffer.from('[{"":'.repeat(50_000))]);

/** Every text is the body of a command. None of them is a command, so none may be accepted. */
describe('JSON texts as bodies', { skip }, () => {
  let pipeline: TestPipeline;
  before(async () => {
    pipeline = await startPipeline();
  });
  after(() => pipeline?.stop());

  for (const [name, text] of texts) {
    test(name, async () => {
      const answer = await fetch(`${pipeline.gateway.url}/v1/channels/general/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEYS.alice}`, 'content-type': 'application/json' },
        body: text as unknown as string,
      });
      const { type, detail } = (await answer.json()) as { type: string; detail: string };
      assert.equal(answer.status, 400, detail);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
      const isRead = type === '/problems/invalid-request';
      if (!isRead) assert.equal(type, '/problems/invalid-json', detail);
      if (name.startsWith('y_')) assert.ok(isRead || isStricter(name), detail);
      // An empty body is no body, which is refused as such.
      if (name.startsWith('n_') && text.length > 0) assert.ok(!isRead, detail);
    });
  }
});

/** JSON lets a member be repeated; Waybill does not, as one of them would be ignored. */
const isStricter = (name: string): boolean => /duplicated_key/.test(name);
