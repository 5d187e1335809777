import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { StorageErrors } from '../../../processes/supervisor/storage-errors.ts';
import { watchLog } from '../../../processes/supervisor/watch-log.ts';
import { waitUntil } from '../../engines/condition.ts';

/** A log whose state the test sets, watched every 5 ms. */
function watched(t: TestContext, state: Partial<ReturnType<typeof healthy>> = {}) {
  const log = { ...healthy(), ...state };
  const watch = watchLog({
    async probe() {
      log.probes += 1;
      if (log.broken) throw new Error('not confirmed');
    },
    storageError: () => log.storageError,
    freeBytes: async () => log.free,
    streamsExist: log.streamsExist,
    isRunning: () => log.running,
    async restart() {
      log.restarts += 1;
      log.probesAtRestart.push(log.probes);
      if (log.restartHelps) {
        log.broken = false;
        log.storageError = undefined;
      }
    },
    say: (line) => log.said.push(line),
    limits: {
      logProbeIntervalMs: 5,
      logProbeFailures: 3,
      minFreeDiskBytes: 100,
      logRestartDelayMaxMs: 60_000,
    },
  });
  t.after(() => watch.stop());
  const probed = async (times: number) => {
    const until = log.probes + times;
    await waitUntil(() => log.probes >= until, { intervalMs: 2 });
  };
  return { log, probed };
}

const healthy = () => ({
  broken: false,
  storageError: undefined as string | undefined,
  free: 1_000,
  streamsExist: true,
  running: true,
  restartHelps: true,
  restarts: 0,
  probes: 0,
  probesAtRestart: [] as number[],
  said: [] as string[],
});

test('a log that confirms is left alone', async (t) => {
  const { log, probed } = watched(t);
  await probed(10);
  assert.equal(log.restarts, 0);
  assert.deepEqual(log.said, []);
});

test('several unconfirmed writes in a row restart nats-server once, and the recovery is reported', async (t) => {
  const { log, probed } = watched(t, { broken: true });
  await waitUntil(() => log.said.length === 2);
  await probed(5);
  assert.equal(log.restarts, 1);
  assert.match(log.said[0]!, /does not confirm every write: not confirmed\. Restarting it\.$/);
  assert.equal(log.said[1], 'The log confirms writes again.');
});

test('a failed write that the server logged restarts it even if other writes are confirmed', async (t) => {
  const { log } = watched(t, { storageError: 'critical write error' });
  await waitUntil(() => log.restarts === 1);
});

test('a full disk is reported once, nothing is restarted until there is space', async (t) => {
  const { log, probed } = watched(t, { broken: true, free: 10 });
  await probed(20);
  assert.equal(log.restarts, 0);
  assert.equal(log.said.length, 1);
  assert.match(log.said[0]!, /is full/);
  log.free = 1_000;
  await waitUntil(() => log.said.at(-1) === 'The log confirms writes again.');
  assert.equal(log.restarts, 1);
});

test('a restart that does not help is not repeated at once', async (t) => {
  const { log, probed } = watched(t, { broken: true, restartHelps: false });
  await waitUntil(() => log.restarts >= 3);
  const [, second, third] = log.probesAtRestart as [number, number, number];
  assert.ok(third - second >= 4, `${third - second} probes between restarts`);
  await probed(1);
});

test('a single failure doesn’t count, and no failure counts while the server is down', async (t) => {
  const { log, probed } = watched(t);
  await probed(2);
  log.broken = true;
  await probed(1);
  log.broken = false;
  await probed(3);
  log.running = false;
  const probes = log.probes;
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(log.probes - probes <= 1);
  assert.equal(log.restarts, 0);
});

test('before any role has created the streams, a write that finds none doesn’t count', async (t) => {
  const { log, probed } = watched(t, { broken: true, streamsExist: false });
  await probed(10);
  assert.equal(log.restarts, 0);
});

test('nats-server’s log lines about its disk are recognised', () => {
  const lines: [string, boolean][] = [
    [
      "[1] 2026/01/01 00:00:00.0 [ERR] JetStream stream '$G > EVENTS-1-3' critical write error: write x: no space left on device",
      true,
    ],
    [
      '[1] 2026/01/01 00:00:00.0 [ERR] Filestore [PROBE] Critical write error: write x: disk quota exceeded',
      true,
    ],
    [
      '[1] 2026/01/01 00:00:00.0 [WRN] Consumer create failed: write x/meta.inf.tmp: no space left on device (10104)',
      true,
    ],
    ['[1] 2026/01/01 00:00:00.0 [INF] Server is ready', false],
    ['[1] 2026/01/01 00:00:00.0 [WRN] Healthcheck failed', false],
  ];
  for (const [line, expected] of lines) {
    const errors = new StorageErrors();
    errors.line(line);
    assert.equal(errors.last !== undefined, expected, line);
    errors.started();
    assert.equal(errors.last, undefined);
  }
});
