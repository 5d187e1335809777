import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { mountSmallDisk, type SmallDisk } from '../../engines/small-disk.ts';
import { startWaybill } from '../../engines/waybill.ts';

const why = natsServerBinary() ? undefined : 'no nats-server';
const disks = [mountSmallDisk({ mebibytes: 32 }), mountSmallDisk({ mebibytes: 32 })] as const;
const skip = why ?? (typeof disks[0] === 'string' ? disks[0] : false);
const roles = ['gateway', 'worker:history', 'operations'];

async function startOn(disk: SmallDisk) {
  const dataDir = join(disk.path, 'data');
  mkdirSync(dataDir);
  const waybill = await startWaybill({
    args: ['--roles', `nats,${roles.join(',')}`],
    env: {
      WAYBILL_DATA_DIR: dataDir,
      WAYBILL_MIN_FREE_DISK_BYTES: String(4 * 1024 ** 2),
      // A worker that could not write is restarted. It gets the events that it held after this time.
      WAYBILL_ACK_WAIT_MS: '2000',
      WAYBILL_LOG_PROBE_INTERVAL_MS: '200',
      WAYBILL_NATS_REQUEST_TIMEOUT_MS: '500',
      WAYBILL_ACCEPT_DEADLINE_MS: '1000',
      WAYBILL_PUBLISH_TIMEOUT_MS: '300',
      WAYBILL_RESTART_DELAY_MAX_MS: '1000',
      WAYBILL_LOG_RESTART_DELAY_MAX_MS: '2000',
      // Small, so that lines are dropped.
      WAYBILL_LOG_BUFFER_BYTES: '1024',
    },
  });
  const authorization = `Bearer ${waybill.apiKey}`;
  const accepted: string[] = [];
  const get = (path: string) =>
    fetch(`${waybill.gateway}${path}`, { headers: { authorization }, signal: AbortSignal.timeout(3_000) });
  return {
    waybill,
    dataDir,
    accepted,
    get,
    async send(key?: string) {
      const response = await fetch(`${waybill.gateway}/v1/channels/general/messages`, {
        method: 'POST',
        headers: {
          authorization,
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': `"${key}"` }),
        },
        body: JSON.stringify({ text: 'x'.repeat(2_000) }),
        signal: AbortSignal.timeout(10_000),
      });
      const body = (await response.json()) as { commandId: string; type?: string };
      if (response.status === 202) accepted.push(body.commandId);
      return { status: response.status, type: body.type };
    },
    async allApplied() {
      for (const id of accepted) {
        await waitUntil(
          async () => {
            const response = await get(`/v1/commands/${id}`);
            return response.ok && ((await response.json()) as { state: string }).state === 'applied';
          },
          { what: `command ${id} to be applied`, timeoutMs: 30_000 },
        );
      }
    },
  };
}

test('on a full disk reads work and commands are refused as not accepted; then everything recovers without help', {
  skip,
}, async (t) => {
  const [disk] = disks;
  if (typeof disk === 'string') return;
  const { waybill, send, get, accepted, allApplied } = await startOn(disk);
  t.after(waybill.stop);
  assert.equal((await send()).status, 202);
  await allApplied();
  disk.fill();
  const refuses = () => waitUntil(async () => (await send()).status === 503, { what: 'the log to refuse' });
  await refuses();
  await waitUntil(() => waybill.output().includes('is full'));
  const natsServer = waybill.pid('nats');
  for (let times = 0; times < 3; times += 1) {
    const began = performance.now();
    // One command of a partition may be the trial whether it confirms again.
    assert.ok([503, 504].includes((await send()).status));
    assert.deepEqual(await send('a-key'), { status: 503, type: '/problems/not-accepted' });
    assert.ok(performance.now() - began < 25_000);
    assert.equal((await get('/health/live')).status, 200);
    assert.equal((await get('/v1/channels/general/messages')).status, 200);
    assert.equal((await fetch(`${waybill.operations}/health/live`)).status, 200);
  }
  assert.equal(waybill.pid('nats'), natsServer, 'nats-server is not restarted while there is no space');
  assert.equal(waybill.output().match(/is full/g)?.length, 1);

  // A role that ends is restarted on the full disk, and its record is written in place.
  for (const role of roles) waybill.kill(role);
  const before = roles.map((role) => waybill.pid(role));
  await waitUntil(async () => (await get('/health/live')).status === 200);
  await waitUntil(() => roles.every((role, n) => waybill.pid(role) !== before[n]));
  await refuses();

  disk.empty();
  await waitUntil(async () => (await send()).status === 202, {
    what: 'the log to accept again',
  });
  assert.notEqual(waybill.pid('nats'), natsServer);
  await allApplied();
  assert.ok(accepted.length >= 2);
  assert.equal(waybill.child.exitCode, null);
});

test('a data folder that becomes read-only ends nothing for good; once it is writable again, everything recovers without help', {
  skip,
}, async (t) => {
  const [, disk] = disks;
  if (typeof disk === 'string') return;
  const { waybill, send, get, allApplied, dataDir } = await startOn(disk);
  t.after(waybill.stop);
  assert.equal((await send()).status, 202);
  await allApplied();
  const makeWritable = disk.makeReadOnly(dataDir);
  t.after(makeWritable);
  for (const role of ['nats', ...roles]) waybill.kill(role);
  await waitUntil(async () => (await get('/health/live')).status === 200);
  await waitUntil(() => /gateway\.log can't be opened/.test(waybill.output()));
  assert.ok((await send()).status >= 500);

  makeWritable();
  await waitUntil(async () => (await send()).status === 202, {
    what: 'the log to accept again',
    timeoutMs: 40_000,
  });
  await allApplied();
  await waitUntil(async () => (await fetch(`${waybill.operations}/health/ready`)).ok);
  assert.equal(waybill.child.exitCode, null);
});
