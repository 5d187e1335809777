import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { encodeHeaders } from '../../../adapters/jetstream/connection/encode-headers.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { eventStreamConfig } from '../../../adapters/jetstream/streams/stream-configs.ts';
import { eventSubject, ledgerSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { LedgerRecord } from '../../../contracts/ledger.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { type RunningLedgerIndex, startLedgerIndex } from '../../../processes/roles/start-ledger-index.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startLog, type TestLog } from '../../engines/log.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

describe('the index of the ledger follows its streams', () => {
  const folder = temporaryFolder('ledger-indexers');
  const settings = { ...readSettings({}), dataDir: folder.path };
  const logger = pino({ level: 'silent' });
  let log: TestLog;
  let link: NatsLink;
  let inbox: AckInbox;
  let running: RunningLedgerIndex;

  before(async () => {
    log = await startLog({ partitions: 2 });
    ({ link, inbox } = log);
    running = startLedgerIndex(link, settings, logger);
  });
  after(async () => {
    await running?.stop();
    await log?.stop();
    folder.remove();
  });

  let events = 0;
  const publish = async (partition: number, correlationId: string, count = 1) => {
    const outcomes = await Promise.all(
      Array.from({ length: count }, () => {
        events += 1;
        const id = `01920000-0000-7000-8000-${String(events).padStart(12, '0')}`;
        const headers = encodeHeaders([
          ['Nats-Msg-Id', id],
          ['ce-id', id],
          ['ce-type', 'chat.message-sent.v1'],
          ['ce-subject', 'channel/general'],
          ['ce-time', new Date().toISOString()],
          ['ce-correlationid', correlationId],
          ['ce-actor', 'alice'],
        ]);
        const subject = eventSubject(1, partition, 'channel', 'general', 'message-sent');
        return inbox.publish(subject, headers, Buffer.from('{}'), 30_000);
      }),
    );
    return outcomes.map((outcome) => (outcome.kind === 'stored' ? outcome.sequence : 0));
  };
  const report = (records: LedgerRecord[]) =>
    inbox.publish(
      ledgerSubject('worker'),
      encodeHeaders([]),
      Buffer.from(JSON.stringify({ v: 1, process: 'host:1', version: '0.1.0', records })),
      30_000,
    );
  const applied = (partition: number, first: number, last: number): LedgerRecord => ({
    kind: 'applied',
    projection: 'history',
    epochId: 'b1',
    generation: 1,
    partition,
    ranges: [[first, last]],
    count: last - first + 1,
    fetchedAt: Date.now(),
    beganAt: Date.now(),
    appliedAt: Date.now(),
    storeWaitMs: 0,
    deliveries: 1,
    longestMs: 5,
  });
  const found = async (correlationId: string) => {
    const { commands } = await running.index.commandsOf(correlationId, { limit: 100, maxCounted: 1_000 });
    const recorded = await running.index.recordedOf(commands.map(({ position }) => position));
    return commands.map((command, n) => ({ ...command, recorded: recorded[n] }));
  };
  const holds = (correlationId: string, count: number) =>
    waitUntil(async () => (await found(correlationId)).length === count, {
      what: `${count} commands of ${correlationId}`,
    });

  test('a partition without events is read by one consumer, however often it is checked', async () => {
    const names = async () => {
      const { consumers } = await apiRequest<{ consumers: string[] | null }>(
        link,
        'CONSUMER.NAMES.EVENTS-1-0',
      );
      return consumers ?? [];
    };
    const [name] = await waitUntil(async () => ((await names()).length === 1 ? await names() : undefined));
    await delay(1_600);
    assert.deepEqual(await names(), [name]);
  });

  test('events of every partition and their records are found by correlation', async () => {
    const [first] = await publish(0, 'both');
    await publish(1, 'both');
    await report([applied(0, first!, first!)]);
    await holds('both', 2);
    await waitUntil(async () => (await found('both'))[0]?.recorded?.applied.length === 1);
    assert.equal((await found('both'))[1]?.recorded?.applied.length, 0);
    await waitUntil(() => running.indexer.currency().caughtUp);
    assert.equal(typeof (await running.indexer.reachesBackTo()), 'number');
  });

  test('a server that is killed and comes back costs nothing but the time', async () => {
    await log.nats.kill();
    await log.nats.restart();
    await link.whenUp(30_000);
    await publish(0, 'after-restart', 3);
    await holds('after-restart', 3);
    assert.equal((await found('both')).length, 2);
  });

  test('an index file deleted at run time is rebuilt, and gives the same answers', async () => {
    await publish(0, 'many', 500);
    await report([applied(0, 2, 400)]);
    await holds('many', 100);
    assert.equal(await running.indexer.readCurrent(60_000, async () => true), true);
    const before = [await found('both'), await found('many')];
    const file = join(folder.path, 'ledger-index.sqlite');
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    await waitUntil(
      async () => {
        const now = [await found('both'), await found('many')];
        assert.deepEqual(now, before);
        return true;
      },
      { what: 'the same answers' },
    );
  });

  test('under a steady load nothing is read twice', async () => {
    for (let round = 0; round < 40; round += 1) await publish(0, 'steady', 25);
    await waitUntil(async () => {
      const { total } = await running.index.commandsOf('steady', { limit: 1, maxCounted: 5_000 });
      return total === 1_000;
    });
    const { commands } = await running.index.size();
    assert.equal(commands, 1_000 + 500 + 3 + 2);
  });

  test('headers that another client took are noticed, and read again', async () => {
    const list = await apiRequest<{ consumers: { name: string }[] }>(link, 'CONSUMER.LIST.EVENTS-1-0');
    const own = list.consumers.find(({ name }) => name.startsWith('headers-'));
    assert.ok(own);
    // Another client takes the index's messages, which to the index are lost.
    let taken = 0;
    const theft = link.connection.subscribe('theft', {
      callback: (_, message) => {
        if (message.reply) taken += 1;
      },
    });
    const pull = { batch: 5, expires: 5_000_000_000 };
    link.connection.publish(`$JS.API.CONSUMER.MSG.NEXT.EVENTS-1-0.${own.name}`, JSON.stringify(pull), {
      reply: 'theft',
    });
    await link.connection.flush();
    await publish(0, 'stolen', 40);
    await waitUntil(() => taken > 0, { what: 'a theft' });
    await publish(0, 'stolen', 10);
    theft.unsubscribe();
    await holds('stolen', 50);
  });

  test('a stream that replaces another is not read, and the contents of the lost one stay known', async () => {
    await apiRequest(link, 'STREAM.DELETE.EVENTS-1-1');
    await apiRequest(link, 'STREAM.CREATE.EVENTS-1-1', eventStreamConfig(settings, 1, 1, 2));
    await publish(1, 'of-the-new-one', 2);
    await publish(0, 'beside-it', 1);
    await holds('beside-it', 1);
    assert.deepEqual(await found('of-the-new-one'), []);
    assert.deepEqual(
      (await found('both')).map(({ position }) => position.partition),
      [0, 1],
    );
  });

  test('a partition of a new generation is followed as soon as it exists', async () => {
    await apiRequest(link, 'STREAM.CREATE.EVENTS-2-0', eventStreamConfig(settings, 2, 0, 1));
    await inbox.publish(
      eventSubject(2, 0, 'channel', 'general', 'message-sent'),
      encodeHeaders([
        ['ce-id', 'x'],
        ['ce-correlationid', 'next-generation'],
      ]),
      Buffer.from('{}'),
      30_000,
    );
    await holds('next-generation', 1);
  });
});
