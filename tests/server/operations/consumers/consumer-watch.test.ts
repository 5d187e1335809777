import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apiRequest } from '../../../../adapters/jetstream/connection/api-request.ts';
import { PROJECTION } from '../../../../adapters/jetstream/consume/projection-consumer.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { readOn, startWatchedLog, type WatchedLog } from './watched-log.ts';

let log: WatchedLog;

before(async () => {
  log = await startWatchedLog();
});
after(() => log?.stop());

test('idle: everything is acknowledged, and the status stays OK', async () => {
  await log.addStream('IDLE');
  await log.addConsumer('IDLE', 'c');
  await log.publish('IDLE.a', 20);
  const reading = await readOn(log.js, 'IDLE', 'c', () => 'ack');
  const done = await log.until('IDLE', 'c', 'no lag', ({ ackFloor, lag }) => ackFloor === 20 && lag === 0);
  assert.deepEqual([done.oldest, done.drainMs, done.kind, done.mode], [null, 0, 'other', 'pull']);
  const quiet = await log.until('IDLE', 'c', 'a quiet window', ({ outPerSecond }) => outPerSecond === 0);
  assert.equal(quiet.status, 'ok');
  await reading.close();
});

test('everything delivered and nothing acknowledged: stalled, and the oldest event is known', async () => {
  await log.addStream('HELD');
  await log.addConsumer('HELD', 'c');
  await log.publish('HELD.first', 1);
  await log.publish('HELD.rest', 39);
  const reading = await readOn(log.js, 'HELD', 'c', () => 'nothing');
  const stalled = await log.until('HELD', 'c', 'a stall', ({ status }) => status === 'stalled');
  assert.deepEqual(
    [stalled.lag, stalled.pending, stalled.ackPending, stalled.delivered, stalled.ackFloor],
    [40, 0, 40, 40, 0],
  );
  assert.match(stalled.why, /40 events ack pending/);
  assert.deepEqual([stalled.oldest?.sequence, stalled.oldest?.subject], [1, 'HELD.first']);
  assert.equal(stalled.drainMs, null);
  await reading.close();
});

test('one stuck event: the head is blocked while others pass it', async () => {
  await log.addStream('STUCK');
  await log.addConsumer('STUCK', 'c');
  const reading = await readOn(log.js, 'STUCK', 'c', (sequence) => (sequence === 3 ? 'nothing' : 'ack'));
  const publishing = setInterval(() => void log.publish('STUCK.a', 5).catch(() => {}), 50);
  const blocked = await log.until('STUCK', 'c', 'a blocked head', ({ status }) => status === 'head-blocked');
  clearInterval(publishing);
  assert.deepEqual([blocked.ackFloor, blocked.oldest?.sequence], [2, 3]);
  assert.ok(blocked.delivered! > 10);
  await reading.close();
});

test('saturated: the ack-pending limit is reached in every snapshot', async () => {
  await log.addStream('FULL');
  await log.addConsumer('FULL', 'c', { max_ack_pending: 10 });
  await log.publish('FULL.a', 50);
  const reading = await readOn(log.js, 'FULL', 'c', () => 'nothing');
  const full = await log.until('FULL', 'c', 'saturation', ({ status }) => status === 'saturated');
  assert.deepEqual([full.ackPending, full.maxAckPending, full.lag], [10, 10, 50]);
  await reading.close();
});

test('a filter that skips thousands: no lag, and the age is that of its own events', async () => {
  await log.addStream('SIFTED');
  await log.addConsumer('SIFTED', 'c', { filter_subjects: ['SIFTED.mine', 'SIFTED.ours.*'] });
  await log.publish('SIFTED.other', 3_000);
  const none = await log.until('SIFTED', 'c', 'the log’s end', ({ logEnd }) => logEnd === 3_000);
  assert.deepEqual([none.lag, none.status, none.oldest], [0, 'ok', null]);
  await log.publish('SIFTED.ours.a', 1);
  await log.publish('SIFTED.other', 30_000);
  await log.publish('SIFTED.mine', 1);
  const two = await log.until(
    'SIFTED',
    'c',
    'its own two',
    ({ lag, oldest }) => lag === 2 && oldest !== null,
  );
  assert.deepEqual([two.oldest?.sequence, two.oldest?.subject], [3_001, 'SIFTED.ours.a']);
  // Nobody reads it: that is its only problem.
  const alone = await log.until('SIFTED', 'c', 'no worker', ({ status }) => status === 'no-worker');
  assert.match(alone.why, /^No client has fetched events for .*\. 2 events pending\.$/);
});

test('a stream without direct access reports its oldest event too; its expiry goes by age', async () => {
  await log.addStream('LEADER', { allow_direct: false, max_age: 3_600_000_000_000, max_bytes: 10_000 });
  await log.addConsumer('LEADER', 'c');
  await log.js.publish('LEADER.a', 'x'.repeat(9_500));
  const { oldest, retention } = await log.until('LEADER', 'c', 'its oldest', (one) => one.oldest !== null);
  assert.equal(oldest?.sequence, 1);
  assert.equal(Date.parse(retention.expiresAt!) - Date.parse(oldest!.storedAt), 3_600_000);
  assert.match(
    retention.warning ?? '',
    /^The stream is at 9\d % of its size: when it is full it drops the oldest/,
  );
});

