import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangeList } from '../../../contracts/changes.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import { loadOperatorKeys } from '../../../platform/configuration/api-keys.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { silentProcesses } from '../../../server/operations/heartbeats/silent-processes.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startPipeline } from '../../engines/pipeline.ts';
import { startRole } from '../../engines/role.ts';
import { startWaybill } from '../../engines/waybill.ts';

const key = (dataDir: string) => loadOperatorKeys(readSettings({ WAYBILL_DATA_DIR: dataDir }))[0]!.key;

async function changesOf(operations: string, dataDir: string): Promise<PipelineChange[]> {
  const response = await fetch(`${operations}/ops/v1/changes?limit=500`, {
    headers: { authorization: `Bearer ${key(dataDir)}` },
  });
  assert.equal(response.status, 200);
  return ((await response.json()) as ChangeList).changes as unknown as PipelineChange[];
}

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
  const away = changes.flatMap((one) => (one.kind === 'log-away' ? [one] : []));
  assert.equal(away.length, 1, 'several roles lost it, and it is one entry');
  assert.equal(away[0]?.restarted, true);
  assert.ok(Date.parse(away[0]!.since) <= Date.parse(away[0]!.until));
  assert.ok(changes.some((one) => one.kind === 'process-started' && one.role === 'nats'));
});

test('a process that was killed without a supervisor is reported as silent, once', async (t) => {
  const pipeline = await startPipeline();
  t.after(pipeline.stop);
  const operations = await startRole('operations', { ...pipeline.environment, WAYBILL_OPERATIONS_PORT: '0' });
  t.after(operations.stop);
  const { pid } = pipeline.worker;
  await pipeline.worker.kill();
  await pipeline.gateway.stop();
  const silent = await waitUntil(
    async () => {
      const found = await changesOf(operations.url, pipeline.dataDir);
      const all = found.flatMap((one) => (one.kind === 'process-silent' ? [one] : []));
      return all.length > 0 ? all : undefined;
    },
    { what: 'the silence to be reported', timeoutMs: 40_000 },
  );
  assert.equal(silent.length, 1, 'one that reported its stop is not silent');
  assert.ok(silent[0]?.process.endsWith(`:${pid}`));
  assert.equal(silent[0]?.role, 'worker:history');
});

test('a process is silent when it reported a start and no end, and sends no heartbeats', () => {
  const life = (
    id: string,
    kind: 'process-started' | 'process-stopped' | 'process-silent',
    process: string,
    role = 'gateway',
  ): PipelineChange => ({
    id,
    at: '2026-01-01T00:00:00.000Z',
    kind,
    role,
    process,
    version: '1',
    why: null,
  });
  // The newest first.
  const changes = [
    life('7', 'process-silent', 'a:4'),
    life('6', 'process-started', 'a:3'),
    life('5', 'process-stopped', 'a:3'),
    life('4', 'process-started', 'a:9', 'nats'),
    life('3', 'process-started', 'a:4'),
    life('2', 'process-started', 'a:2'),
    life('1', 'process-started', 'a:1'),
  ];
  const connected = [{ role: 'gateway', process: 'a:1', version: '1' }];
  assert.deepEqual(
    silentProcesses(changes, connected).map(({ startId }) => startId),
    ['6', '2'],
  );
});
