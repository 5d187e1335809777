import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangeList } from '../../../contracts/changes.ts';
import type { ConsumerDetail, ConsumerList } from '../../../contracts/consumers.ts';
import { HEARTBEAT_MISSING_MS } from '../../../contracts/heartbeat.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import { loadOperatorKeys } from '../../../platform/configuration/api-keys.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { LastWorkers } from '../../../server/operations/heartbeats/last-workers.ts';
import {
  isLifeChange,
  returnedProcesses,
  silentProcesses,
} from '../../../server/operations/heartbeats/silent-processes.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startPipeline } from '../../engines/pipeline.ts';
import { startRole } from '../../engines/role.ts';
import { suspended } from '../../engines/suspended.ts';
import { startWaybill } from '../../engines/waybill.ts';

const key = (dataDir: string) => loadOperatorKeys(readSettings({ WAYBILL_DATA_DIR: dataDir }))[0]!.key;

async function answer<Body>(operations: string, dataDir: string, path: string): Promise<Body> {
  const response = await fetch(operations + path, { headers: { authorization: `Bearer ${key(dataDir)}` } });
  assert.equal(response.status, 200);
  return (await response.json()) as Body;
}

const changesOf = async (operations: string, dataDir: string): Promise<PipelineChange[]> =>
  (await answer<ChangeList>(operations, dataDir, '/ops/v1/changes?limit=500'))
    .changes as unknown as PipelineChange[];

test('the end of every killed process is in the timeline, nats-server’s too, and that the log was unavailable once', async (t) => {
  const waybill = await startWaybill({ args: ['--roles', 'nats,gateway,worker:history,operations'] });
  t.after(waybill.stop);
  const killed = ['nats', 'gateway', 'worker:history', 'operations'];
  const pids = new Map(killed.map((role) => [role, waybill.pid(role)]));
  waybill.kill('nats');
  await waitUntil(() => waybill.output().includes('nats-server runs again'));
  for (const role of killed.slice(1)) waybill.kill(role);
  const changes = await waitUntil(
    async () => {
      const found = await changesOf(waybill.operations, waybill.dataDir);
      return killed.every((role) => found.some((one) => one.kind === 'process-stopped' && one.role === role))
        ? found
        : undefined;
    },
    { what: 'the ends to be reported' },
  );
  for (const role of killed) {
    const ends = changes.flatMap((one) => (one.kind === 'process-stopped' && one.role === role ? [one] : []));
    assert.equal(ends.length, 1, role);
    assert.ok(ends[0]?.process.endsWith(`:${pids.get(role)}`), role);
    assert.match(ends[0]?.why ?? '', /killed by SIGKILL/);
  }
  const away = changes.flatMap((one) => (one.kind === 'log-unreachable' ? [one] : []));
  assert.equal(away.length, 1, 'several roles lost it, and it is one entry');
  assert.equal(away[0]?.restarted, true);
  assert.ok(Date.parse(away[0]!.since) <= Date.parse(away[0]!.until));
  assert.ok(changes.some((one) => one.kind === 'process-started' && one.role === 'nats'));
});

test('a process that falls silent without a supervisor is reported once, and its return; then its end too', async (t) => {
  const pipeline = await startPipeline();
  t.after(pipeline.stop);
  const operations = await startRole('operations', { ...pipeline.environment, WAYBILL_OPERATIONS_PORT: '0' });
  t.after(operations.stop);
  const { pid } = pipeline.worker;
  const reported = (...kinds: LifeKind[]) =>
    waitUntil(
      async () => {
        const found = await changesOf(operations.url, pipeline.dataDir);
        // The oldest first.
        const all = found.toReversed().filter(({ kind }) => /^process-(silent|returned)$/.test(kind));
        return all.length >= kinds.length ? all : undefined;
      },
      { what: `${kinds} to be reported`, timeoutMs: 40_000 },
    ).then((all) => {
      assert.deepEqual(
        all.map(({ kind }) => kind),
        kinds,
      );
      return all.flatMap((one) => (isLifeChange(one) ? [one] : []));
    });
  await pipeline.gateway.stop();
  await suspended(pipeline.worker);
  await reported('process-silent');
  pipeline.worker.resume();
  await reported('process-silent', 'process-returned');
  await pipeline.worker.kill();
  const silent = await reported('process-silent', 'process-returned', 'process-silent');
  for (const { process, role } of silent) {
    assert.ok(process.endsWith(`:${pid}`), 'a process that reported its stop is not silent');
    assert.equal(role, 'worker:history');
  }

  // A service that has never heard this worker names it all the same.
  await operations.stop();
  const restarted = await startRole('operations', { ...pipeline.environment, WAYBILL_OPERATIONS_PORT: '0' });
  t.after(restarted.stop);
  const lastWorker = await waitUntil(
    async () => {
      const get = <Body>(path: string) => answer<Body>(restarted.url, pipeline.dataDir, path);
      const { consumers } = await get<ConsumerList>('/ops/v1/consumers');
      const { stream, consumer } = consumers.find(({ projection }) => projection === 'history')!;
      return (await get<ConsumerDetail>(`/ops/v1/consumers/${stream}/${consumer}`)).lastWorker;
    },
    { what: 'the last worker to be known' },
  );
  assert.deepEqual([lastWorker.process, lastWorker.did], [silent[0]?.process, 'reported']);
});

