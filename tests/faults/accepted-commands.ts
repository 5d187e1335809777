import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { decodePosition, type Position } from '../../contracts/position.ts';
import type { Client } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink } from '../engines/log.ts';
import { countDeliveries } from './worker-load.ts';

/** A command that was answered 202. */
export interface AcceptedCommand {
  commandId: string;
  channel: string;
  text: string;
  position: Position;
}

export interface Load {
  count: number;
  /** Over how many channels they go in turn. */
  channels?: number;
  senders?: number;
  /** How long each sender rests after a command. */
  restMs?: number;
  /** What their channels and texts begin with: another one for each load of a pipeline. */
  name?: string;
  /** What the texts end with. */
  text?: string;
}

/** Sends so many messages, each of which must be accepted; stops early once `over` says so. */
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
 * Waits until every one of these is in history, and asserts what an outage must leave behind: each exactly once, each
 * channel in the order of the log, statuses that say applied, no dead letter.
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
  // Of one batch what was accepted last may be written first: only what was answered for is there whole.
  const { link, close } = await openTestLink(pipeline.nats.url);
  try {
    await waitUntil(
      async () => {
        const { ackPending, waiting } = await countDeliveries(link);
        return ackPending + waiting === 0;
      },
      {
        timeoutMs: Math.max(1_000, deadline - performance.now()),
        what: 'the worker to have answered for all',
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
    assert.deepEqual(inHistory, texts, `${channel}: all once, in the order of the log`);
  }
  const step = Math.max(1, Math.floor(accepted.length / 25));
  await states(accepted.filter((_, n) => n % step === 0));
}
