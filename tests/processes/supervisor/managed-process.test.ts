import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ManagedProcess } from '../../../processes/supervisor/managed-process.ts';
import { readProcessRecords } from '../../../processes/supervisor/process-records.ts';
import type { StartError } from '../../../processes/supervisor/start-error.ts';
import { waitUntil } from '../../engines/condition.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';
import { fixturePlan, notesFile } from './fixtures/plan.ts';

const limits = { restartDelayMs: 20, restartDelayMaxMs: 100, restartResetMs: 600_000, startAttempts: 3 };

function manage(t: TestContext, behaviour?: string, changes: Partial<typeof limits> = {}) {
  const folder = temporaryFolder('managed');
  const said: string[] = [];
  const failures: StartError[] = [];
  const managed = new ManagedProcess(fixturePlan(folder.path, 'gateway', behaviour), {
    limits: { ...limits, ...changes },
    recordsFolder: `${folder.path}/processes`,
    say: (line) => said.push(line),
    failed: (error) => failures.push(error),
  });
  t.after(async () => {
    managed.kill();
    await managed.stop();
    folder.remove();
  });
  const notes = () => readFileSync(notesFile(folder.path, 'gateway'), 'utf8').trim().split('\n');
  return { managed, said, failures, notes };
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a killed process is restarted, and keeps its name and URL', async (t) => {
  const { managed, said } = manage(t);
  managed.start();
  await managed.whenReady();
  const first = managed.pid!;
  process.kill(first, 'SIGKILL');
  await waitUntil(() => managed.state === 'running' && managed.pid !== first);
  assert.equal(managed.url, 'http://127.0.0.1:1');
  assert.match(said[0]!, /^The gateway ended \(killed by SIGKILL\). It starts again in 20 ms/);
  assert.equal(said[1], 'The gateway runs again.');
});

test('each further end doubles the delay, up to the maximum', async (t) => {
  const { managed, said } = manage(t);
  managed.start();
  await managed.whenReady();
  for (let kills = 0; kills < 5; kills += 1) {
    const pid = managed.pid!;
    process.kill(pid, 'SIGKILL');
    await waitUntil(() => managed.state === 'running' && managed.pid !== pid);
  }
  const delays = said.flatMap((line) => line.match(/again in ([0-9]+) ms/)?.[1] ?? []);
  assert.deepEqual(delays, ['20', '40', '80', '100', '100']);
});

test('exit code 78 is final: no restart, and the error is the role’s own sentence', async (t) => {
  const { managed, failures, notes } = manage(t, 'bad-settings');
  managed.start();
  await assert.rejects(managed.whenReady(), { name: 'StartError', message: 'The setting is wrong.' });
  assert.equal(failures.length, 1);
  assert.equal(managed.state, 'failed');
  assert.equal(notes().length, 1);
});

test('a process that never becomes ready ends the start after the given attempts', async (t) => {
  const { managed, notes } = manage(t, 'crash');
  managed.start();
  await assert.rejects(managed.whenReady(), /The gateway does not start: it ended 3 times \(exit code 1\)/);
  assert.equal(notes().length, 3);
});

test('stop sends SIGTERM and lets the process finish', async (t) => {
  const { managed, notes } = manage(t);
  managed.start();
  await managed.whenReady();
  const pid = managed.pid!;
  await managed.stop();
  assert.equal(notes().at(-1), 'end');
  assert.equal(isAlive(pid), false);
  assert.equal(managed.state, 'stopped');
});

test('a process that ignores SIGTERM is killed when its time is up', async (t) => {
  const { managed, notes } = manage(t, 'stubborn');
  managed.start();
  await managed.whenReady();
  const pid = managed.pid!;
  const begin = performance.now();
  await managed.stop();
  assert.equal(notes().at(-1), 'ignored');
  assert.equal(isAlive(pid), false);
  const took = performance.now() - begin;
  assert.ok(took >= 480 && took < 30_000, `it took ${took} ms`);
});

test('a stop during the wait for a restart prevents the restart', async (t) => {
  const restartDelayMs = 1_000;
  const { managed, notes } = manage(t, undefined, { restartDelayMs, restartDelayMaxMs: restartDelayMs });
  managed.start();
  await managed.whenReady();
  process.kill(managed.pid!, 'SIGKILL');
  await waitUntil(() => managed.state === 'waiting', { intervalMs: 1 });
  await managed.stop();
  const before = notes().length;
  await new Promise((resolve) => setTimeout(resolve, 1.5 * restartDelayMs));
  assert.equal(notes().length, before);
});

