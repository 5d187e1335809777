import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../../../adapters/jetstream/connection/api-request.ts';
import { LEDGER } from '../../../../adapters/jetstream/streams/stream-layout.ts';
import type { Heartbeat } from '../../../../contracts/heartbeat.ts';
import { HEARTBEAT_MS } from '../../../../contracts/heartbeat.ts';
import type { AcceptedRecord, AppliedRecord } from '../../../../contracts/ledger.ts';
import { decodePosition, type Position } from '../../../../contracts/position.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { type FaultyPipeline, startFaultyPipeline } from '../../../engines/faulty-pipeline.ts';
import { natsServerBinary } from '../../../engines/nats-server.ts';
import { startRole } from '../../../engines/role.ts';
import { suspended } from '../../../engines/suspended.ts';
import { changesOf, ledgerMessages, ledgerRecords } from './read-stream.ts';

/** Decodes lists of differences. */
const undo = (differences: number[]): number[] => {
  let value = 0;
  return differences.map((difference) => (value += difference));
};

function confirmed(records: AcceptedRecord[], { generation, partition, sequence }: Position) {
  return records.flatMap((record) => {
    if (record.generation !== generation || record.partition !== partition) return [];
    const at = undo(record.sequences).indexOf(sequence);
    return at < 0
      ? []
      : [{ acceptedAt: undo(record.acceptedAt)[at]!, confirmedAfter: record.confirmedAfter[at]! }];
  });
}

const covers = (record: AppliedRecord, { generation, partition, sequence }: Position): boolean =>
  record.generation === generation &&
  record.partition === partition &&
  record.ranges.some(([first, last]) => first <= sequence && sequence <= last);

