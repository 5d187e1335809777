import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { decodePosition, type Position } from '../../contracts/position.ts';
import type { Client } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink } from '../engines/log.ts';
import { countDeliveries } from './worker-load.ts';

/** A command with a 202. */
export interface AcceptedCommand {
  commandId: string;
  channel: string;
  text: string;
  position: Position;
}

interface Load {
  count: number;
  /** How many channels the messages go to, in turn. */
  channels?: number;
  senders?: number;
  /** How long each sender pauses after a command. */
  restMs?: number;
  /** The prefix of channels and texts. Different for each load of a pipeline. */
  name?: string;
  /** The suffix of the texts. */
  text?: string;
}

/** Sends `count` messages, each of which must be accepted. Stops early once `over` says so. */
export async function sendAccepted(
  client: Client,
  { count, channels = 20, senders = 24, restMs = 0, name = 'load', text: end = '' }: Load,
  over: () => boolean = () => false,
): Promise<AcceptedCommand[]> {
  const accepted: AcceptedCommand[] = [];
  let next = 0;
  const sender = async () => {
    while (next < count && !over()) {
      const n = next++;
      const channel = `${name}-${n % channels}`;
      const text = `${name} ${n}${end}`;
      const { status, body } = await client.send(channel, text);
      assert.equal(status, 202, `${name} ${n}: ${status} ${JSON.stringify(body)}`);
      const position = decodePosition(body.position) as Position;
      accepted.push({ commandId: body.commandId, channel, text, position });
      if (restMs > 0) await pause(restMs);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return accepted;
}

/**
 * Waits until all of these are in the history. Then asserts that each is there exactly once, in each channel in the
 * order of the log, with the status applied, and that there is no dead letter.
 */
export async function assertAllApplied(
  pipeline: { alice: Client; nats: { url: string } },
  accepted: readonly AcceptedCommand[],
  timeoutMs = 120_000,
): Promise<void> {
  const newestOf = new Map<string, AcceptedCommand>();
  for (const command of accepted) {
    const { partition, sequence } = command.position;
    const newest = newestOf.get(String(partition));
    if (!newest || newest.position.sequence < sequence) newestOf.set(String(partition), command);
  }
  const deadline = performance.now() + timeoutMs;
  const states = async (commands: Iterable<AcceptedCommand>) => {
    for (const { commandId, text } of commands) {
      const isApplied = async () => {
        const answer = await pipeline.alice.request('GET', `/v1/commands/${commandId}`);
        return answer.body.state === 'applied';
      };
      const left = Math.max(1_000, deadline - performance.now());
      await waitUntil(isApplied, {
        timeoutMs: left,
        intervalMs: 50,
        what: `${text.slice(0, 40)} to be applied`,
      });
    }
  };
  await states(newestOf.values());
  // Within a batch, later commands may be written first. Only acknowledged events are certainly all there.
  const { link, close } = await openTestLink(pipeline.nats.url);
  try {
    await waitUntil(
      async () => {
        const { ackPending, waiting } = await countDeliveries(link);
        return ackPending + waiting === 0;
      },
      {
        timeoutMs: Math.max(1_000, deadline - performance.now()),
        what: 'the worker to have acknowledged all',
      },
    );
    const deadLetters = await streamInfo(link, 'DEAD_LETTERS');
    assert.equal(deadLetters?.state.messages, 0, 'an outage makes no dead letter');
  } finally {
    await close();
  }

  const expected = new Map<string, string[]>();
  for (const { channel, text } of accepted.toSorted((a, b) => a.position.sequence - b.position.sequence)) {
    expected.set(channel, [...(expected.get(channel) ?? []), text]);
  }
  for (const [channel, texts] of expected) {
    const inHistory = (await pipeline.alice.messages(channel)).map(({ text }) => text).reverse();
    assert.deepEqual(inHistory, texts, `${channel}: each once, in the order of the log`);
  }
  const step = Math.max(1, Math.floor(accepted.length / 25));
  await states(accepted.filter((_, n) => n % step === 0));
}
