import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { apiRequest } from '../../../../adapters/jetstream/connection/api-request.ts';
import type { NatsLink } from '../../../../adapters/jetstream/connection/nats-link.ts';
import { streamInfo } from '../../../../adapters/jetstream/streams/stream-info.ts';
import { WindowStart } from '../../../../server/operations/reconciliation/window-start.ts';
import { startLog, type TestLog } from '../../../engines/log.ts';
import { natsServerBinary } from '../../../engines/nats-server.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const HOUR_MS = 3_600_000;

describe('Where a window begins in a stream', { skip }, () => {
  let log: TestLog;
  let link: NatsLink;
  /** How many messages the stream held, and when by this clock: before each message, and at the end. */
  const moments: number[] = [];
  const state = async () => (await streamInfo(link, 'S'))!;

  before(async () => {
    log = await startLog({ partitions: 0 });
    ({ link } = log);
    await apiRequest(link, 'STREAM.CREATE.S', {
      name: 'S',
      subjects: ['s'],
      storage: 'file',
      allow_direct: true,
    });
    for (let n = 0; n < 6; n += 1) {
      await delay(5);
      moments.push(Date.now());
      await delay(5);
      await link.connection.request('s', 'x', { timeout: 30_000 });
    }
    await delay(5);
    moments.push(Date.now());
  });
  after(() => log?.stop());

  test('by the time of the log’s messages; past its end if none is as new', async () => {
    const starts: number[] = [];
    for (const moment of [Date.now() - HOUR_MS, ...moments])
      starts.push(await new WindowStart(HOUR_MS).find(link, await state(), moment, Date.now()));
    assert.deepEqual(starts, [1, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("dropped events stay in their window, by the stream's end at that time", async () => {
    // Every instant is remembered here: a thousandth of the window is less than a millisecond.
    const watched = new WindowStart(100);
    const info = await state();
    for (const [last, moment] of moments.entries()) {
      const then = { ...info, state: { ...info.state, last_seq: last, messages: 0 } };
      await watched.find(link, then, moments[0]!, moment);
    }
    for (const seq of [1, 2, 3, 4]) await apiRequest(link, 'STREAM.MSG.DELETE.S', { seq });
    const held = await state();
    assert.equal(held.state.first_seq, 5);
    assert.equal(await watched.find(link, held, moments[2]!, Date.now()), 3);
    assert.equal(await watched.find(link, held, moments[5]!, Date.now()), 6);
    // A new process can't know what was there.
    assert.equal(await new WindowStart(100).find(link, held, moments[2]!, Date.now()), 5);
  });
});
