import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { AckInbox } from '../../../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../../../adapters/jetstream/connection/nats-link.ts';
import { changeMessage } from '../../../../adapters/jetstream/publish/change-message.ts';
import { publishOnce } from '../../../../adapters/jetstream/publish/publish-once.ts';
import { streamInfo } from '../../../../adapters/jetstream/streams/stream-info.ts';
import { openSqliteLagHistory } from '../../../../adapters/sqlite/metrics/sqlite-lag-history.ts';
import type { PipelineChange } from '../../../../contracts/pipeline-change.ts';
import type { LagHistory, LogSnapshot, Resolution } from '../../../../contracts/ports/lag-history.ts';
import { HistoryIndexer } from '../../../../server/operations/changes/history-indexer.ts';
import { StatusRecorder } from '../../../../server/operations/consumers/record-statuses.ts';
import { startLog, type TestLog } from '../../../engines/log.ts';
import { temporaryFolder } from '../../../engines/temporary-folder.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const of = { stream: 'S', consumer: 'c' };
const folder = temporaryFolder('lag-history');
const path = join(folder.path, 'lag.sqlite');
let log: TestLog;
let link: NatsLink;
let inbox: AckInbox;
let history: LagHistory;

before(async () => {
  log = await startLog();
  ({ link, inbox } = log);
  history = openSqliteLagHistory({ path, timeoutMs: 5_000, maxCalls: 100 });
});
after(async () => {
  await history?.close();
  await log?.stop();
  folder.remove();
});

const add = (at: number, lag: number, ageMs: number | null = lag) =>
  history.addRound(at, [{ ...of, lag, ageMs, status: lag > 50 ? 'warn' : 'ok' }], null);
const points = (resolution: Resolution, from: number, until: number) =>
  history.points(of, { from, until, resolution, limit: 1_000 });

test('snapshots are kept by the second, and by the minute and hour as lowest, highest and last', async () => {
  const start = Math.floor((Date.now() - HOUR) / HOUR) * HOUR;
  await add(start + 1_000, 10);
  await add(start + 2_000, 90, null);
  await add(start + 3_000, 40);
  await add(start + MINUTE, 5);
  const seconds = await points('second', start, start + HOUR);
  assert.deepEqual(
    seconds.map(({ at, lagLast }) => [at - start, lagLast]),
    [
      [1_000, 10],
      [2_000, 90],
      [3_000, 40],
      [MINUTE, 5],
    ],
  );
  const minutes = await points('minute', start, start + HOUR);
  const rows = (all: typeof minutes) =>
    all.map((each) => [
      each.lagMin,
      each.lagMax,
      each.lagLast,
      each.ageMinMs,
      each.ageMaxMs,
      each.ageLastMs,
      each.status,
    ]);
  assert.deepEqual(rows(minutes), [
    [10, 90, 40, 10, 40, 40, 'ok'],
    [5, 5, 5, 5, 5, 5, 'ok'],
  ]);
  assert.deepEqual(rows(await points('hour', start, start + HOUR)), [[5, 90, 5, 5, 40, 5, 'ok']]);
  assert.deepEqual(await points('second', start + HOUR, start + 2 * HOUR), []);
});

test('several consumers as one: the sum of lags, the greatest age, the most severe status; all of them by the minute', async () => {
  const start = Math.floor((Date.now() - 2 * HOUR) / HOUR) * HOUR;
  const [a, b] = [
    { stream: 'T', consumer: 'a' },
    { stream: 'T', consumer: 'b' },
  ];
  const round = (at: number, snapshots: Parameters<LagHistory['addRound']>[1]) =>
    history.addRound(start + at, snapshots, null);
  // `b` is created after the first round, and has no snapshot in the third.
  await round(0, [{ ...a, lag: 1, ageMs: 10, status: 'ok' }]);
  await round(MINUTE, [
    { ...a, lag: 2, ageMs: 10, status: 'ok' },
    { ...b, lag: 30, ageMs: 40, status: 'stalled' },
  ]);
  await round(2 * MINUTE, [{ ...a, lag: 3, ageMs: 10, status: 'ok' }]);
  await round(3 * MINUTE, [
    { ...a, lag: 4, ageMs: 10, status: 'paused' },
    { ...b, lag: 5, ageMs: null, status: 'ok' },
  ]);
  const range = { from: start, until: start + HOUR, limit: 10 };
  const unknown = { stream: 'T', consumer: 'never read' };
  for (const resolution of ['second', 'minute'] as const) {
    const together = await history.together([a, b, unknown], { ...range, resolution });
    assert.deepEqual(
      together.map(({ at, lagMax, ageMaxMs, status }) => [(at - start) / MINUTE, lagMax, ageMaxMs, status]),
      [
        [0, 1, 10, 'ok'],
        [1, 32, 40, 'stalled'],
        [3, 9, null, 'paused'],
      ],
    );
  }
  const trends = await history.trends({ from: start, until: start + HOUR, limit: 10 });
  assert.deepEqual(
    trends.map(({ consumer, minutes }) => [consumer, minutes.map(({ lag }) => lag)]),
    [
      ['a', [1, 2, 3, 4]],
      ['b', [30, 5]],
    ],
  );
  const limited = await history.trends({ from: start, until: start + 3 * MINUTE, limit: 1 });
  assert.deepEqual(
    limited.map(({ consumer, minutes }) => [consumer, minutes.length]),
    [['a', 3]],
    'beyond the limit, those with the newest snapshots',
  );
});

