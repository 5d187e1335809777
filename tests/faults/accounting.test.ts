import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { lastMessage } from '../../adapters/jetstream/connection/stored-message.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { CHANGES, changeSubject } from '../../adapters/jetstream/streams/stream-layout.ts';
import { historySchema } from '../../adapters/sqlite/history/history-schema.ts';
import { openWriter } from '../../adapters/sqlite/projection/open-writer.ts';
import { projectionFile } from '../../platform/configuration/data-paths.ts';
import { waitUntil } from '../engines/condition.ts';
import { type FaultyPipeline, startFaultyPipeline } from '../engines/faulty-pipeline.ts';
import { natsServerBinary } from '../engines/nats-server.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

/** Of every twenty messages, one can never be applied, one makes the worker throw, and one fails for a while. */
const textOf = (number: number): string =>
  ({ 3: `poison ${number}`, 9: `throw ${number}`, 15: 'transient 1' })[number % 20] ?? `good ${number}`;
const isBad = (text: string) => /^(poison|throw)/.test(text);

interface Sent {
  position: string;
  text: string;
}

/** What was sent so far, while something goes wrong. */
interface Sending {
  sent: readonly Sent[];
  /** How many commands were not accepted. */
  refused: number;
}

type Trouble = (sending: Sending) => Promise<unknown>;

/** Resolves once so many more commands were accepted, of those that `counts`. */
async function isAccepted({ sent }: Sending, more: number, counts = (_: Sent) => true): Promise<void> {
  const count = () => sent.filter(counts).length;
  const goal = count() + more;
  await waitUntil(() => count() >= goal, { what: `${more} more commands to be accepted` });
}