test('the last worker of a projection is the one that did something last, from heartbeats and from the log', () => {
  const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  const of = (kind: LifeKind, process: string, minute: number, role = 'worker:history') =>
    life(kind, { process, role, at: at(minute) });
  const last = new LastWorkers();
  assert.equal(last.of('history'), null);
  last.recall([of('process-started', 'a:1', 1), of('process-started', 'g:1', 9, 'gateway')]);
  assert.deepEqual(last.of('history'), { process: 'a:1', did: 'started', at: Date.parse(at(1)) });
  // The newest first, as they are read.
  last.recall([of('process-stopped', 'a:1', 5), of('process-started', 'a:1', 1)]);
  assert.deepEqual(last.of('history'), { process: 'a:1', did: 'stopped', at: Date.parse(at(5)) });
  last.recall([of('process-silent', 'b:2', 6)]);
  assert.deepEqual(last.of('history'), {
    process: 'b:2',
    did: 'reported',
    at: Date.parse(at(6)) - HEARTBEAT_MISSING_MS,
  });
  last.beat('history', 'c:3');
  const beaten = last.of('history');
  assert.deepEqual([beaten?.process, beaten?.did], ['c:3', 'reported']);
  const later = new Date(beaten!.at + 60_000).toISOString();
  last.recall([life('process-silent', { process: 'c:3', role: 'worker:history', at: later })]);
  assert.deepEqual(last.of('history'), beaten);
  last.recall([life('process-stopped', { process: 'c:3', role: 'worker:history', at: later })]);
  assert.equal(last.of('history')?.did, 'stopped');
});

type LifeKind = 'process-started' | 'process-stopped' | 'process-silent' | 'process-returned';

const life = (
  kind: LifeKind,
  known: { process: string; id?: string; role?: string; at?: string },
): PipelineChange => ({
  id: '1',
  role: 'gateway',
  at: '2026-01-01T00:00:00.000Z',
  version: '1',
  why: null,
  ...known,
  kind,
});

test('a silent process that sends heartbeats again has returned, and can fall silent again', () => {
  const silent = life('process-silent', { id: '2', process: 'a:1', at: '2026-01-01T00:10:00.000Z' });
  const changes = [silent, life('process-started', { id: '1', process: 'a:1' })];
  const beating = {
    role: 'gateway',
    process: 'a:1',
    version: '1',
    startedAt: Date.parse('2026-01-01T00:00:00.000Z'),
  };
  const { startedAt: _began, ...process } = beating;
  assert.deepEqual(returnedProcesses(changes, [beating]), [{ ...process, silentAt: silent.at }]);
  const later = { ...beating, startedAt: Date.parse('2026-01-01T00:20:00.000Z') };
  assert.deepEqual(returnedProcesses(changes, [later]), [], 'another process with the same id');
  const since = [life('process-returned', { id: '3', process: 'a:1' }), ...changes];
  assert.deepEqual(returnedProcesses(since, [beating]), [], 'it was reported');
  assert.deepEqual(silentProcesses(since, [beating]), []);
  assert.deepEqual(silentProcesses(since, []), [{ ...process, sinceId: '3' }]);
});

test('a process is silent when it reported a start and no end, and sends no heartbeats', () => {
  // The newest first.
  const changes = [
    life('process-silent', { id: '7', process: 'a:4' }),
    life('process-started', { id: '6', process: 'a:3' }),
    life('process-stopped', { id: '5', process: 'a:3' }),
    life('process-started', { id: '4', process: 'a:9', role: 'nats' }),
    life('process-started', { id: '3', process: 'a:4' }),
    life('process-started', { id: '2', process: 'a:2' }),
    life('process-started', { id: '1', process: 'a:1' }),
  ];
  const connected = [{ role: 'gateway', process: 'a:1', version: '1' }];
  assert.deepEqual(
    silentProcesses(changes, connected).map(({ sinceId }) => sinceId),
    ['6', '2'],
  );
});
