import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { ConsumerHistory, ConsumerTrends } from '../../../../contracts/consumer-history.ts';
import type { ConsumerSummary, ProjectionLag } from '../../../../contracts/consumers.ts';
import type { LogHistory } from '../../../../contracts/log-history.ts';
import { type Client, clientOf } from '../../../engines/client.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { startPipeline, type TestPipeline } from '../../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../../engines/role.ts';

let pipeline: TestPipeline;
let operations: TestRole;
let olga: Client;

before(async () => {
  pipeline = await startPipeline({ environment: { WAYBILL_PARTITIONS: '2' } });
  operations = await startRole('operations', {
    ...pipeline.environment,
    WAYBILL_OPERATOR_KEYS: 'olga:olga-key-0123456789',
    WAYBILL_CONSUMER_SNAPSHOT_MS: '200',
    WAYBILL_CONSUMER_WINDOW: '4',
  });
  olga = clientOf(operations.url, 'olga-key-0123456789');
});
after(async () => {
  await operations?.kill();
  await pipeline?.stop();
});

interface Seen {
  projection: ProjectionLag;
  consumers: ConsumerSummary[];
}

const until = async (what: string, isSo: (seen: Seen) => boolean): Promise<Seen> => {
  let last: Seen | undefined;
  try {
    return await waitUntil(
      async () => {
        const { body } = await olga.request('GET', '/ops/v1/consumers');
        const projection = body.projections.find((each: ProjectionLag) => each.projection === 'history');
        last = projection && { projection, consumers: body.consumers };
        return last && isSo(last) ? last : undefined;
      },
      { what, timeoutMs: 30_000, intervalMs: 50 },
    );
  } catch (error) {
    throw new Error(`${(error as Error).message}; it was ${JSON.stringify(last?.projection)}`);
  }
};

/** Moves the file of the history, with its companions. */
const move = (from: string, to: string) => {
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      renameSync(from + suffix, to + suffix);
    } catch {
      // A closed database has neither.
    }
  }
};

test('an outage of the store, as its worker reports it: waiting for the store, with the oldest command; then OK', async () => {
  const first = await pipeline.alice.send('general', 'before');
  await pipeline.alice.status(first.body.commandId, 'applied');
  const well = await until(
    'a worker and no lag',
    ({ projection }) => projection.workers === 1 && projection.lag === 0,
  );
  assert.deepEqual([well.projection.status, well.projection.drainMs], ['ok', 0]);
  // One per partition, and the retries.
  assert.equal(well.projection.consumers, 3);

  const file = join(pipeline.dataDir, 'history.sqlite');
  await pipeline.worker.kill();
  move(file, `${file}-moved`);
  mkdirSync(file);
  const sent = await pipeline.alice.send('general', 'during');
  assert.equal(sent.status, 202);
  const gone = await until('no worker', ({ projection }) => projection.status === 'no-worker');
  assert.equal(gone.projection.lag, 1);
  await pipeline.worker.restart();
  const { projection, consumers } = await until(
    'its store',
    (seen) => seen.projection.status === 'waiting-for-store',
  );
  assert.equal(projection.lag, 1);
  const behind = consumers.find(({ lag }) => lag === 1)!;
  assert.deepEqual(
    [behind.oldest?.commandId, behind.oldest?.position],
    [sent.body.commandId, sent.body.position],
  );
  assert.ok(behind.retention.leftMs! > 29 * 86_400_000);
  assert.match(behind.why, /cannot use its store/);

  rmSync(file, { recursive: true });
  move(`${file}-moved`, file);
  await pipeline.alice.status(sent.body.commandId, 'applied');
  await until('OK', (seen) => seen.projection.status === 'ok' && seen.projection.lag === 0);
  const { body } = await olga.request('GET', '/ops/v1/changes?limit=100');
  const kinds = new Set(body.changes.map(({ kind }: { kind: string }) => kind));
  for (const kind of ['process-started', 'epoch-begun', 'consumer-status']) assert.ok(kinds.has(kind), kind);

  // All partitions as one, every consumer in one answer, and the log itself.
  const get = async (path: string) => (await olga.request('GET', `/ops/v1${path}`)).body;
  const lately = `from=${new Date(Date.now() - 300_000).toISOString()}`;
  const { points } = (await get(`/consumers/history?projection=history&${lately}`)) as ConsumerHistory;
  const outage = points.filter(({ status }) => status === 'waiting-for-store');
  assert.ok(
    outage.some(({ lagLast }) => lagLast === 1),
    'the outage',
  );
  assert.equal(points.at(-1)?.lagLast, 0);
  assert.equal((await get('/consumers/history?projection=none')).points.length, 0);
  const trends = (await get('/consumers/trends')) as ConsumerTrends;
  const trend = trends.consumers.find(
    ({ stream, consumer }) => stream === behind.stream && consumer === behind.consumer,
  );
  assert.equal(trend?.lags.length, 60);
  assert.ok(trend?.lags.includes(1) && trends.consumers.length >= 3);
  const log = (await get(`/log/history?${lately}`)) as LogHistory;
  const last = log.points.at(-1)!;
  assert.deepEqual([log.resolution, last.messages], ['second', 2]);
  assert.ok(last.fullestShare! > 0 && last.bytes < last.maxBytes!);
  // 30 days while nothing is pending; a little less while the event was.
  assert.equal(last.leftMs, 30 * 86_400_000);
  assert.ok(log.points.some(({ leftMs }) => leftMs !== null && leftMs < 30 * 86_400_000));
});

test('a rebuild leaves the older epoch’s consumers behind: they raise no alert', async () => {
  const before = await until('its consumers', ({ projection }) => projection.consumers === 3);
  await pipeline.worker.kill();
  const file = join(pipeline.dataDir, 'history.sqlite');
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  await pipeline.worker.restart();
  const sent = await pipeline.alice.send('general', 'after');
  await pipeline.alice.status(sent.body.commandId, 'applied');
  const after = await until(
    'the new epoch',
    ({ projection, consumers }) =>
      projection.status === 'ok' &&
      projection.lag === 0 &&
      consumers.some(({ kind, lag }) => kind === 'older-epoch' && lag !== 0),
  );
  assert.equal(after.projection.consumers, 3);
  assert.notEqual(after.projection.worst.consumer, before.projection.worst.consumer);
});