describe('accepted = applied + dead-lettered, under every fault', { skip }, () => {
  let pipeline: FaultyPipeline;
  let rounds = 0;

  before(async () => {
    pipeline = await startFaultyPipeline({
      WAYBILL_PARTITIONS: '2',
      WAYBILL_ACK_WAIT_MS: '1000',
      WAYBILL_STORE_TIMEOUT_MS: '500',
      WAYBILL_APPLY_DEADLINE_MS: '5000',
      WAYBILL_RETRY_SCHEDULE: '200ms,400ms',
      WAYBILL_BUG_ATTEMPTS: '2',
      WAYBILL_DEAD_LETTER_RETRY_MS: '500',
      WAYBILL_RECONNECT_GRACE_MS: '300',
      WAYBILL_BRAKE_SLOW_AFTER: '100000',
      WAYBILL_BRAKE_PAUSE_AFTER: '100000',
    });
    pipeline.launch();
  });
  after(() => pipeline?.stop());

  /** Sends during a fault. Commands without a 202 are not checked. */
  async function sendWhile(trouble: Trouble): Promise<{ channels: string[]; sent: Sent[] }> {
    const round = ++rounds;
    const channels = Array.from({ length: 4 }, (_, row) => `round-${round}-${row}`);
    const sent: Sent[] = [];
    const sending = { sent, refused: 0 };
    let over = false;
    let count = 0;
    const rows = channels.map(async (channel) => {
      for (let number = 0; !over || number < 60; number += 1) {
        const text = textOf(count++);
        const { status, body } = await pipeline.alice.send(channel, text);
        if (status === 202) sent.push({ position: body.position, text });
        else {
          sending.refused += 1;
          await delay(20);
        }
      }
    });
    try {
      await isAccepted(sending, 1);
      await trouble(sending);
    } finally {
      over = true;
      await Promise.all(rows);
    }
    return { channels, sent };
  }

  const deadLetters = async (): Promise<string[]> => {
    const { state } = await apiRequest<{ state: { subjects?: Record<string, number> } }>(
      pipeline.link,
      'STREAM.INFO.DEAD_LETTERS',
      { subjects_filter: 'dead-letters.>' },
    );
    return Object.entries(state.subjects ?? {}).flatMap(([subject, times]) =>
      Array.from({ length: times }, () => subject.split('.').at(-1)!),
    );
  };
  const waiting = async () => {
    const retries = (await streamInfo(pipeline.link, 'RETRIES'))?.state.messages ?? 0;
    const attempts = (await streamInfo(pipeline.link, 'ATTEMPTS'))?.state.messages ?? 0;
    return retries + attempts;
  };

  async function account(trouble: Trouble): Promise<void> {
    const deadLettersBefore = new Set(await deadLetters());
    const { channels, sent } = await sendWhile(trouble);
    const good = sent.filter(({ text }) => !isBad(text));
    const bad = sent.filter(({ text }) => isBad(text));
    const shown = async () => (await Promise.all(channels.map(pipeline.alice.messages))).flat();
    await waitUntil(
      async () =>
        (await shown()).length >= good.length &&
        (await deadLetters()).length >= deadLettersBefore.size + bad.length,
      { timeoutMs: 120_000, intervalMs: 250, what: `${good.length} applied and ${bad.length} dead letters` },
    );
    await waitUntil(async () => (await waiting()) === 0, { timeoutMs: 60_000, intervalMs: 250 });
    const texts = (await shown()).map(({ text }) => text as string);
    const expected = good.map(({ text }) => text);
    // A command whose answer was lost may be there too: it was accepted, but its sender got no answer.
    const missing = expected.filter((text) => text.startsWith('good') && !texts.includes(text));
    assert.deepEqual(missing, [], 'no accepted message is lost');
    const once = texts.filter((text) => text.startsWith('good'));
    assert.equal(new Set(once).size, once.length, 'no message is there twice');
    assert.ok(!texts.some(isBad), 'no failing message is applied');
    const made = (await deadLetters()).filter((position) => !deadLettersBefore.has(position));
    assert.equal(new Set(made).size, made.length, 'one dead letter per event');
    const lost = bad.filter(({ position }) => !made.includes(position));
    assert.deepEqual(lost, [], 'every failing event is a dead letter');
    const innocent = good.filter(({ position }) => made.includes(position));
    assert.deepEqual(innocent, [], 'no other event is a dead letter');
  }

  test('no fault', () => account(async () => {}));

  test('the worker is killed, again and again', () =>
    account(async () => {
      const before = pipeline.deaths();
      for (let kill = 0; kill < 8; kill += 1) {
        await delay(250);
        await pipeline.end('SIGKILL');
      }
      assert.ok(pipeline.deaths() >= before + 8);
    }));

  test('the worker is stopped, again and again', () =>
    account(async () => {
      for (let stop = 0; stop < 5; stop += 1) {
        await delay(250);
        await pipeline.end('SIGTERM');
      }
    }));

  test('the worker dies after each dead letter, before it acknowledges the event', () =>
    account(async () => {
      const before = pipeline.deaths();
      pipeline.faults('die-after-dead-letter');
      await waitUntil(() => pipeline.deaths() >= before + 3, { what: 'the worker to die three times' });
      pipeline.faults('on');
    }));

  test('the log is killed', () =>
    account(async (sending) => {
      const { refused } = sending;
      await pipeline.nats.kill();
      await waitUntil(() => sending.refused > refused, { what: 'a command to be refused' });
      await pipeline.nats.restart();
      assert.ok(await pipeline.link.whenUp(30_000));
    }));

  /** Nothing can be written to the store during this. */
  async function whileLocked(work: () => Promise<unknown>): Promise<void> {
    const holder = openWriter(projectionFile(pipeline.dataDir, 'history'), 30_000, historySchema);
    holder.exec('BEGIN IMMEDIATE');
    try {
      await work();
    } finally {
      holder.exec('ROLLBACK');
      holder.close();
    }
  }
  const outages = async () =>
    (await lastMessage(pipeline.link, CHANGES, changeSubject('circuit-opened')))?.sequence ?? 0;

  test('the store can’t be written for longer than the whole retry schedule', () =>
    account(() =>
      whileLocked(async () => {
        const before = await outages();
        await waitUntil(async () => (await outages()) > before, { what: 'the circuit to open' });
        await delay(3_000);
      }),
    ));

  test('the store refuses for a moment', () =>
    account((sending) => whileLocked(() => isAccepted(sending, 5))));

  test('the stream of dead letters takes no messages', () =>
    account(async (sending) => {
      const { config } = await apiRequest<{ config: Record<string, unknown> }>(
        pipeline.link,
        'STREAM.INFO.DEAD_LETTERS',
      );
      const full = { ...config, max_msgs: 1, discard: 'new' };
      await apiRequest(pipeline.link, 'STREAM.UPDATE.DEAD_LETTERS', full);
      const before = (await deadLetters()).length;
      await isAccepted(sending, 3, ({ text }) => isBad(text));
      await delay(1_000);
      assert.equal((await deadLetters()).length, before, 'nothing was taken meanwhile');
      await apiRequest(pipeline.link, 'STREAM.UPDATE.DEAD_LETTERS', config);
    }));
});
