import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { apiRequest } from '../../../../adapters/jetstream/connection/api-request.ts';
import { consumerInfo } from '../../../../adapters/jetstream/consume/consumer-progress.ts';
import { PROJECTION } from '../../../../adapters/jetstream/consume/projection-consumer.ts';
import { HEARTBEAT_MISSING_MS } from '../../../../contracts/heartbeat.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { readOn, startWatchedLog, type WatchedLog } from './watched-log.ts';

let log: WatchedLog;
const COUNT = 30;

before(async () => {
  log = await startWatchedLog();
  await log.addStream('ACTIONS');
  await log.addConsumer('ACTIONS', 'paused');
  await log.addConsumer('ACTIONS', 'reset');
  await log.addConsumer('ACTIONS', 'newest', { deliver_policy: 'new' });
  await log.publish('ACTIONS.a', COUNT);
});
after(() => log?.stop());

const post = (consumer: string, action: string, body: object, stream = 'ACTIONS') =>
  log.operations.olga.request('POST', `/ops/v1/consumers/${stream}/${consumer}/${action}`, body);
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const infoOf = async (consumer: string, stream = 'ACTIONS') =>
  (await consumerInfo(log.operations.link, stream, consumer))!;
const read = async (consumer: string) => {
  const reading = await readOn(log.js, 'ACTIONS', consumer, () => 'ack');
  await log.until('ACTIONS', consumer, 'all of it', ({ ackFloor }) => ackFloor === COUNT);
  await reading.close();
  await waitUntil(async () => (await infoOf(consumer)).num_waiting === 0, { what: 'no fetch request' });
};

test('a pause until a time, and its end; each is one action, however often it is requested', async () => {
  const request = { until: inMinutes(10), reason: 'the store is moved', requestId: randomUUID() };
  const first = await post('paused', 'pause', request);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.deepEqual([first.body.paused, first.body.action.kind], [true, 'consumer-paused']);
  assert.equal((await infoOf('paused')).paused, true);
  const shown = await log.until('ACTIONS', 'paused', 'the pause', ({ status }) => status === 'paused');
  assert.equal(shown.pausedUntil, request.until);
  const again = await post('paused', 'pause', request);
  assert.deepEqual([again.status, again.body.action], [200, first.body.action]);
  const resumed = await post('paused', 'resume', { requestId: randomUUID() });
  assert.deepEqual([resumed.status, resumed.body.paused], [200, false]);
  // The pause is sent again, late: it does not undo the action after it.
  const late = await post('paused', 'pause', request);
  assert.deepEqual([late.status, late.body.paused], [200, false]);
  assert.notEqual((await infoOf('paused')).paused, true);
  const twice = await post('paused', 'resume', { requestId: randomUUID() });
  assert.deepEqual([twice.status, twice.body.type], [409, '/problems/acted-before']);
  const { body } = await log.operations.olga.request(
    'GET',
    '/ops/v1/actions?target=consumer&targetId=ACTIONS.paused',
  );
  assert.deepEqual(
    body.actions.map(({ kind, actor, reason }: Record<string, string>) => [kind, actor, reason]),
    [
      ['consumer-resumed', 'olga', null],
      ['consumer-paused', 'olga', 'the store is moved'],
    ],
  );
});

test('a pause without effect, and a missing consumer, are refused', async () => {
  const body = { until: inMinutes(-1), reason: 'r', requestId: randomUUID() };
  assert.equal((await post('paused', 'pause', body)).status, 400);
  assert.equal((await post('paused', 'pause', { ...body, until: 'soon' })).status, 400);
  const unknown = await post('nobody', 'pause', { ...body, until: inMinutes(1) });
  assert.deepEqual([unknown.status, unknown.body.type], [404, '/problems/consumer-unknown']);
});

test('a reset: previewed, refused while a client reads, then done once', async () => {
  await read('reset');
  const dry = (to: object | string) => post('reset', 'reset', { to, dryRun: true, requestId: randomUUID() });
  const counts = async (to: object | string) => {
    const { status, body } = await dry(to);
    assert.equal(status, 200, JSON.stringify(body));
    return [body.to, body.again, body.skipped, body.action];
  };
  assert.deepEqual(await counts('first'), [1, COUNT, 0, null]);
  assert.deepEqual(await counts({ sequence: 11 }), [11, COUNT - 10, 0, null]);
  assert.deepEqual(await counts('end'), [COUNT + 1, 0, 0, null]);
  assert.deepEqual(await counts({ time: '2020-01-01T00:00:00Z' }), [1, COUNT, 0, null]);
  assert.equal((await dry({ sequence: 1_000 })).body.type, '/problems/not-resettable');

  const request = { to: { sequence: 11 }, dryRun: false, reason: 'read again', requestId: randomUUID() };
  const reading = await readOn(log.js, 'ACTIONS', 'reset', () => 'ack');
  await waitUntil(async () => (await infoOf('reset')).num_waiting > 0, { what: 'somebody to ask' });
  const busy = await post('reset', 'reset', request);
  assert.deepEqual([busy.status, busy.body.type], [409, '/problems/consumer-in-use']);
  await reading.close();
  await waitUntil(async () => (await infoOf('reset')).num_waiting === 0, { what: 'no fetch request' });

  const done = await waitUntil(
    async () => {
      const answer = await post('reset', 'reset', request);
      return answer.status === 409 ? undefined : answer;
    },
    { what: 'long enough to have listened', timeoutMs: 2 * HEARTBEAT_MISSING_MS },
  );
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.deepEqual([done.body.again, done.body.action.details.to], [COUNT - 10, 11]);
  const watched = await infoOf('reset');
  assert.deepEqual([watched.num_pending, watched.ack_floor.stream_seq], [COUNT - 10, 10]);
  const back = await log.until('ACTIONS', 'reset', 'the rewind', ({ lag }) => lag === COUNT - 10);
  assert.equal(back.oldest?.sequence, 11);

  await read('reset');
  const again = await post('reset', 'reset', request);
  assert.deepEqual([again.status, again.body.action], [200, done.body.action]);
  assert.equal((await infoOf('reset')).ack_floor.stream_seq, COUNT);

  // Forward: skipped events are never read.
  await log.publish('ACTIONS.a', 5);
  assert.deepEqual(await counts('end'), [COUNT + 6, 0, 5, null]);
});

test('a consumer that can’t be reset says why; for a projection a rebuild is suggested', async () => {
  const body = { to: 'first', dryRun: true, requestId: randomUUID() };
  await log.until('ACTIONS', 'newest', 'to be seen', () => true);
  const refused = await post('newest', 'reset', body);
  assert.deepEqual([refused.status, refused.body.type], [422, '/problems/not-resettable']);
  const consumer = 'history-bbbbbbbbbb';
  await log.addConsumer('EVENTS-1-0', consumer, { metadata: { [PROJECTION]: 'history' } });
  log.beat({ projection: 'history', consumer });
  await log.until('EVENTS-1-0', consumer, 'its worker', ({ workers }) => workers === 1);
  const reported = await post(consumer, 'reset', body, 'EVENTS-1-0');
  assert.match(reported.body.obstacle, /^Workers use this consumer \(test:1\)/);
  assert.match(reported.body.advice, /is a rebuild \(npm run rebuild\)/);
  // A dry run leaves nothing behind.
  const { consumers } = await apiRequest<{ consumers: string[] }>(
    log.operations.link,
    'CONSUMER.NAMES.ACTIONS',
  );
  assert.deepEqual(consumers.toSorted(), ['newest', 'paused', 'reset']);
});
