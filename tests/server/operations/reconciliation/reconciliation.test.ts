import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { apiRequest } from '../../../../adapters/jetstream/connection/api-request.ts';
import { newestConsumer } from '../../../../adapters/jetstream/consume/projection-consumer.ts';
import { readLogRecord } from '../../../../adapters/jetstream/streams/log-record.ts';
import { streamInfo } from '../../../../adapters/jetstream/streams/stream-info.ts';
import {
  eventStream,
  LEDGER,
  readEventStream,
} from '../../../../adapters/jetstream/streams/stream-layout.ts';
import { historySchema } from '../../../../adapters/sqlite/history/history-schema.ts';
import { openWriter } from '../../../../adapters/sqlite/projection/open-writer.ts';
import { decodePosition } from '../../../../contracts/position.ts';
import type { ProjectionReconciliation } from '../../../../contracts/reconciliation.ts';
import { projectionFile } from '../../../../platform/configuration/data-paths.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { natsServerBinary } from '../../../engines/nats-server.ts';
import { countsOf, type ReconciliationBed, startReconciliationBed } from './reconciliation-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

interface Sent {
  commandId: string;
  position: string;
  stream: string;
  sequence: number;
}

describe('Accepted events are accounted for', { skip }, () => {
  let bed: ReconciliationBed;
  /** Only the events of the present test. */
  let window: { from: number };
  let channels = 0;

  before(async () => {
    bed = await startReconciliationBed();
  });
  after(() => bed?.stop());
  beforeEach(async () => {
    // Later than earlier events by more than the log's and this clock differ.
    await delay(5);
    window = { from: Date.now() };
  });

  const channel = () => `channel-${++channels}`;
  const sendOne = async (to: string, text: string): Promise<Sent | undefined> => {
    const { status, body } = await bed.pipeline.alice.send(to, text);
    if (status !== 202) return undefined;
    const { generation, partition, sequence } = decodePosition(body.position)!;
    return {
      commandId: body.commandId,
      position: body.position,
      stream: eventStream(generation, partition),
      sequence,
    };
  };
  const send = async (count: number, text = 'good', to = channel()): Promise<Sent[]> => {
    const sent: Sent[] = [];
    for (let n = 0; n < count; n += 1) {
      const one = await sendOne(to, text);
      assert.ok(one, 'accepted');
      sent.push(one);
    }
    return sent;
  };
  const consumerOf = async ({ stream }: Sent): Promise<string> =>
    (await newestConsumer(bed.link, stream, 'history'))!.name;
  const api = <Answer>(subject: string, body?: unknown) => apiRequest<Answer>(bed.link, subject, body);

  test('under load, and once everything is processed; a window counts its part', async () => {
    const rows = Array.from({ length: 6 }, () => send(40));
    for (let looks = 0; looks < 10; looks += 1) {
      const { difference, terms } = await bed.balance();
      assert.equal(difference ?? 0, 0);
      assert.ok((terms.find(({ term }) => term === 'lost')?.count ?? 0) === 0);
      await delay(50);
    }
    await Promise.all(rows);
    const whole = await bed.counts({ accepted: 240, applied: 240, lost: 0, unreconciled: 0 }, window);
    assert.equal(whole.state, 'balanced');
    assert.equal(whole.checks.messages.counted, whole.checks.messages.reported);
    assert.ok(whole.spotProof!.sampled > 0 && whole.spotProof!.notFoundInAll === 0);
    const later = { from: window.from + 3_600_000 };
    await bed.counts({ accepted: 0, applied: 0 }, later);
    await bed.counts({ accepted: 0 }, { from: Date.parse('2020-01-01'), until: window.from });
  });

  test('a worker is killed again and again under load', async () => {
    let over = false;
    let accepted = 0;
    const rows = Array.from({ length: 4 }, async () => {
      const to = channel();
      while (!over) {
        if (await sendOne(to, 'good')) accepted += 1;
        await delay(10);
      }
    });
    for (let kills = 0; kills < 3; kills += 1) {
      await delay(300);
      await bed.stopWorker('SIGKILL');
      const { difference, terms } = await bed.balance(window);
      assert.equal(difference, 0);
      assert.equal(terms.find(({ term }) => term === 'lost')!.count, 0);
      await bed.startWorker();
    }
    over = true;
    await Promise.all(rows);
    await bed.counts({ accepted, applied: accepted, lost: 0, unreconciled: 0 }, window);
  });

  test('dead letters, discarded and replayed ones, retries under way, a backlog', async () => {
    await send(10);
    const [kept, discarded, replayed] = await bed.failing([channel(), channel(), channel()]);
    await send(2, 'transient 2');
    const action = { kind: 'discarded', reason: 'test', requestId: crypto.randomUUID() };
    assert.equal((await bed.ops('POST', `/dead-letters/${discarded}/actions`, action)).status, 200);
    const balance = await bed.counts(
      {
        accepted: 15,
        applied: 12,
        'dead-lettered': 2,
        'dead-lettered-discarded': 1,
        lost: 0,
        unreconciled: 0,
      },
      window,
    );
    const ranges = balance.terms.find(({ term }) => term === 'dead-lettered')!.ranges;
    assert.ok(ranges.some(({ first }) => `history.${first}` === kept));

    await bed.stopWorker();
    await send(7);
    bed.setFaults('off');
    const plan = { ids: [replayed], requestId: crypto.randomUUID() };
    const { body } = await bed.ops('POST', '/replays', plan);
    await bed.counts(
      { accepted: 22, applied: 12, 'dead-lettered': 1, 'in-flight-retrying': 1, 'in-flight-pending': 7 },
      window,
    );
    await bed.startWorker();
    await bed.reaches(body.replayId, 'finished');
    await bed.counts({ accepted: 22, applied: 20, 'dead-lettered': 1, lost: 0, unreconciled: 0 }, window);
    bed.setFaults('on');
  });

  test('an event that was removed from the log is named as erased', async () => {
    const sent = await send(5);
    await bed.counts({ applied: 5 }, window);
    const { stream, sequence, position } = sent[2]!;
    await api(`STREAM.MSG.DELETE.${stream}`, { seq: sequence });
    const { terms } = await bed.counts({ accepted: 5, applied: 4, erased: 1, lost: 0 }, window);
    assert.deepEqual(terms.find(({ term }) => term === 'erased')!.ranges, [
      { first: position, last: position },
    ]);
  });

  test('a row that somebody removed from the history is found and named; applied again, it is recovered', async () => {
    const sent = await send(6);
    await bed.counts({ applied: 6 }, window);
    const { commandId, position, stream, sequence } = sent[3]!;
    const writer = openWriter(projectionFile(bed.pipeline.dataDir, 'history'), 5_000, historySchema);
    writer.prepare('DELETE FROM messages WHERE message_id = ?').run(commandId);
    writer.close();
    const balance = await bed.counts({ accepted: 6, applied: 5, lost: 1, unreconciled: 0 }, window);
    assert.equal(balance.state, 'lost');
    const named = balance.lostEvents.map(({ loggedAt, ...event }) => ({
      ...event,
      reported: Boolean(loggedAt),
    }));
    assert.deepEqual(named, [
      {
        position,
        commandId,
        correlationId: named[0]!.correlationId,
        eventType: 'chat.message-sent.v1',
        certain: true,
        reported: true,
      },
    ]);
    assert.ok(named[0]!.correlationId);

    await bed.stopWorker();
    await api(`CONSUMER.RESET.${stream}.${await consumerOf(sent[3]!)}`, { seq: sequence });
    await bed.startWorker();
    const mended = await bed.counts({ accepted: 6, applied: 6, lost: 0 }, window);
    assert.deepEqual(mended.lostEvents, []);
  });

  test('an event that another client acknowledged is lost, and named', async () => {
    const to = channel();
    await send(3, 'good', to);
    await bed.counts({ applied: 3 }, window);
    await bed.stopWorker();
    const [stolen] = await send(1, 'good', to);
    const consumer = await consumerOf(stolen!);
    const next = `$JS.API.CONSUMER.MSG.NEXT.${stolen!.stream}.${consumer}`;
    const { connection } = bed.link;
    // Delivered events arrive under their own subject: the client's shared inbox would not recognize them.
    const taken = await connection.request(next, JSON.stringify({ batch: 1 }), {
      noMux: true,
      timeout: 30_000,
    });
    await connection.request(taken.reply!, '+ACK', { timeout: 30_000 });
    await send(2, 'good', to);
    const balance = await bed.counts(
      { accepted: 6, applied: 3, lost: 1, 'in-flight-pending': 2, unreconciled: 0 },
      window,
    );
    assert.deepEqual(
      balance.lostEvents.map(({ commandId, certain }) => [commandId, certain]),
      [[stolen!.commandId, true]],
    );
    await api(`CONSUMER.RESET.${stolen!.stream}.${consumer}`, { seq: stolen!.sequence });
    await bed.startWorker();
    await bed.counts({ accepted: 6, applied: 6, lost: 0, unreconciled: 0 }, window);
  });

  test('while the read model can not be read "0 lost" is not claimed', async () => {
    await send(3);
    await bed.counts({ applied: 3, lost: 0 }, window);
    bed.readable = false;
    try {
      const down = await bed.counts({ applied: 3, lost: null }, window);
      const { unknown } = down.terms.find(({ term }) => term === 'lost')!;
      assert.equal(down.state, 'unknown');
      assert.equal(unknown!.why, 'The store is away.');
      const { nothingLostAt } = down;
      assert.ok(nothingLostAt !== null && nothingLostAt <= unknown!.since, 'when a count last found none');
      await delay(300);
      const later = (await bed.balance(window)).terms.find(({ term }) => term === 'lost')!.unknown!;
      assert.equal(later.since, unknown!.since);
      assert.equal((await bed.balance(window)).nothingLostAt, nothingLostAt);
      const fact = bed.reconciler().fact();
      assert.ok(fact.known && fact.value[0]!.unknown!.why === 'The store is away.');
    } finally {
      bed.readable = true;
    }
    await bed.counts({ applied: 3, lost: 0 }, window);
  });

  test('a restart counts the same, from the ledger alone', async () => {
    const before = countsOf(await bed.counts({ unreconciled: 0, lost: 0 }));
    await bed.restart({ reconciliationGraceMs: 3_600_000, reconciliationSample: 0 });
    try {
      await bed.counts(before);
    } finally {
      await bed.restart();
    }
  });

  test('while the index of the ledger is rebuilt "0 lost" is not claimed', async () => {
    await bed.restart({}, false);
    try {
      await bed.counts({ unreconciled: 0, lost: 0 });
      assert.equal((await bed.balance()).nothingLostAt, null);
    } finally {
      await bed.restart();
    }
    await waitUntil(async () => (await bed.balance()).nothingLostAt !== null);
  });

  test('a missing ledger: events are looked for in the read model, and kept as proven', async () => {
    await bed.stopWorker();
    const sent = await send(20);
    // A worker that can't record: nothing of this reaches the ledger.
    const { config } = (await streamInfo(bed.link, LEDGER))!;
    await api(`STREAM.DELETE.${LEDGER}`);
    await bed.startWorker();
    try {
      await bed.counts({ accepted: 20, applied: 20, lost: 0, unreconciled: 0 }, window);
      const epochId = (await bed.balance()).epoch!;
      const provenOf = async ({ stream, sequence }: Sent) => {
        const { generation, partition } = readEventStream(stream)!;
        const by = { projection: 'history', epochId, generation, partition };
        return (await bed.ledger.applied.applied(by, [sequence, sequence], 1)).ranges;
      };
      assert.deepEqual(await provenOf(sent[7]!), [[sent[7]!.sequence, sent[7]!.sequence]]);
      await bed.restart();
      await bed.counts({ accepted: 20, applied: 20, lost: 0, unreconciled: 0 }, window);
    } finally {
      await api(`STREAM.CREATE.${LEDGER}`, config);
    }
  });

  test('the operations service says the same', async () => {
    const { applied, accepted } = countsOf(await bed.counts({ unreconciled: 0, lost: 0 }));
    await waitUntil(
      async () => {
        const { status, body } = await bed.ops('GET', '/reconciliation');
        if (status !== 200 || body.unknown !== null) return false;
        const [history] = body.projections as ProjectionReconciliation[];
        const counts = countsOf(history!);
        assert.equal(history!.difference, 0);
        return counts.applied === applied && counts.accepted === accepted && counts.lost === 0;
      },
      { intervalMs: 200 },
    );
    for (const query of ['from=2026-13-45', 'since=2026-01-01', 'from=2026-02-02&until=2026-01-01'])
      assert.equal((await bed.ops('GET', `/reconciliation?${query}`)).status, 400, query);
  });

  test('a consumer that was created to begin later', async () => {
    const to = channel();
    await bed.stopWorker();
    const sent = await send(6, 'good', to);
    const consumer = await consumerOf(sent[0]!);
    const { stream } = sent[0]!;
    const { config } = await api<{ config: object }>(`CONSUMER.INFO.${stream}.${consumer}`);
    await api(`CONSUMER.DELETE.${stream}.${consumer}`);
    await api(`CONSUMER.CREATE.${stream}.${consumer}`, {
      stream_name: stream,
      config: { ...config, deliver_policy: 'by_start_sequence', opt_start_seq: sent[4]!.sequence },
    });
    await bed.startWorker();
    const { terms } = await bed.counts({ accepted: 6, applied: 2, 'before-start': 4, lost: 0 }, window);
    assert.deepEqual(terms.find(({ term }) => term === 'before-start')!.ranges, [
      { first: sent[0]!.position, last: sent[3]!.position },
    ]);
  });

  test('events that expired before delivery count as expired', async () => {
    await bed.stopWorker();
    const [first] = await send(4, 'good');
    await bed.counts({ accepted: 4, 'in-flight-pending': 4 }, window);
    const { config } = (await streamInfo(bed.link, first!.stream))!;
    const short = { ...config, max_age: 1_000_000_000, duplicate_window: 1_000_000_000 };
    await api(`STREAM.UPDATE.${first!.stream}`, short);
    const { state, why, difference } = await bed.counts({ 'expired-unprocessed': 4, lost: 0 });
    assert.match(why, /dropped 4 events before they were applied/);
    assert.deepEqual([state, difference], ['lost', 0]);
    // The log keeps it: a restart begins to count with what the log holds then.
    await bed.restart();
    await bed.counts({ 'expired-unprocessed': 4, lost: 0 });
  });

  test('applied events that the log dropped are no loss while the index of the ledger is filled again', async () => {
    await bed.startWorker();
    const [first] = await send(4, 'good', channel());
    const { stream } = first!;
    await bed.counts({ accepted: 4, applied: 4 }, window);
    const { config } = (await streamInfo(bed.link, stream))!;
    await api(`STREAM.UPDATE.${stream}`, {
      ...config,
      max_age: 1_000_000_000,
      duplicate_window: 1_000_000_000,
    });
    await waitUntil(async () => (await streamInfo(bed.link, stream))!.state.messages === 0);
    const known = (await readLogRecord(bed.link)).lost;
    const { applied } = countsOf(await bed.balance());
    await bed.restart({}, 'nothing');
    const { unreconciled } = countsOf(await bed.counts({ 'expired-unprocessed': 0, lost: 0 }));
    assert.ok(unreconciled! >= 4, String(unreconciled));
    assert.deepEqual((await readLogRecord(bed.link)).lost, known);
    await bed.restart();
    await bed.counts({ applied: applied!, unreconciled: 0, lost: 0 });
  });
});