const fill = (bytes: number, fullestShare: number, leftMs: number | null): LogSnapshot => ({
  bytes,
  maxBytes: 1_000,
  messages: bytes,
  fullestShare,
  oldestAt: 5,
  leftMs,
});

test('how full the log was: its state at the end, the highest share and the least time left', async () => {
  const start = Math.floor((Date.now() - HOUR) / HOUR) * HOUR;
  await history.addRound(start, [], fill(10, 0.1, 900));
  await history.addRound(start + 1_000, [], fill(40, 0.4, 300));
  await history.addRound(start + 2_000, [], fill(20, 0.2, null));
  const range = { from: start, until: start + HOUR, limit: 10 };
  assert.deepEqual(
    (await history.log({ ...range, resolution: 'second' })).map(({ bytes, leftMs }) => [bytes, leftMs]),
    [
      [10, 900],
      [40, 300],
      [20, null],
    ],
  );
  for (const resolution of ['minute', 'hour'] as const)
    assert.deepEqual(await history.log({ ...range, resolution }), [{ at: start, ...fill(20, 0.4, 300) }]);
});

test('snapshots past their retention are removed, a part per round', async () => {
  const now = Date.now();
  const long = now - 40 * 24 * HOUR;
  await add(long, 1);
  await add(now - 3 * HOUR, 2);
  await add(now, 3);
  await add(now + 1, 3);
  assert.equal((await points('hour', 0, now - 24 * HOUR)).length, 0);
  assert.equal((await points('second', 0, now - 2 * HOUR)).length, 0);
  assert.equal((await points('minute', now - 4 * HOUR, now - 2 * HOUR)).length, 1);
});

test('the leader writes the minute; a deleted file is restored from the streams', async () => {
  const now = Date.now();
  // A minute without snapshots of other tests.
  const minute = Math.floor(now / MINUTE) * MINUTE - 5 * MINUTE;
  await add(minute + 100, 7);
  await add(minute + 200, 9);
  await history.addRound(minute + 300, [], fill(50, 0.5, 70));
  const logMinute = () =>
    history.log({ from: minute, until: minute + MINUTE, resolution: 'minute', limit: 10 });
  const indexer = new HistoryIndexer(link, history);
  const change: PipelineChange = {
    id: 'x',
    at: new Date(now).toISOString(),
    kind: 'consumer-status',
    ...of,
    projection: null,
    from: null,
    to: 'stalled',
    why: 'A test.',
  };
  await publishOnce(inbox, changeMessage(change), 30_000);
  const recorder = () =>
    new StatusRecorder({
      inbox,
      history,
      indexer,
      leads: () => true,
      quietMs: 1_000,
      publishTimeoutMs: 2_000,
    });
  // Two leaders at once, as after one was stopped for a while.
  for (const one of [recorder(), recorder()]) await one.report([], minute + MINUTE);
  assert.equal((await streamInfo(link, 'SNAPSHOTS'))?.state.messages, 1);
  const before = await points('minute', minute, minute + MINUTE);
  assert.deepEqual(
    before.map(({ lagMin, lagMax, lagLast }) => [lagMin, lagMax, lagLast]),
    [[7, 9, 9]],
  );
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  assert.deepEqual(await points('minute', minute, minute + MINUTE), []);
  assert.deepEqual(await logMinute(), []);
  await indexer.catchUp('SNAPSHOTS');
  await indexer.catchUp('CHANGES');
  assert.deepEqual(await points('minute', minute, minute + MINUTE), before);
  assert.deepEqual(await logMinute(), [{ at: minute, ...fill(50, 0.5, 70) }]);
  assert.deepEqual(await points('second', 0, now + MINUTE), []);
  assert.deepEqual(
    (await history.changes({ kinds: ['consumer-status'], consumer: 'c' }, { limit: 10 })).map(
      (each) => each.change,
    ),
    [change],
  );
  assert.deepEqual(await history.statusChanges(), [{ ...of, status: 'stalled', at: now }]);
  // Read once: nothing is read again.
  await indexer.catchUp('SNAPSHOTS');
  assert.equal((await history.progress('SNAPSHOTS'))?.next, 2);
});
