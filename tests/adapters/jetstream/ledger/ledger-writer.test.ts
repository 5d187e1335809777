import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { AckInbox } from '../../../../adapters/jetstream/connection/ack-inbox.ts';
import { apiRequest } from '../../../../adapters/jetstream/connection/api-request.ts';
import type { NatsLink } from '../../../../adapters/jetstream/connection/nats-link.ts';
import { ChangeReporter } from '../../../../adapters/jetstream/publish/change-reporter.ts';
import { type LedgerLimits, LedgerWriter } from '../../../../adapters/jetstream/publish/ledger-writer.ts';
import { fixedStreamConfigs } from '../../../../adapters/jetstream/streams/stream-configs.ts';
import { LEDGER } from '../../../../adapters/jetstream/streams/stream-layout.ts';
import type { LedgerRecord } from '../../../../contracts/ledger.ts';
import { readSettings } from '../../../../platform/configuration/settings.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { startLog, type TestLog } from '../../../engines/log.ts';
import { natsServerBinary, type TestNatsServer } from '../../../engines/nats-server.ts';
import { suspended } from '../../../engines/suspended.ts';
import { changesOf, ledgerMessages } from './read-stream.ts';

const settings = { ...readSettings({}), partitionMaxBytes: 1024 ** 2 };
const limits: LedgerLimits = { ...settings, publishTimeoutMs: 150, ledgerFlushMs: 100 };

