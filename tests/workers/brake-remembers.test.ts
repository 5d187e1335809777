import assert from 'node:assert/strict';
import { test } from 'node:test';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { waitUntil } from '../engines/condition.ts';
import { startFaultyPipeline } from '../engines/faulty-pipeline.ts';
import { forkFaultyWorker } from '../engines/faulty-worker.ts';
import { natsServerBinary } from '../engines/nats-server.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const PAUSE_AFTER = 12;
const SENT = 120;

test('the allowance of dead letters belongs to the projection: restarts and other workers don’t increase it', {
  skip,
}, async (t) => {
  const pipeline = await startFaultyPipeline({
    WAYBILL_PARTITIONS: '2',
    WAYBILL_BRAKE_SLOW_AFTER: '6',
    WAYBILL_BRAKE_PAUSE_AFTER: String(PAUSE_AFTER),
    WAYBILL_BRAKE_WINDOW_MS: '600000',
    WAYBILL_BRAKE_RETRY_MS: '300',
    WAYBILL_RETRY_SCHEDULE: '100ms,100ms',
  });
  t.after(pipeline.stop);
  const { alice, link } = pipeline;
  for (let number = 0; number < SENT; number += 1)
    assert.equal((await alice.send(`bad-${number % 8}`, `poison ${number}`)).status, 202);
  const deadLetters = async () => (await streamInfo(link, 'DEAD_LETTERS'))!.state.messages;
  const retries = async () => (await streamInfo(link, 'RETRIES'))!.state.messages;

  // Two workers share it from the first event on; each may have made one that the other has not seen.
  const second = forkFaultyWorker(pipeline.environment);
  t.after(() => second.kill('SIGKILL'));
  pipeline.launch();
  await waitUntil(async () => (await deadLetters()) >= PAUSE_AFTER, { what: 'the brake' });
  await waitUntil(async () => (await deadLetters()) + (await retries()) >= SENT, {
    what: 'all that failed to wait among the retries',
  });
  const made = await deadLetters();
  assert.ok(made <= PAUSE_AFTER + 2, `${made} dead letters of ${PAUSE_AFTER}`);
  second.kill('SIGKILL');

  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGTERM'] as const) {
    const before = pipeline.deaths();
    await pipeline.end(signal);
    await waitUntil(() => pipeline.deaths() > before);
    // The next worker has had as many failures as there are events: each is in the retry queue again, or a dead letter.
    const { last_seq: retried } = (await streamInfo(link, 'RETRIES'))!.state;
    await waitUntil(
      async () =>
        (await deadLetters()) > made ||
        (await streamInfo(link, 'RETRIES'))!.state.last_seq >= retried + SENT - made,
      { what: 'the next worker to fail on all of them' },
    );
  }
  assert.equal(await deadLetters(), made, 'four restarts add none');

  await pipeline.end('SIGKILL', true);
  pipeline.faults('off');
  pipeline.launch();
  await waitUntil(
    async () => {
      let shown = 0;
      for (let channel = 0; channel < 8; channel += 1)
        shown += (await alice.messages(`bad-${channel}`)).length;
      return shown === SENT - made;
    },
    { what: 'a good version to apply all that the brake delayed' },
  );
  assert.equal(await deadLetters(), made);
});
