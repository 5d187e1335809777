import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { headers as natsHeaders } from 'nats';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { closeGeneration } from '../../../adapters/jetstream/streams/close-generation.ts';
import { compareLog } from '../../../adapters/jetstream/streams/compare-log.ts';
import { ensureLog } from '../../../adapters/jetstream/streams/ensure-log.ts';
import { findLostStreams } from '../../../adapters/jetstream/streams/find-lost-streams.ts';
import { listGenerations } from '../../../adapters/jetstream/streams/list-generations.ts';
import { listStreams } from '../../../adapters/jetstream/streams/list-streams.ts';
import { recordOf, updateLogRecord } from '../../../adapters/jetstream/streams/log-record.ts';
import { SeenStreams } from '../../../adapters/jetstream/streams/seen-streams.ts';
import { readSnapshot, startGeneration } from '../../../adapters/jetstream/streams/start-generation.ts';
import { eventStreamConfig } from '../../../adapters/jetstream/streams/stream-configs.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { startLog, type TestLog } from '../../engines/log.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const settings = { ...readSettings({}), partitionMaxBytes: 8 * 1024 ** 2 };

describe('a stream keeps its identity', { skip }, () => {
  let log: TestLog;
  before(async () => {
    log = await startLog({ partitions: 2, partitionMaxBytes: settings.partitionMaxBytes });
  });
  after(() => log?.stop());

  const publish = (generation: number, partition: number, id: string) =>
    log.link.connection.request(`events.${generation}-${partition}.channel.c.message-sent`, id, {
      timeout: 5_000,
    });
  const restart = async () => {
    await log.nats.kill();
    await log.nats.restart();
    await log.link.whenUp(30_000);
  };
  const ensure = (seen = new SeenStreams()) => ensureLog(log.link, settings, 2, seen);
  const look = async (seen: SeenStreams) => seen.take(await listStreams(log.link));

  test('over restarts of nats-server with a configuration change in between', async () => {
    const seen = new SeenStreams();
    await ensure(seen);
    await look(seen);
    // Nothing was stored before the first restart: no content is older than the creation time that the server reports.
    await restart();
    await publish(1, 0, 'a');
    const created = (await streamInfo(log.link, 'EVENTS-1-0'))?.created;
    await startGeneration(log.link, settings, 2);
    await publish(2, 1, 'b');
    await look(seen);
    await restart();
    assert.notEqual(
      (await streamInfo(log.link, 'EVENTS-1-0'))?.created,
      created,
      'the server reports another time',
    );

    for (const known of [new SeenStreams(), seen]) {
      const ensured = await ensure(known);
      assert.deepEqual(ensured.lost, []);
      assert.deepEqual(ensured.lostStreams, []);
      assert.equal(ensured.generation.number, 2);
    }
    await restart();
    await startGeneration(log.link, settings, 2);
    await restart();
    assert.deepEqual((await ensure()).lost, []);
    const generations = await listGenerations(log.link);
    assert.deepEqual(
      generations.map(({ number, streams }) => [number, streams.size]),
      [
        [1, 2],
        [2, 2],
        [3, 2],
      ],
    );
  });

  test('but a stream created again from its own configuration has another', async () => {
    const seen = new SeenStreams();
    await publish(3, 0, 'c');
    await ensure(seen);
    await look(seen);
    const { config } = (await streamInfo(log.link, 'EVENTS-3-0'))!;
    await apiRequest(log.link, 'STREAM.DELETE.EVENTS-3-0');
    await apiRequest(log.link, 'STREAM.CREATE.EVENTS-3-0', config);
    await publish(3, 0, 'd');
    await publish(3, 0, 'e');
    for (const known of [new SeenStreams(), seen]) {
      const streams = await listStreams(log.link);
      const lost = findLostStreams(streams, recordOf(streams), known, known.mark(), Date.now());
      assert.deepEqual(
        lost.map(({ stream, how }) => `${stream} ${how}`),
        ['EVENTS-3-0 replaced'],
      );
    }
  });
});

