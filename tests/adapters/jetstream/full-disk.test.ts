import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { encodeHeaders } from '../../../adapters/jetstream/connection/encode-headers.ts';
import { probeWrites } from '../../../adapters/jetstream/streams/probe-log.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { eventStream, eventSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { firstStored } from '../../../server/operations/reconciliation/first-stored.ts';
import { startLog } from '../../engines/log.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { mountSmallDisk } from '../../engines/small-disk.ts';

const disk = mountSmallDisk({ mebibytes: 16 });
const skip = natsServerBinary() ? (typeof disk === 'string' ? disk : false) : 'no nats-server';

test('on a full disk no probe is confirmed, and an event that was never stored does not count as lost', {
  skip,
}, async (t) => {
  if (typeof disk === 'string') return;
  const log = await startLog({ partitions: 1, nats: { dataDir: join(disk.path, 'nats'), sync: 'always' } });
  t.after(log.stop);
  // Nothing can be deleted from event streams.
  const purged = { name: 'PURGED', subjects: ['purged'] };
  await apiRequest(log.link, 'STREAM.CREATE.PURGED', purged);
  const publish = (subject: string) =>
    log.inbox.publish(subject, encodeHeaders([]), Buffer.from('event'), 1_000);
  const never = eventSubject(1, 0, 'channel', 'general', 'message-sent');
  assert.equal(await probeWrites(log.link, log.inbox, 1_000), 'stored');
  assert.equal((await publish('purged')).kind, 'stored');

  disk.fill();
  assert.notEqual((await publish(never)).kind, 'stored');
  for (let times = 0; times < 3; times += 1)
    assert.notEqual(
      await probeWrites(log.link, log.inbox, 300),
      'stored',
      'a probe needs space, as events do',
    );

  disk.empty();
  await log.nats.restart();
  await log.link.whenUp(30_000);
  await apiRequest(log.link, 'STREAM.PURGE.PURGED');
  const known = async (stream: string, isIndexed: boolean, now = Date.now()) => {
    const info = await streamInfo(log.link, stream);
    assert.deepEqual([info?.state.first_seq, info?.state.last_seq], [2, 1], 'both look alike');
    const event = { commandId: 'a', correlationId: 'b', eventType: 'c', storedAt: 0 };
    const ledger = { named: async () => (isIndexed ? event : null) };
    return firstStored(info!, { generation: 1, partition: 0 }, ledger, now);
  };
  assert.equal(await known(eventStream(1, 0), false), 2);
  assert.equal(await known('PURGED', true), 1, 'somebody deleted it');
  assert.equal(
    await known(eventStream(1, 0), false, Date.now() + 40 * 86_400_000),
    1,
    'the log may have dropped it by age',
  );
});
