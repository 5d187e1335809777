import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { ensureLog } from '../../../adapters/jetstream/streams/ensure-log.ts';
import { currentGeneration, listGenerations } from '../../../adapters/jetstream/streams/list-generations.ts';
import { listStreams } from '../../../adapters/jetstream/streams/list-streams.ts';
import { readLogRecord } from '../../../adapters/jetstream/streams/log-record.ts';
import { SeenStreams } from '../../../adapters/jetstream/streams/seen-streams.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import {
  DEAD_LETTERS,
  eventStream,
  IDEMPOTENCY,
  OPERATIONS,
} from '../../../adapters/jetstream/streams/stream-layout.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { CommandLog } from '../../../server/commands/command-log.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startLog, type TestLog } from '../../engines/log.ts';

const PARTITIONS = 2;
const settings = readSettings({});
let log: TestLog;
before(async () => {
  log = await startLog({ partitions: PARTITIONS });
});
after(() => log?.stop());

const destroy = (stream: string) => apiRequest(log.link, `STREAM.DELETE.${stream}`);
/** Like a process that has looked at the log before. */
async function looked(): Promise<SeenStreams> {
  const seen = new SeenStreams();
  seen.take(await listStreams(log.link));
  return seen;
}
const ensure = (seen?: SeenStreams) => ensureLog(log.link, settings, PARTITIONS, seen);
const newest = async () => (await currentGeneration(log.link)).number;

test('a complete log stays unchanged', async () => {
  const before = await readLogRecord(log.link);
  const { generation, lost } = await ensure(await looked());
  assert.deepEqual([generation.number, lost], [1, []]);
  assert.deepEqual(await readLogRecord(log.link), before);
});

test('a process that never looked before also finds a loss', async () => {
  await destroy(eventStream(1, 1));
  const { generation, lost } = await ensure();
  assert.equal(generation.number, 2);
  assert.deepEqual(
    lost.map(({ stream, how, messages }) => [stream, how, messages]),
    [[eventStream(1, 1), 'deleted', null]],
  );
  assert.deepEqual((await ensure()).lost, [], 'found once');
});

for (const kept of [DEAD_LETTERS, OPERATIONS])
  test(`the record survives the stream that holds it: ${kept} and a partition are deleted`, async () => {
    const before = await newest();
    await destroy(kept);
    await destroy(eventStream(before, 0));
    const { generation } = await ensure();
    assert.equal(generation.number, before + 1);
    for (const stream of [DEAD_LETTERS, OPERATIONS]) {
      const info = await streamInfo(log.link, stream);
      assert.match(JSON.stringify(info!.config.metadata), new RegExp(`"EVENTS-${before}-0`.slice(1)));
    }
  });

test('two processes that find a replaced stream at once begin one generation and report one loss', async () => {
  const before = await newest();
  const stream = eventStream(before, 1);
  const { config } = (await streamInfo(log.link, stream))!;
  const both = [await looked(), await looked()];
  await destroy(stream);
  await apiRequest(log.link, `STREAM.CREATE.${stream}`, config);
  const ensured = await Promise.all(both.map(ensure));
  assert.deepEqual(
    ensured.map(({ generation }) => generation.number),
    [before + 1, before + 1],
  );
  assert.equal(await newest(), before + 1);
  const { lost } = await readLogRecord(log.link);
  assert.equal(lost.filter((each) => each.stream === stream).length, 1);
  const own = (await listGenerations(log.link)).find(({ number }) => number === before);
  assert.deepEqual([...own!.streams.keys()], [0], 'the replacement is no part of the log');
});

test('a missing stream is an obstacle until it exists again', async () => {
  const bucket = (await streamInfo(log.link, IDEMPOTENCY))!;
  const watched = new CommandLog({
    link: log.link,
    limits: settings,
    partitionsOfNew: PARTITIONS,
    times: settings,
    checkMs: 100,
    onEnsured: () => {},
    onFailure: () => {},
  });
  try {
    await watched.whenReady(5_000);
    assert.equal(watched.obstacle, undefined);
    await destroy(IDEMPOTENCY);
    // Somebody else has its subjects: it can't be created again.
    await apiRequest(log.link, 'STREAM.CREATE.IN_THE_WAY', {
      name: 'IN_THE_WAY',
      subjects: bucket.config.subjects,
    });
    await waitUntil(() => watched.obstacle === `the log is missing ${IDEMPOTENCY}`);
    assert.deepEqual(watched.missing, [IDEMPOTENCY]);
    await destroy('IN_THE_WAY');
    await waitUntil(() => watched.obstacle === undefined);
    assert.ok(await streamInfo(log.link, IDEMPOTENCY));
    assert.ok(watched.lost.some(({ stream }) => stream === IDEMPOTENCY));
  } finally {
    watched.close();
  }
});

test('everything is deleted: no number is used twice, as long as one process lives', async () => {
  const before = await newest();
  const seen = await looked();
  for (const stream of (await listStreams(log.link)).keys()) await destroy(stream);
  const { generation, lost } = await ensure(seen);
  assert.equal(generation.number, before + 1);
  assert.ok(lost.length > 10);
  assert.equal((await readLogRecord(log.link)).newest, before + 1);
});
