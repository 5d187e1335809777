import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { waitUntil } from '../../../engines/condition.ts';
import { readOn, SNAPSHOT_MS, startWatchedLog, type WatchedLog } from './watched-log.ts';

let log: WatchedLog;
/** Longer than the reader needs to fetch again after a restart. */
const WINDOW = 20;
const LONG = 2 * SNAPSHOT_MS * WINDOW;

before(async () => {
  log = await startWatchedLog({ WAYBILL_CONSUMER_WINDOW: String(WINDOW) });
});
after(() => log?.stop());

const list = async () => (await log.operations.olga.request('GET', '/ops/v1/consumers')).body;

test('a worker that stops and comes back: no worker, then OK, and both on the timeline', async () => {
  await log.addStream('WORK');
  await log.addConsumer('WORK', 'c');
  const first = await readOn(log.js, 'WORK', 'c', () => 'ack');
  await log.publish('WORK.a', 10);
  await log.until('WORK', 'c', 'all of it', ({ ackFloor }) => ackFloor === 10);
  await first.close();
  await log.publish('WORK.a', 10);
  await log.until('WORK', 'c', 'no worker', ({ status }) => status === 'no-worker');
  const second = await readOn(log.js, 'WORK', 'c', () => 'ack');
  await log.until('WORK', 'c', 'OK', ({ status, lag }) => status === 'ok' && lag === 0);
  await second.close();
  const changes = await waitUntil(
    async () => {
      const { body } = await log.operations.olga.request('GET', '/ops/v1/changes?consumer=c&limit=1');
      return body.changes[0]?.to === 'ok' && body;
    },
    { what: 'the change on the timeline' },
  );
  assert.deepEqual([changes.changes[0].from, changes.changes[0].kind], ['no-worker', 'consumer-status']);
  const older = await log.operations.olga.request(
    'GET',
    `/ops/v1/changes?consumer=c&limit=1&cursor=${changes.next}`,
  );
  assert.deepEqual([older.body.changes[0].to, older.body.next], ['no-worker', null]);
  assert.equal((await log.operations.olga.request('GET', '/ops/v1/changes?kind=nonsense')).status, 400);
  assert.equal((await log.operations.olga.request('GET', '/ops/v1/changes?from=yesterday')).status, 400);
});

test('the server is restarted: nothing is judged meanwhile, and no alert follows', async () => {
  await log.addStream('RESTART');
  // An acknowledgement lost with the server delays the floor until then: shorter than a window, as by default.
  await log.addConsumer('RESTART', 'c', { ack_wait: 500_000_000 });
  const reading = await readOn(log.js, 'RESTART', 'c', () => 'ack');
  const publishing = setInterval(() => void log.publish('RESTART.a', 1).catch(() => {}), 20);
  await log.until('RESTART', 'c', 'its progress', ({ ackFloor }) => (ackFloor ?? 0) > 10);
  await log.operations.nats.kill();
  const away = await waitUntil(async () => ((await list()).watch.current ? undefined : list()), {
    what: 'the watch to report that it reads nothing',
  });
  assert.match(away.watch.why, /\.$/);
  assert.ok(away.consumers.length > 0);
  await log.operations.nats.restart();
  await waitUntil(async () => (await list()).watch.current, {
    what: 'the watch to read again',
  });
  const seen = new Set<string>();
  const until = Date.now() + LONG;
  await log.until('RESTART', 'c', 'two windows', ({ status }) => {
    seen.add(status);
    return Date.now() > until;
  });
  clearInterval(publishing);
  await reading.close();
  assert.deepEqual(
    [...seen].filter((status) => !['ok', 'rewind'].includes(status)),
    [],
  );
});

test('the history shows lag over time, even after its file was deleted', async () => {
  const path = '/ops/v1/consumers/WORK/c/history';
  const history = async (query = '') => (await log.operations.olga.request('GET', path + query)).body;
  const lately = `?from=${new Date(Date.now() - 120_000).toISOString()}`;
  const before = await history(lately);
  assert.equal(before.resolution, 'second');
  assert.ok(Math.max(...before.points.map(({ lagMax }: { lagMax: number }) => lagMax)) >= 10);
  assert.equal((await history('?resolution=hour')).points.length, 1);
  assert.equal(
    (await log.operations.olga.request('GET', `${path}?from=2026-02-01&until=2026-01-01`)).status,
    400,
  );
  const { dataDir } = log.operations;
  for (const file of readdirSync(dataDir).filter((name) => name.startsWith('lag-history'))) {
    rmSync(join(dataDir, file));
  }
  await waitUntil(async () => (await history(lately)).points.length > 0, { what: 'points in the new file' });
  const changes = async () =>
    (await log.operations.olga.request('GET', '/ops/v1/changes?consumer=c')).body.changes;
  await waitUntil(async () => (await changes()).length >= 2, { what: 'the changes in the new file' });
});
