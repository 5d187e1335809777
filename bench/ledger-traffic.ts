import { randomUUID } from 'node:crypto';
import type { AckInbox } from '../adapters/jetstream/connection/ack-inbox.ts';
import { encodeHeaders } from '../adapters/jetstream/connection/encode-headers.ts';
import { encodeEvent } from '../adapters/jetstream/publish/encode-event.ts';
import { ledgerSubject } from '../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../contracts/command-id.ts';
import type { LedgerRecord } from '../contracts/ledger.ts';
import { sendMessage } from '../domain/chat/send-message/command.ts';

/** How many records gateways and workers put into one message at a busy time. */
const EVENTS_A_MESSAGE = 500;

export interface Stored {
  commandId: string;
  correlationId: string;
}

/**
 * Stores events of one partition as a gateway would, and records them in the ledger as gateway and worker would: three
 * transitions each (accepted, stored, applied). Returns the last events.
 */
export async function storeAndReport(
  inbox: AckInbox,
  partition: number,
  count: number,
  channels: number,
): Promise<Stored> {
  const now = Date.now();
  const stored: (Stored & { sequence: number; acceptedAt: number })[] = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const id = mintCommandId(1, partition);
      const correlationId = randomUUID();
      const channel = `channel-${(n * 7919 + now) % channels}`;
      const event = encodeEvent({
        id,
        command: sendMessage,
        aggregateId: channel,
        time: new Date(now).toISOString(),
        correlationId,
        causationId: undefined,
        actor: `caller-${n % 40}`,
        traceparent: undefined,
        data: { channelId: channel, messageId: id, text: 'where is the parcel' },
        generation: 1,
        partition,
      });
      const outcome = await inbox.publish(event.subject, event.headers, event.bytes, 30_000);
      if (outcome.kind !== 'stored') throw new Error(`An event was not stored: ${outcome.kind}`);
      return { commandId: id, correlationId, sequence: outcome.sequence, acceptedAt: now };
    }),
  );
  stored.sort((a, b) => a.sequence - b.sequence);
  const fetchedAt = Date.now();
  const appliedAt = fetchedAt + 20;
  for (let from = 0; from < stored.length; from += EVENTS_A_MESSAGE) {
    const part = stored.slice(from, from + EVENTS_A_MESSAGE);
    await report(inbox, 'gateway', {
      kind: 'accepted',
      generation: 1,
      partition,
      sequences: differences(part.map(({ sequence }) => sequence)),
      acceptedAt: differences(part.map(({ acceptedAt }) => acceptedAt)),
      confirmedAfter: part.map((_, n) => n % 20),
    });
    const [first, last] = [part[0]!.sequence, part.at(-1)!.sequence];
    await report(inbox, 'worker', {
      kind: 'applied',
      projection: 'history',
      epochId: 'bench00000',
      generation: 1,
      partition,
      // A batch is rarely one range, since another worker got some of its events.
      ranges: [
        [first, first + 99],
        [first + 100, last],
      ],
      count: part.length,
      fetchedAt,
      beganAt: fetchedAt + 3,
      appliedAt,
      storeWaitMs: 0,
      deliveries: 1,
      longestMs: appliedAt - now,
    });
  }
  return stored.at(-1)!;
}

async function report(inbox: AckInbox, role: 'gateway' | 'worker', record: LedgerRecord): Promise<void> {
  const message = { v: 1, process: `bench:${role}`, version: '0.1.0', records: [record] };
  const bytes = Buffer.from(JSON.stringify(message));
  const outcome = await inbox.publish(ledgerSubject(role), encodeHeaders([]), bytes, 30_000);
  if (outcome.kind !== 'stored') throw new Error(`The ledger did not store a message: ${outcome.kind}`);
}

const differences = (values: readonly number[]): number[] =>
  values.map((value, n) => (n === 0 ? value : value - values[n - 1]!));
