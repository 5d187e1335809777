import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { EVENT_HEADERS } from '../../../adapters/jetstream/records/event-headers.ts';
import { decodeLoggedEvent, UndecodableEvent } from '../../../contracts/event.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { encodePosition } from '../../../contracts/position.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';
import { IntervalSet } from './interval-set.ts';
import { type LogPart, readEvents } from './read-events.ts';

/** How many readings of the read model run at once: it has other readers. */
const AT_ONCE = 8;

/** An event with its ids. */
export interface NamedEvent {
  sequence: number;
  position: string;
  commandId: string | null;
  correlationId: string | null;
  eventType: string | null;
  /** Unix ms: when the log stored it. */
  storedAt: number;
}

export interface Proof {
  /** In the read model: applied, rejected there, or kept aside until the message it changes arrives. */
  present: IntervalSet;
  absent: NamedEvent[];
  /** Why the read model could not be read; events in neither list were not read then. */
  down: string | null;
}

/** Reads the read model for each of these events. Throws LogUnavailable. */
export async function proveApplied(
  part: LogPart,
  projection: Pick<ReadableProjection, 'verify'>,
  wanted: IntervalSet,
): Promise<Proof> {
  const present: number[] = [];
  const absent: NamedEvent[] = [];
  let down: string | null = null;
  for await (const messages of readEvents(part, wanted)) {
    for (let from = 0; from < messages.length && down === null; from += AT_ONCE) {
      await Promise.all(messages.slice(from, from + AT_ONCE).map(prove));
    }
    if (down !== null) break;
  }
  return { present: IntervalSet.ofSequences(present), absent, down };

  async function prove(message: StoredMessage): Promise<void> {
    try {
      if (await isThere(message)) present.push(message.sequence);
      else absent.push(nameOf(part, message));
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      down = error.message;
    }
  }

  async function isThere(message: StoredMessage): Promise<boolean> {
    try {
      const logged = decodeLoggedEvent(message.bytes, positionOf(part, message), message.storedAt);
      const { state } = await projection.verify(logged);
      return state !== 'absent' && state !== 'differs';
    } catch (error) {
      if (error instanceof UndecodableEvent) return false;
      throw error;
    }
  }
}

const positionOf = ({ generation, partition }: LogPart, { sequence }: StoredMessage) => ({
  generation,
  partition,
  sequence,
});

const nameOf = (part: LogPart, message: StoredMessage): NamedEvent => ({
  sequence: message.sequence,
  position: encodePosition(positionOf(part, message)),
  commandId: message.header(EVENT_HEADERS.messageId) || null,
  correlationId: message.header(EVENT_HEADERS.correlationId) || null,
  eventType: message.header(EVENT_HEADERS.type) || null,
  storedAt: message.storedAt,
});
