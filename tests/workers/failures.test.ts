import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDeadLetter } from '../../adapters/jetstream/records/dead-letters.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { waitUntil } from '../engines/condition.ts';
import { type FaultyPipeline, startFaultyPipeline } from '../engines/faulty-pipeline.ts';
import { natsServerBinary } from '../engines/nats-server.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

/** The injected fault, where the event ends, after how many attempts, with which class and code. */
const table = [
  { fault: 'throw', state: 'dead_lettered', attempts: 3, class: 'bug', code: 'handler-error' },
  { fault: 'poison', state: 'dead_lettered', attempts: 1, class: 'poison', code: 'INVALID' },
  { fault: 'hang', state: 'dead_lettered', attempts: 3, class: 'hang', code: 'handler-hangs' },
  { fault: 'transient 2', state: 'applied' },
  { fault: 'transient 99', state: 'dead_lettered', attempts: 4, class: 'transient', code: 'CONFLICT' },
  { fault: 'exit', state: 'dead_lettered', attempts: 2, class: 'crash', code: 'worker-crash' },
  { fault: 'spin', state: 'dead_lettered', attempts: 2, class: 'crash', code: 'worker-crash' },
] as const;

describe('events that fail', { skip }, () => {
  let pipeline: FaultyPipeline;

  before(async () => {
    pipeline = await startFaultyPipeline({
      WAYBILL_PARTITIONS: '1',
      WAYBILL_ACK_WAIT_MS: '1000',
      WAYBILL_STORE_TIMEOUT_MS: '1500',
      WAYBILL_APPLY_DEADLINE_MS: '2000',
      WAYBILL_WATCHDOG_MS: '4000',
      WAYBILL_RETRY_SCHEDULE: '200ms,400ms,800ms',
      WAYBILL_CRASH_ATTEMPTS: '2',
    });
  });
  after(() => pipeline?.stop());

  test('each fault ends where the table says, and its neighbours are applied', async (t) => {
    const { alice, link } = pipeline;
    const sent: { id: string; position: string; row: (typeof table)[number] | undefined }[] = [];
    const send = async (text: string, row?: (typeof table)[number]) => {
      const { body } = await alice.send(`faults-${sent.length % 5}`, text);
      sent.push({ id: body.commandId, position: body.position, row });
    };
    // No worker runs yet, so all events are delivered in one batch.
    for (const row of table) {
      for (let number = 0; number < 10; number += 1) await send(`a neighbour before ${row.fault}`);
      await send(row.fault, row);
    }
    await send('the last');
    pipeline.launch();
    for (const { id, row } of sent) {
      const state = row?.state ?? 'applied';
      const { body } = await waitUntil(
        async () => {
          const answer = await alice.request('GET', `/v1/commands/${id}`);
          return answer.body.state === state ? answer : undefined;
        },
        { timeoutMs: 180_000, intervalMs: 100, what: `${row?.fault ?? 'a neighbour'} to be ${state}` },
      );
      if (state === 'dead_lettered') {
        assert.equal(body.projections.history.deadLetter, `history.${body.position}`);
      }
    }
    for (const { position, row } of sent) {
      if (row?.state !== 'dead_lettered') continue;
      const deadLetter = await findDeadLetter(link, 'history', 'message-sent', position);
      assert.deepEqual(
        { attempts: deadLetter?.attempts, class: deadLetter?.failureClass, code: deadLetter?.code },
        { attempts: row.attempts, class: row.class, code: row.code },
        row.fault,
      );
      assert.equal(
        deadLetter?.bytes.length,
        JSON.stringify(JSON.parse(Buffer.from(deadLetter!.bytes).toString())).length,
      );
      assert.equal(deadLetter?.actor, 'alice');
      assert.equal(deadLetter?.subject, `channel/${deadLetter?.originalSubject.split('.')[3]}`);
      assert.ok(deadLetter!.expiresAt > Date.now() && deadLetter!.storedAt < Date.now());
    }
    assert.equal((await streamInfo(link, 'DEAD_LETTERS'))?.state.messages, 6, 'and nobody else');
    assert.equal((await streamInfo(link, 'RETRIES'))?.state.messages, 0);
    assert.equal((await streamInfo(link, 'ATTEMPTS'))?.state.messages, 0);
    t.diagnostic(`${pipeline.deaths()} workers died of it`);
  });

  test('a read is behind while an event of its channel waits for a retry', async () => {
    const { alice } = pipeline;
    // Its retries take a second and a half: a read that came too late for that is no answer, so another event is sent.
    const { body, headers } = await waitUntil(
      async () => {
        const { body } = await alice.send('currency', 'transient 3');
        await alice.status(body.commandId, 'retrying', 'applied');
        const { headers } = await alice.request('GET', '/v1/channels/currency/messages');
        const now = await alice.status(body.commandId);
        return now.body.state === 'retrying' ? { body, headers } : undefined;
      },
      { what: 'a read while an event is retried' },
    );
    const { body: status } = await alice.status(body.commandId, 'applied');
    assert.equal(headers.get('waybill-behind'), 'yes');
    const sequenceOf = (position: string | null) => Number(position?.split('-')[2] ?? 0);
    assert.ok(sequenceOf(headers.get('waybill-applied-position')) < sequenceOf(status.position));
    await waitUntil(async () => {
      const again = await alice.request('GET', '/v1/channels/currency/messages');
      return (
        again.headers.get('waybill-behind') === 'no' &&
        sequenceOf(again.headers.get('waybill-applied-position')) >= sequenceOf(status.position)
      );
    });
  });

  test('many bad events, twice as many as may be ack pending, delay no good event', async () => {
    const { alice } = pipeline;
    await pipeline.end('SIGTERM', true);
    Object.assign(pipeline.environment, { WAYBILL_MAX_ACK_PENDING: '50', WAYBILL_BATCH_MAX_EVENTS: '50' });
    for (let number = 0; number < 100; number += 1) await alice.send('many-bad', `throw ${number}`);
    const { body } = await alice.send('many-good', 'good');
    pipeline.launch();
    await alice.status(body.commandId, 'applied');
  });

  test('stops in the middle of attempts count against no event', async () => {
    const { alice, link } = pipeline;
    const before = (await streamInfo(link, 'DEAD_LETTERS'))!.state.messages;
    const { body } = await alice.send('deploys', 'hang');
    for (let round = 0; round < 6; round += 1) {
      await pipeline.end('SIGTERM');
    }
    await alice.status(body.commandId, 'dead_lettered');
    const deadLetter = await findDeadLetter(link, 'history', 'message-sent', body.position);
    assert.equal(deadLetter?.attempts, 3, 'only where it did hang');
    assert.ok(deadLetter?.attemptLog.every(({ failureClass }) => failureClass === 'hang'));
    assert.ok((await streamInfo(link, 'DEAD_LETTERS'))!.state.messages >= before + 1);
  });
});