test('a push consumer: with and without a subscriber', async () => {
  await log.addStream('PUSHED');
  await log.addConsumer('PUSHED', 'c', { deliver_subject: 'pushed.to' });
  const subscription = log.connection.subscribe('pushed.to', {
    callback: (_, message) => message.respond('+ACK'),
  });
  await log.publish('PUSHED.a', 10);
  const read = await log.until(
    'PUSHED',
    'c',
    'all answered',
    ({ ackFloor, status }) => ackFloor === 10 && status === 'ok',
  );
  assert.deepEqual([read.mode, read.waiting], ['push', 1]);
  subscription.unsubscribe();
  await log.connection.flush();
  await log.publish('PUSHED.a', 10);
  const alone = await log.until('PUSHED', 'c', 'no worker', ({ status }) => status === 'no-worker');
  assert.equal(alone.lag, 10);
});

test('a purge causes neither a negative lag nor an alert', async () => {
  await log.addStream('PURGED');
  await log.addConsumer('PURGED', 'c');
  await log.publish('PURGED.a', 200);
  const reading = await readOn(log.js, 'PURGED', 'c', (sequence) => (sequence > 100 ? 'nothing' : 'ack'));
  await log.until('PURGED', 'c', 'half of it', ({ ackFloor }) => ackFloor === 100);
  await apiRequest(log.operations.link, 'STREAM.PURGE.PURGED');
  const seen: number[] = [];
  const purged = await log.until('PURGED', 'c', 'no lag', (one) => {
    seen.push(one.lag ?? 0, one.inPerSecond ?? 0, one.outPerSecond ?? 0);
    return one.lag === 0 && one.status === 'ok';
  });
  assert.equal(purged.oldest, null);
  assert.ok(seen.every((value) => value >= 0));
  await reading.close();
});

test('a stream created again begins a new window: neither a rewind nor a negative lag', async () => {
  await log.addStream('ANEW');
  await log.addConsumer('ANEW', 'c');
  await log.publish('ANEW.a', 50);
  const reading = await readOn(log.js, 'ANEW', 'c', () => 'ack');
  await log.until('ANEW', 'c', 'all of it', ({ ackFloor }) => ackFloor === 50);
  await reading.close();
  await apiRequest(log.operations.link, 'STREAM.DELETE.ANEW');
  await log.addStream('ANEW');
  await log.addConsumer('ANEW', 'c');
  await log.publish('ANEW.a', 5);
  const statuses = new Set<string>();
  const again = await log.until('ANEW', 'c', 'the new one', (one) => {
    statuses.add(one.status);
    return one.status === 'no-worker';
  });
  assert.deepEqual([again.lag, again.logEnd, again.oldest?.sequence], [5, 5, 1]);
  assert.ok(!statuses.has('rewind') && !statuses.has('stopped'), [...statuses].join());
});

test('a deleted consumer is unknown, and says so', async () => {
  await log.addStream('GONE');
  await log.addConsumer('GONE', 'c');
  await log.until('GONE', 'c', 'to be seen', ({ status }) => status === 'ok');
  await apiRequest(log.operations.link, 'CONSUMER.DELETE.GONE.c');
  const gone = await log.until('GONE', 'c', 'unknown', ({ status }) => status === 'unknown');
  assert.match(gone.why, /no longer exists on the server/);
});

test('a Waybill worker: connected, its store down, silent, and back', async () => {
  const consumer = 'history-aaaaaaaaaa';
  const stream = 'EVENTS-1-0';
  await log.addConsumer(stream, consumer, { metadata: { [PROJECTION]: 'history' } });
  const beating = log.beat({ projection: 'history', consumer });
  await log.publish('events.1-0.channel.c.message-sent', 3);
  const waiting = log.beat({
    projection: 'history',
    consumer,
    circuit: 'open',
    storeDownSince: Date.now(),
    storeDownWhy: 'SQLITE_FULL',
  });
  beating.stop();
  const down = await log.until(stream, consumer, 'its store', ({ status }) => status === 'waiting-for-store');
  assert.deepEqual([down.kind, down.projection, down.workers], ['projection', 'history', 1]);
  assert.match(down.why, /cannot use its store: SQLITE_FULL\. 3 events pending in the log\./);
  const { body } = await log.operations.olga.request('GET', '/ops/v1/consumers');
  const [projection] = body.projections;
  assert.deepEqual(
    [projection.projection, projection.status, projection.worst, projection.lag],
    ['history', 'waiting-for-store', { stream, consumer }, 3],
  );
  waiting.stop();
  // A worker started while its store is down does not know its consumer yet.
  const unsure = log.beat({ projection: 'history', consumer: null, circuit: 'open', storeDownWhy: 'EACCES' });
  await log.until(stream, consumer, 'its store', ({ why }) => why.includes(': EACCES.'));
  unsure.stop();
  const silent = await log.until(
    stream,
    consumer,
    'no worker',
    ({ status }) => status === 'no-worker',
    15_000,
  );
  assert.match(
    silent.why,
    /^No worker is connected\. The last one was process \S+ on \S+\. 3 events pending\.$/,
  );
  assert.equal(silent.oldest?.position, '1-0-1');
  log.beat({ projection: 'history', consumer });
  const reading = await readOn(log.js, stream, consumer, () => 'ack');
  const back = await log.until(stream, consumer, 'OK', ({ status }) => status === 'ok');
  assert.equal(back.lag, 0);
  await reading.close();
  const changes = await waitForChanges(stream, consumer, ['waiting-for-store', 'no-worker', 'ok']);
  assert.equal(changes[0].from, null);
});

async function waitForChanges(stream: string, consumer: string, wanted: string[]) {
  const path = `/ops/v1/changes?kind=consumer-status&stream=${stream}&consumer=${consumer}`;
  const reported = await waitUntil(
    async () => {
      const { body } = await log.operations.olga.request('GET', path);
      return body.changes.length >= wanted.length && body.changes.toReversed();
    },
    { what: `the changes ${wanted.join(', ')}` },
  );
  assert.deepEqual(
    reported.map(({ to }: { to: string }) => to),
    wanted,
  );
  return reported;
}
