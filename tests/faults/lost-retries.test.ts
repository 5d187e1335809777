import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { readDeadLetterTimes } from '../../adapters/jetstream/records/read-dead-letter-times.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { DEAD_LETTERS, RETRIES } from '../../adapters/jetstream/streams/stream-layout.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const WAIT = { timeoutMs: 40_000, intervalMs: 100 };

describe('Events whose retry or dead letter is lost are tried again', { skip }, () => {
  let bed: ReplayBed;
  before(async () => {
    bed = await startReplayBed({
      WAYBILL_LOG_CHECK_MS: '300',
      WAYBILL_RETRY_SCHEDULE: '10m',
      WAYBILL_BUG_ATTEMPTS: '1',
      WAYBILL_RECONCILIATION_INTERVAL_MS: '1000',
      WAYBILL_RECONCILIATION_GRACE_MS: '1000',
    });
  });
  after(() => bed?.stop());
  const destroy = (stream: string) => apiRequest(bed.link, `STREAM.DELETE.${stream}`);

  test('RETRIES: events that waited there are applied without help', async () => {
    const sent = await Promise.all(
      ['a', 'b', 'c', 'd'].map((channel) => bed.pipeline.alice.send(channel, 'transient 1000')),
    );
    await waitUntil(async () => (await streamInfo(bed.link, RETRIES))!.state.messages === 4, WAIT);
    bed.setFaults('off');
    await destroy(RETRIES);
    for (const { body } of sent)
      await waitUntil(async () => {
        const { body: status } = await bed.pipeline.alice.request('GET', `/v1/commands/${body.commandId}`);
        return status.state === 'applied';
      }, WAIT);
    bed.setFaults('on');
  });

  test('DEAD_LETTERS: events that can’t be applied become dead letters again', async () => {
    const deadLetterIds = await bed.failing(['x', 'y', 'z']);
    await destroy(DEAD_LETTERS);
    await waitUntil(async () => {
      const deadLetters = await bed.deadLetters();
      return deadLetterIds.every((deadLetterId) => deadLetters.has(deadLetterId));
    }, WAIT);
    await bed.untilListed(deadLetterIds);
    const { body } = await bed.ops('GET', '/reconciliation');
    assert.ok(body.projections[0].terms.length > 0);
    await waitUntil(async () => {
      const { body: now } = await bed.ops('GET', '/reconciliation');
      return now.projections[0].state === 'balanced';
    }, WAIT);
  });

  test('DEAD_LETTERS: operators’ decisions are not undone, even if the event could be applied now', async () => {
    const [discarded, held, open] = (await bed.failing(['p', 'q', 'r'])) as [string, string, string];
    const action = async (deadLetterId: string, body: object) => {
      const { status } = await bed.ops('POST', `/dead-letters/${deadLetterId}/actions`, {
        ...body,
        requestId: randomUUID(),
      });
      assert.equal(status, 200);
    };
    await action(discarded, { kind: 'discarded', reason: 'For the test.' });
    await action(held, { kind: 'held', reason: 'For the test.' });
    bed.setFaults('off');
    await destroy(DEAD_LETTERS);
    const stateOf = async (deadLetterId: string) =>
      (await bed.ops('GET', `/dead-letters/${deadLetterId}`)).body.deadLetter?.state;
    await waitUntil(
      async () => (await stateOf(discarded)) === 'discarded' && (await stateOf(held)) === 'on-hold',
      WAIT,
    );
    await waitUntil(async () => {
      const { body } = await bed.ops('GET', '/reconciliation');
      return body.projections[0].state === 'balanced';
    }, WAIT);
    const channels = await Promise.all(
      ['p', 'q', 'r'].map(async (channel) => {
        const { body } = await bed.pipeline.alice.request('GET', `/v1/channels/${channel}/messages`);
        return body.messages?.length ?? 0;
      }),
    );
    assert.deepEqual(channels, [0, 0, 1], open);
    const { deadLetters } = await readDeadLetterTimes(bed.link, 'history', { sequence: 1 });
    assert.deepEqual(
      deadLetters,
      [],
      'the workers’ brake counts none of the dead letters that were made again',
    );
    bed.setFaults('on');
  });
});