describe('the end of a stream', { skip }, () => {
  test('is compared with what was confirmed before the streams were listed, not with later messages', async (t) => {
    const log = await startLog({ partitions: 1, partitionMaxBytes: settings.partitionMaxBytes });
    t.after(() => log.stop());
    const publish = () =>
      log.link.connection.request('events.1-0.channel.c.message-sent', 'x', { timeout: 30_000 });
    const seen = new SeenStreams();
    await publish();
    await ensureLog(log.link, settings, 1, seen);
    seen.take(await listStreams(log.link));
    const mark = seen.mark();
    const listed = await listStreams(log.link);
    for (let sequence = 2; sequence <= 5; sequence += 1) {
      await publish();
      assert.ok(seen.confirmed(1, 0, sequence));
    }
    const record = recordOf(listed);
    // Meanwhile another comparison of this process makes its own mark.
    const later = seen.mark();
    assert.deepEqual(findLostStreams(listed, record, seen, mark, Date.now()), []);
    // Events confirmed before this list must be in it.
    assert.deepEqual(
      findLostStreams(listed, record, seen, later, Date.now()).map(({ how, messages }) => [how, messages]),
      [['shortened', 4]],
    );
    assert.deepEqual(findLostStreams(await listStreams(log.link), record, seen, later, Date.now()), []);
  });
});

describe('the record of the log', { skip }, () => {
  test('is written again if another process overwrote it with an older one', async (t) => {
    const log = await startLog({ partitions: 1, partitionMaxBytes: settings.partitionMaxBytes });
    t.after(() => log.stop());
    const seen = new SeenStreams();
    const ensure = async () => {
      const { generation } = await ensureLog(log.link, settings, 1, seen);
      seen.take(await listStreams(log.link));
      return generation;
    };
    await ensure();
    const older = recordOf(await listStreams(log.link));
    await apiRequest(log.link, 'STREAM.DELETE.EVENTS-1-0');
    const generation = await ensure();
    const record = recordOf(await listStreams(log.link));
    assert.deepEqual([generation.number, record.newest, record.lost.length], [2, 2, 1]);
    assert.equal((await compareLog(log.link, settings, generation, seen)).isCurrent, true);
    await updateLogRecord(log.link, () => older);
    assert.equal((await compareLog(log.link, settings, generation, seen)).isCurrent, false);
    assert.equal((await ensure()).number, 2);
    assert.deepEqual(recordOf(await listStreams(log.link)), record);
  });
});

describe('events stored after a stream was restored', { skip }, () => {
  for (const isBegun of [false, true])
    test(`are carried over by the process that ${isBegun ? 'completes' : 'begins'} the next generation`, async (t) => {
      const log = await startLog({ partitions: 1, partitionMaxBytes: settings.partitionMaxBytes });
      t.after(() => log.stop());
      await ensureLog(log.link, settings, 1);
      for (const id of ['a', 'b', 'c']) {
        const headers = natsHeaders();
        headers.set('Nats-Msg-Id', id);
        await log.link.connection.request('events.1-0.channel.c.message-sent', 'x', {
          headers,
          timeout: 5_000,
        });
      }
      const { newest, record } = await readSnapshot(log.link);
      const info = newest!.streams.get(0)!;
      // Like a process that then ends, or is slower than the one below.
      await closeGeneration(log.link, newest!, 1, record, [{ info, after: 1 }]);
      const config = eventStreamConfig(settings, 2, 0, 1);
      if (isBegun) await apiRequest(log.link, 'STREAM.CREATE.EVENTS-2-0', config);
      const { generation } = await ensureLog(log.link, settings, 1);
      assert.equal(generation.number, 2);
      assert.equal((await streamInfo(log.link, 'EVENTS-2-0'))?.state.messages, 2);
    });
});
