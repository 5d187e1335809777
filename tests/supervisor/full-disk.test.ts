import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { mountSmallDisk } from '../engines/small-disk.ts';
import { startWaybill } from '../engines/waybill.ts';

const disk = natsServerBinary() ? mountSmallDisk({ mebibytes: 24 }) : 'no nats-server';

test('after a full disk Waybill accepts again by itself, once there is space', {
  skip: typeof disk === 'string' && disk,
}, async (t) => {
  if (typeof disk === 'string') return;
  t.after(disk.remove);
  const dataDir = join(disk.path, 'data');
  mkdirSync(dataDir);
  const waybill = await startWaybill({
    args: ['--roles', 'nats,gateway,worker:history'],
    env: {
      WAYBILL_DATA_DIR: dataDir,
      WAYBILL_MIN_FREE_DISK_BYTES: String(4 * 1024 ** 2),
      // A worker that could not write is started again; what it held comes to it after this.
      WAYBILL_ACK_WAIT_MS: '2000',
      WAYBILL_LOG_PROBE_INTERVAL_MS: '200',
      WAYBILL_NATS_REQUEST_TIMEOUT_MS: '500',
      WAYBILL_ACCEPT_DEADLINE_MS: '1000',
      WAYBILL_PUBLISH_TIMEOUT_MS: '300',
    },
  });
  t.after(waybill.stop);
  const accepted: string[] = [];
  const send = async () => {
    const response = await fetch(`${waybill.gateway}/v1/channels/general/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${waybill.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'x'.repeat(2_000) }),
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 202) accepted.push(((await response.json()) as { commandId: string }).commandId);
    return response.status;
  };
  assert.equal(await send(), 202);
  disk.fill();
  await waitUntil(async () => (await send()) >= 500, { what: 'the log to refuse', timeoutMs: 20_000 });
  await waitUntil(() => waybill.output().includes('is full'), { timeoutMs: 10_000 });
  const natsServer = waybill.pid('nats');
  for (let times = 0; times < 3; times += 1) assert.ok((await send()) >= 500);
  assert.equal(waybill.pid('nats'), natsServer, 'it is not restarted while there is no space');
  assert.equal(waybill.output().match(/is full/g)?.length, 1);

  disk.empty();
  await waitUntil(async () => (await send()) === 202, { what: 'the log to accept again', timeoutMs: 30_000 });
  assert.notEqual(waybill.pid('nats'), natsServer);
  for (const id of accepted) {
    await waitUntil(
      async () => {
        const response = await fetch(`${waybill.gateway}/v1/commands/${id}`, {
          headers: { authorization: `Bearer ${waybill.apiKey}` },
          signal: AbortSignal.timeout(5_000),
        });
        return response.ok && ((await response.json()) as { state: string }).state === 'applied';
      },
      { what: `command ${id} to be applied`, timeoutMs: 30_000 },
    );
  }
});