test('restart ends the process and starts it at once, and doesn’t count as a failure', async (t) => {
  const { managed, said } = manage(t);
  managed.start();
  await managed.whenReady();
  const first = managed.pid!;
  await managed.restart();
  await waitUntil(() => managed.state === 'running');
  assert.notEqual(managed.pid, first);
  assert.deepEqual(said, ['The gateway runs again.']);
});

test('a missing program gives one sentence', async (t) => {
  const folder = temporaryFolder('managed');
  t.after(folder.remove);
  const managed = new ManagedProcess(
    { ...fixturePlan(folder.path, 'nats'), title: 'nats-server', file: `${folder.path}/absent` },
    { limits, recordsFolder: folder.path, say() {}, failed() {} },
  );
  managed.start();
  await assert.rejects(
    managed.whenReady(),
    /^StartError: nats-server could not start .*absent could not be run/,
  );
});

test('after it was ready once, a process is restarted whatever its exit code', async (t) => {
  const { managed, failures, notes } = manage(t, 'bad-settings-later');
  managed.start();
  await managed.whenReady();
  process.kill(managed.pid!, 'SIGUSR2');
  await waitUntil(() => notes().filter((note) => note.startsWith('start')).length >= 2);
  assert.deepEqual(failures, []);
});

test('if a process can’t be started because of its files or its log, the start is retried and ends nothing', async (t) => {
  const folder = temporaryFolder('managed');
  t.after(folder.remove);
  const said: string[] = [];
  let fails = 2;
  const plan = fixturePlan(folder.path, 'gateway');
  // A file where the folders of logs and records should be.
  writeFileSync(join(folder.path, 'logs'), '');
  writeFileSync(join(folder.path, 'processes'), '');
  const managed = new ManagedProcess(
    {
      ...plan,
      prepare() {
        fails -= 1;
        if (fails >= 0) throw new Error('ENOSPC: no space left on device');
      },
    },
    { limits, recordsFolder: join(folder.path, 'processes'), say: (line) => said.push(line), failed() {} },
  );
  t.after(() => managed.stop());
  managed.start();
  await managed.whenReady();
  assert.match(said[0]!, /The gateway ended \(ENOSPC: no space left on device\). It starts again/);
  assert.match(
    said.join('\n'),
    /gateway\.log can't be opened, so the gateway writes no log until it restarts/,
  );
  managed.lookAfterFiles(1_024);
  assert.equal(readProcessRecords(join(folder.path, 'processes')).length, 0);

  rmSync(join(folder.path, 'processes'));
  managed.lookAfterFiles(1_024);
  assert.deepEqual(
    readProcessRecords(join(folder.path, 'processes')).map(({ name, pid }) => ({ name, pid })),
    [{ name: 'gateway', pid: managed.pid }],
    'the record is written as soon as it can be',
  );
});

test('each unexpected end is reported, with the process that ended', async (t) => {
  const folder = temporaryFolder('managed');
  const reported: object[] = [];
  const managed = new ManagedProcess(
    { ...fixturePlan(folder.path, 'nats'), channel: false, whenReady: async () => ({}) },
    {
      limits,
      recordsFolder: `${folder.path}/processes`,
      say() {},
      report: (change) => reported.push(change),
      failed() {},
    },
  );
  t.after(async () => {
    managed.kill();
    await managed.stop();
    folder.remove();
  });
  managed.start();
  await managed.whenReady();
  const first = managed.pid!;
  process.kill(first, 'SIGKILL');
  await waitUntil(() => reported.length === 2);
  const common = { role: 'nats', startedAt: undefined };
  assert.deepEqual(reported, [
    { ...common, kind: 'process-stopped', pid: first, why: 'killed by SIGKILL (reported by the supervisor)' },
    { ...common, kind: 'process-started', pid: managed.pid, why: null },
  ]);
  await managed.stop();
  assert.equal(reported.length, 2, 'a requested stop is not reported');
});

test('a log that was moved away stays bounded, and this is reported once', async (t) => {
  const { managed, said } = manage(t);
  managed.start();
  await managed.whenReady();
  const { logFile } = managed.plan;
  renameSync(logFile, `${logFile}.moved`);
  appendFileSync(`${logFile}.moved`, 'x'.repeat(2_000));
  managed.lookAfterFiles(1_024);
  managed.lookAfterFiles(1_024);
  assert.equal(statSync(`${logFile}.moved`).size, 0);
  assert.equal(said.filter((line) => /was moved or deleted/.test(line)).length, 1);
});
