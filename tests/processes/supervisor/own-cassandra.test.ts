import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identifyProcess } from '../../../processes/supervisor/identify-process.ts';
import { withoutCassandra } from '../../engines/cassandra-server.ts';
import { clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { startWaybill } from '../../engines/waybill.ts';

const skip = natsServerBinary() ? withoutCassandra : 'no nats-server';

test('a local Cassandra node is started, restarted and ended like the other roles', { skip }, async (t) => {
  const waybill = await startWaybill({
    args: ['--history', 'cassandra', '--roles', 'nats,cassandra,gateway,worker:history'],
    env: { WAYBILL_CASSANDRA_PORT: '0', WAYBILL_CASSANDRA_HEAP_BYTES: String(512 * 1024 ** 2) },
    timeoutMs: 200_000,
  });
  t.after(waybill.stop);
  const client = clientOf(waybill.gateway, waybill.apiKey, 60_000);
  const before = await client.send('general', 'before');
  await client.status(before.body.commandId, 'applied');

  const first = waybill.pid('cassandra')!;
  waybill.kill('cassandra');
  const meanwhile = await client.send('general', 'meanwhile');
  await waitUntil(() => waybill.output().includes('Cassandra runs again'), {
    timeoutMs: 150_000,
    what: 'Cassandra to run again',
  });
  assert.notEqual(waybill.pid('cassandra'), first);
  await client.status(meanwhile.body.commandId, 'applied');
  const messages = await client.messages('general');
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['meanwhile', 'before'],
  );

  const second = waybill.pid('cassandra')!;
  assert.equal(await waybill.stop(), 0, waybill.output());
  assert.equal(identifyProcess(second), undefined);
  assert.doesNotMatch(waybill.output(), /Killing/);
});