describe('the ledger’s writer', { skip: natsServerBinary() ? false : 'no nats-server' }, () => {
  let running: TestLog;
  let nats: TestNatsServer;
  let link: NatsLink;
  let inbox: AckInbox;
  const open: LedgerWriter[] = [];

  before(async () => {
    running = await startLog({ partitionMaxBytes: 1024 ** 2 });
    ({ nats, link, inbox } = running);
  });
  beforeEach(async () => {
    // A new stream of the same name: it has no messages and message ids from earlier tests.
    await apiRequest(link, `STREAM.DELETE.${LEDGER}`);
    await makeLedger();
  });
  // Otherwise a message that is sent again would be in the next test's stream.
  afterEach(() => Promise.all(open.splice(0).map((writer) => writer.close(0))));
  after(() => running?.stop());

  const makeLedger = () =>
    apiRequest(
      link,
      `STREAM.CREATE.${LEDGER}`,
      fixedStreamConfigs(settings).find(({ name }) => name === LEDGER),
    );

  function newWriter(changes: Partial<LedgerLimits> = {}): LedgerWriter {
    const writer = new LedgerWriter({
      link,
      inbox,
      role: 'worker',
      process: 'host:1',
      version: '1.2.3',
      limits: { ...limits, ...changes },
    });
    open.push(writer);
    return writer;
  }

  const recorded = (n: number, text = 'c'): LedgerRecord => ({
    kind: 'unconfirmed',
    commandId: String(n),
    correlationId: text,
    at: n,
  });
  const numbers = (records: LedgerRecord[]) =>
    records.map((record) => ('commandId' in record ? Number(record.commandId) : 0));
  const records = async () => (await ledgerMessages(link)).flatMap((message) => message.records);
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

  test('a single record is sent at once; records within the interval are sent together, in order', async () => {
    newWriter({ ledgerFlushMs: 3_600_000 }).write(recorded(0));
    await waitUntil(async () => (await records()).length === 1, {
      what: 'a record that waits for no interval',
    });
    const writer = newWriter({ ledgerFlushMs: 1_000 });
    writer.write(recorded(1));
    await waitUntil(async () => (await records()).length === 2);
    for (const n of upTo(50).slice(1)) writer.write(recorded(n));
    await waitUntil(async () => (await records()).length === 51);
    const messages = await ledgerMessages(link);
    assert.equal(messages.length, 3);
    assert.deepEqual(numbers(await records()), [0, ...upTo(50)]);
    const [{ subject, v, process, version }] = messages as [(typeof messages)[0]];
    assert.deepEqual([subject, v, process, version], ['ledger.worker', 1, 'host:1', '1.2.3']);
  });

  test('gathering callers add their record before a message is made', async () => {
    const writer = newWriter();
    let gathered = 0;
    writer.beforeFlush(() => writer.write(recorded(gathered)));
    for (let n = 0; n < 10; n += 1) gathered += 1;
    await waitUntil(async () => (await records()).length === 1);
    assert.deepEqual(numbers(await records()), [10]);
  });

  test('a message is limited in bytes, a backlog is sent without delay, and a stop sends the rest', async () => {
    const writer = newWriter({ ledgerFlushMs: 60_000, ledgerMessageBytes: 64 * 1024 });
    for (const n of upTo(300)) writer.write(recorded(n, 'x'.repeat(1_000)));
    await waitUntil(async () => (await records()).length > 200);
    await writer.close(30_000);
    assert.deepEqual(numbers(await records()), upTo(300));
    for (const { bytes } of await ledgerMessages(link)) assert.ok(bytes <= 64 * 1024, `${bytes} bytes`);
  });

  test('an unconfirmed message is sent again under its id, and stored once', async () => {
    const writer = newWriter();
    await suspended(nats);
    writer.write(recorded(1));
    // Long enough for several publishes: the server receives all of them when it continues.
    await delay(1_000);
    nats.resume();
    writer.write(recorded(2));
    await waitUntil(async () => (await records()).length >= 2);
    await writer.close(30_000);
    assert.deepEqual(numbers(await records()), [1, 2]);
    assert.equal(writer.missed, 0);
  });

  test('a server that is killed and restarted has every record, in order', async () => {
    const writer = newWriter();
    writer.write(recorded(1));
    await waitUntil(async () => (await records()).length === 1);
    await nats.kill();
    await waitUntil(() => !link.isUp);
    for (const n of upTo(20).slice(1)) writer.write(recorded(n));
    await nats.restart();
    await waitUntil(async () => link.isUp && (await records()).length === 20);
    assert.deepEqual(numbers(await records()), upTo(20));
    assert.equal(writer.missed, 0);
  });

  test('without the stream, records beyond the queue become a gap record, which is written once the stream exists', async () => {
    await apiRequest(link, `STREAM.DELETE.${LEDGER}`);
    const writer = newWriter({ ledgerQueueRecords: 10 });
    for (const n of upTo(100)) writer.write(recorded(n));
    assert.ok(writer.waiting <= 10);
    assert.ok(writer.missed >= 89);
    await makeLedger();
    await waitUntil(async () => (await records()).some(({ kind }) => kind === 'gap'));
    const all = await records();
    const gap = all.find((record) => record.kind === 'gap')!;
    assert.equal(gap.why, 'queue-full');
    assert.equal(gap.records + all.length - 1, 100);
    assert.ok(gap.from > 0 && gap.until >= gap.from);
  });

  test('records not confirmed within the duplicate window are abandoned, and a gap record says so', async () => {
    await apiRequest(link, `STREAM.DELETE.${LEDGER}`);
    const writer = newWriter({ duplicateWindowMs: 300 });
    writer.write(recorded(1));
    await waitUntil(() => writer.missed === 1, { what: 'the message to be abandoned' });
    await makeLedger();
    await waitUntil(async () => (await records()).length === 1);
    const [gap] = await records();
    assert.equal(gap?.kind === 'gap' && gap.why === 'not-confirmed' && gap.records, 1);
  });

  test('a stream that refuses delays no caller, and a stop waits for it only briefly', async () => {
    await apiRequest(link, `STREAM.UPDATE.${LEDGER}`, {
      ...fixedStreamConfigs(settings).find(({ name }) => name === LEDGER),
      max_msg_size: 10,
    });
    const writer = newWriter();
    const began = performance.now();
    for (const n of upTo(1_000)) writer.write(recorded(n));
    await writer.close(200);
    assert.ok(performance.now() - began < 20_000);
    writer.write(recorded(1));
    assert.equal((await records()).length, 0);
  });

  test('a late change has its own time, and a change that several processes report is stored once', async () => {
    const one = new ChangeReporter(link, inbox, limits);
    const other = new ChangeReporter(link, inbox, limits);
    const change = { kind: 'epoch-begun', projection: 'history', epochId: 'b1', process: 'host:1' } as const;
    await nats.kill();
    await waitUntil(() => !link.isUp);
    one.report(change, { at: 1_000, id: 'epoch-begun:history:b1' });
    other.report(change, { at: 2_000, id: 'epoch-begun:history:b1' });
    one.report({ kind: 'process-stopped', role: 'gateway', process: 'host:1', version: '1', why: 'SIGTERM' });
    await nats.restart();
    await waitUntil(async () => link.isUp && (await changesOf(link)).length === 2);
    await Promise.all([one.close(30_000), other.close(30_000)]);
    const changes = await changesOf(link);
    assert.equal(changes.length, 2);
    const begun = changes.find(({ kind }) => kind === 'epoch-begun');
    assert.ok(['1970-01-01T00:00:01.000Z', '1970-01-01T00:00:02.000Z'].includes(begun?.at ?? ''));
  });
});
