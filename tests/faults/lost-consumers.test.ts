import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { type ListedConsumer, listConsumers } from '../../adapters/jetstream/consume/list-consumers.ts';
import { INTERNAL } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { ADVISORIES, RETRIES, readEventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

/**
 * Every kind of consumer that Waybill creates: how to recognise it, and whether a consumer with another name replaces
 * it.
 */
const kinds = [
  {
    kind: 'of a projection on a partition',
    is: ({ stream_name, config }: ListedConsumer) =>
      readEventStream(stream_name) !== undefined && config.metadata?.[INTERNAL] === undefined,
  },
  { kind: 'of a projection on RETRIES', is: ({ stream_name }: ListedConsumer) => stream_name === RETRIES },
  { kind: 'of the safety net', is: ({ stream_name }: ListedConsumer) => stream_name === ADVISORIES },
  {
    kind: 'of the ledger’s index',
    is: ({ config }: ListedConsumer) => config.metadata?.[INTERNAL] !== undefined,
  },
];

describe('A deleted consumer is created again, and continues', { skip }, () => {
  let bed: ReplayBed;
  before(async () => {
    bed = await startReplayBed();
  });
  after(() => bed?.stop());

  const consumers = async (): Promise<ListedConsumer[]> =>
    (await listConsumers(bed.link, 1_000)).streams.flatMap((stream) => stream.consumers);

  test('every consumer belongs to one of these kinds', async () => {
    const all = await waitUntil(async () => {
      const found = await consumers();
      return kinds.every(({ is }) => found.some(is)) ? found : undefined;
    });
    for (const each of all)
      assert.ok(
        kinds.some(({ is }) => is(each)),
        `${each.stream_name} ${each.name}`,
      );
  });

  for (const { kind, is } of kinds)
    test(kind, async () => {
      const before = (await consumers()).filter(is);
      assert.ok(before.length > 0);
      for (const { stream_name, name } of before)
        await apiRequest(bed.link, `CONSUMER.DELETE.${stream_name}.${name}`);
      // An event that fails at first passes through all of them.
      const sent = await Promise.all(
        ['a', 'b', 'c'].map((channel) => bed.pipeline.alice.send(channel, 'transient 1')),
      );
      for (const { body } of sent) await bed.pipeline.alice.status(body.commandId, 'applied');
      const created = new Set(before.map((each) => each.created));
      const streams = new Map(Object.entries(Object.groupBy(before, ({ stream_name }) => stream_name)));
      await waitUntil(
        async () => {
          const now = (await consumers()).filter((each) => is(each) && streams.has(each.stream_name));
          // Other partitions may have got their first consumer meanwhile.
          return (
            [...streams].every(
              ([stream, deleted]) =>
                now.filter(({ stream_name }) => stream_name === stream).length === deleted?.length,
            ) && now.every((each) => !created.has(each.created) && each.num_pending === 0)
          );
        },
        { what: 'the consumers to be back, with nothing left to read' },
      );
      for (const { body } of sent) {
        const trace = await waitUntil(async () => {
          const answer = await bed.ops('GET', `/traces/${body.correlationId}`);
          return answer.status === 200 ? answer : undefined;
        });
        assert.equal(trace.status, 200);
      }
    });
});