describe('what a pipeline records about itself', {
  skip: natsServerBinary() ? false : 'no nats-server',
}, () => {
  const FLUSH_MS = 50;
  let pipeline: FaultyPipeline;
  const beats: Heartbeat[] = [];

  before(async () => {
    pipeline = await startFaultyPipeline({
      WAYBILL_PARTITIONS: '2',
      WAYBILL_LEDGER_FLUSH_MS: String(FLUSH_MS),
      WAYBILL_RETRY_SCHEDULE: '100ms,100ms',
      WAYBILL_CIRCUIT_LAST_BACKOFF_MS: '200',
      WAYBILL_PUBLISH_TIMEOUT_MS: '400',
      WAYBILL_ACCEPT_DEADLINE_MS: '4000',
    });
    pipeline.link.connection.subscribe('heartbeats.>', {
      callback: (_, message) => void beats.push({ ...message.json<Heartbeat>() }),
    });
    pipeline.launch();
  });
  after(() => pipeline?.stop());

  const until = <Value>(what: string, condition: () => Promise<Value>) =>
    waitUntil(condition, { what, timeoutMs: 20_000 });

  test('every accepted command is recorded once, with its times, also if it is repeated', async () => {
    const { alice, link } = pipeline;
    const began = Date.now();
    const sent = await Promise.all(
      Array.from({ length: 40 }, (_, n) => alice.send(`recorded-${n % 5}`, 'good')),
    );
    const keyed = await alice.send('recorded-1', 'good', 'once');
    const again = await alice.send('recorded-1', 'good', 'once');
    assert.equal(again.body.commandId, keyed.body.commandId);
    await until('the last command to be recorded', async () => {
      const records = await ledgerRecords(link, 'accepted');
      return confirmed(records, decodePosition(keyed.body.position)!).length > 0;
    });
    const records = await ledgerRecords(link, 'accepted');
    for (const { body } of [...sent, keyed]) {
      const recorded = confirmed(records, decodePosition(body.position)!);
      assert.equal(recorded.length, 1, body.position);
      assert.equal(recorded[0]!.acceptedAt, Date.parse(body.acceptedAt));
      assert.ok(recorded[0]!.acceptedAt >= began && recorded[0]!.confirmedAfter >= 0);
    }
    const messages = (await ledgerMessages(link)).filter(({ subject }) => subject === 'ledger.gateway');
    // At most one an interval, and one at once after a pause.
    const most = 2 + Math.ceil((Date.now() - began) / FLUSH_MS);
    assert.ok(messages.length <= most, `${messages.length} messages for 41 commands`);
  });

  test('every applied event is recorded, one record per call of the store', async () => {
    const { alice, link } = pipeline;
    const sent = await Promise.all(Array.from({ length: 30 }, () => alice.send('applied', 'good')));
    const positions = sent.map(({ body }) => decodePosition(body.position)!);
    const all = await until('all to be recorded', async () => {
      const records = await ledgerRecords(link, 'applied');
      return positions.every((position) => records.some((record) => covers(record, position)))
        ? records
        : undefined;
    });
    for (const record of all) {
      const { projection, count, ranges, fetchedAt, beganAt, appliedAt, storeWaitMs, deliveries, longestMs } =
        record;
      assert.equal(projection, 'history');
      assert.equal(
        count,
        ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0),
      );
      assert.ok(fetchedAt <= beganAt && beganAt <= appliedAt);
      assert.deepEqual([storeWaitMs, deliveries], [0, 1]);
      assert.ok(longestMs >= 0);
    }
  });

  test('each failed attempt is recorded, and where the event went: retries, applied again, or a dead letter', async () => {
    const { alice, link } = pipeline;
    // One after another: in one batch, one event's fault would fail the calls for all.
    const send = async (text: string, end: string) => {
      const { body } = await alice.send('failing', text);
      await alice.status(body.commandId, end);
      return body;
    };
    const transient = await send('transient 2', 'applied');
    const thrown = await send('throw', 'dead_lettered');
    const poison = await send('poison', 'dead_lettered');
    const applied = await until('the retry to be recorded', async () => {
      const records = await ledgerRecords(link, 'applied-again');
      return records.find(({ events }) => events.some(({ position }) => position === transient.position));
    });
    assert.deepEqual(
      applied.events.find(({ position }) => position === transient.position),
      { position: transient.position, attempt: 3, replayId: null },
    );
    const recorded = async (position: string) =>
      (await ledgerRecords(link, 'failed')).filter((record) => record.position === position);
    await until('all failures to be recorded', async () => (await recorded(thrown.position)).length === 3);
    const shortOf = async (position: string) =>
      (await recorded(position)).map(({ failureClass, code, attempt, next }) => [
        failureClass,
        code,
        attempt,
        next,
      ]);
    assert.deepEqual(await shortOf(transient.position), [
      ['transient', 'CONFLICT', 1, 'retry'],
      ['transient', 'CONFLICT', 2, 'retry'],
    ]);
    assert.deepEqual(await shortOf(thrown.position), [
      ['bug', 'handler-error', 1, 'retry'],
      ['bug', 'handler-error', 2, 'retry'],
      ['bug', 'handler-error', 3, 'dead-letter'],
    ]);
    assert.deepEqual(await shortOf(poison.position), [['poison', 'INVALID', 1, 'dead-letter']]);
    const [first] = await recorded(transient.position);
    assert.deepEqual([first?.eventId, first?.correlationId], [transient.commandId, transient.correlationId]);
    assert.ok(first!.fetchedAt <= first!.failedAt && first!.retryAt! >= first!.failedAt);
    assert.ok(
      !(await ledgerMessages(link)).some((message) => JSON.stringify(message).includes('transient 2')),
      'no payload',
    );
  });

  test('an outage is in heartbeats while it lasts, in the ledger as a wait for the store, and in the timeline', async () => {
    const { alice, link } = pipeline;
    pipeline.faults('outage');
    const { body } = await alice.send('outage', 'good');
    const down = await until('a heartbeat that reports it', async () =>
      beats.find(({ worker }) => worker?.storeDownSince),
    );
    const { circuit, storeDownWhy, storeDownSince, ackPending, streams, consumer, epochId, projection } =
      down.worker!;
    assert.match(circuit, /open/);
    assert.equal(storeDownWhy, 'The disk is full. (SQLITE_FULL)');
    assert.ok(storeDownSince! <= Date.now());
    assert.ok(ackPending >= 1);
    assert.deepEqual([projection, consumer], ['history', `history-${epochId}`]);
    assert.deepEqual(streams.toSorted(), ['EVENTS-1-0', 'EVENTS-1-1', 'RETRIES']);
    assert.ok(down.obstacles.length > 0);
    pipeline.faults('on');
    await alice.status(body.commandId, 'applied');
    const record = await until('it to be recorded', async () =>
      (await ledgerRecords(link, 'applied')).find((one) => covers(one, decodePosition(body.position)!)),
    );
    const waited = record.appliedAt - record.fetchedAt;
    assert.ok(
      record.storeWaitMs > 0 && record.storeWaitMs <= waited + 50,
      `${record.storeWaitMs} of ${waited} ms`,
    );
    const changes = await until('the circuit on the time line', async () => {
      const all = (await changesOf(link)).filter(({ kind }) => kind.startsWith('circuit-'));
      return all.at(-1)?.kind === 'circuit-closed' ? all : undefined;
    });
    assert.deepEqual(
      changes.map(({ kind }) => kind),
      ['circuit-opened', 'circuit-closed'],
    );
    const [opened, closed] = changes as unknown as [{ why: string }, { openForMs: number }];
    assert.equal(opened.why, 'The disk is full. (SQLITE_FULL)');
    assert.ok(closed.openForMs >= record.storeWaitMs - 50);
    await until('a heartbeat without it', async () =>
      beats.some(({ at, worker }) => at > down.at && worker?.circuit === 'closed'),
    );
  });

  test('only a command with an unknown outcome is recorded as unconfirmed', async () => {
    const { alice, link, nats } = pipeline;
    await suspended(nats);
    const answers = await Promise.all([
      alice.send('unknown', 'good'),
      alice.send('unknown', 'good', 'a-key'),
    ]);
    nats.resume();
    const unknown = answers.filter(({ status }) => status === 504).map(({ body }) => body.commandId);
    assert.ok(unknown.length >= 1, JSON.stringify(answers.map(({ status }) => status)));
    const recorded = await until('it to be recorded', async () => {
      const records = await ledgerRecords(link, 'unconfirmed');
      return records.length >= unknown.length ? records : undefined;
    });
    assert.deepEqual(recorded.map(({ commandId }) => commandId).toSorted(), unknown.toSorted());
    const { status } = await alice.send('unknown', 'good');
    assert.equal(status, 202);
  });

  test('starts, stops and epochs are in the timeline, and every role sends heartbeats', async (t) => {
    const { link } = pipeline;
    const operations = await startRole('operations', pipeline.environment);
    t.after(() => operations.kill());
    await until('all three roles', async () => new Set(beats.map(({ role }) => role)).size === 3);
    // The log hung a moment ago, which a heartbeat may still report.
    const beat = await until('a gateway that is well', async () => {
      const last = beats.findLast(({ role }) => role === 'gateway');
      return last?.obstacles.length === 0 ? last : undefined;
    });
    assert.equal(beat.worker, null);
    assert.ok(beat.startedAt <= beat.at && Date.now() - beat.at < 10 * HEARTBEAT_MS);
    await operations.stop();
    const changes = await until('the stop to be recorded', async () => {
      const all = await changesOf(link);
      const isStop = all.some((one) => one.kind === 'process-stopped' && one.role === 'operations');
      return isStop ? all : undefined;
    });
    const recorded = changes.map((change) =>
      'role' in change ? `${change.kind} ${change.role}` : change.kind,
    );
    for (const one of [
      'process-started gateway',
      'process-started operations',
      'process-started worker:history',
    ])
      assert.ok(recorded.includes(one), one);
    assert.equal(
      recorded.filter((kind) => kind === 'epoch-begun').length,
      1,
      'a worker that starts again begins none',
    );
    const stopped = changes.findLast(({ kind }) => kind === 'process-stopped');
    assert.ok(stopped?.kind === 'process-stopped' && stopped.why === 'SIGTERM');
    assert.equal(new Set(changes.map(({ id }) => id)).size, changes.length);
  });

  test('without LEDGER everything continues, and a gap record follows', async () => {
    const { alice, link } = pipeline;
    const { config } = await apiRequest<{ config: object }>(link, `STREAM.INFO.${LEDGER}`);
    await apiRequest(link, `STREAM.DELETE.${LEDGER}`);
    const sent = await alice.send('no-ledger', 'good');
    assert.equal(sent.status, 202);
    await alice.status(sent.body.commandId, 'applied');
    await apiRequest(link, `STREAM.CREATE.${LEDGER}`, config);
    const position = decodePosition(sent.body.position)!;
    await until('it to be recorded late', async () => {
      const accepted = confirmed(await ledgerRecords(link, 'accepted'), position);
      const applied = (await ledgerRecords(link, 'applied')).filter((record) => covers(record, position));
      return accepted.length === 1 && applied.length === 1;
    });
  });
});

test('switched off, nothing is recorded', {
  skip: natsServerBinary() ? false : 'no nats-server',
}, async (t) => {
  const pipeline = await startFaultyPipeline({ WAYBILL_LEDGER: 'off', WAYBILL_PARTITIONS: '1' });
  t.after(() => pipeline.stop());
  pipeline.launch();
  const { body } = await pipeline.alice.send('silent', 'good');
  await pipeline.alice.status(body.commandId, 'applied');
  await pipeline.end('SIGTERM', true);
  await pipeline.gateway.stop();
  assert.equal((await ledgerMessages(pipeline.link)).length, 0);
});
