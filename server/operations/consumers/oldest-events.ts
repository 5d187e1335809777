import { firstMatching } from '../../../adapters/jetstream/connection/first-matching.ts';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { EVENT_HEADERS } from '../../../adapters/jetstream/records/event-headers.ts';
import type { EventIdentity } from '../../../adapters/jetstream/records/event-identity.ts';
import { FAILED_EVENT_HEADERS as H } from '../../../adapters/jetstream/records/failed-event-headers.ts';
import { readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { encodePosition } from '../../../contracts/position.ts';

/** The first event that a consumer has not acknowledged. */
export type OldestKnown = EventIdentity;

/** Where to look up a consumer's first unprocessed event. */
export interface OldestWanted {
  /** Identifies the consumer, and changes when it is created again. */
  key: string;
  stream: string;
  allowsDirect: boolean;
  filters: readonly string[];
  /** Every event before it is acknowledged. */
  from: number;
  /** What the stream still holds. */
  firstSequence: number;
}

interface Known {
  from: number;
  lookedAt: number;
  oldest: OldestKnown;
}

const AT_ONCE = 16;
/** Known answers are looked up again after this: a single message may have been deleted while the consumer did not move. */
const TRUSTED_MS = 60_000;

/** Looks up the oldest unprocessed event of consumers that moved: a limited number per round, the longest unread first. */
export class OldestEvents {
  readonly #link: NatsLink;
  readonly #maxLookups: number;
  readonly #known = new Map<string, Known>();

  constructor(link: NatsLink, maxLookups: number) {
    this.#link = link;
    this.#maxLookups = maxLookups;
  }

  /** The answer for a consumer that did not move; undefined without one. */
  get({ key, from, firstSequence }: OldestWanted): OldestKnown | undefined {
    const known = this.#known.get(key);
    return known?.from === from && known.oldest.sequence >= firstSequence ? known.oldest : undefined;
  }

  /** Looks up the unknown ones of these, and drops all others. Throws LogUnavailable. */
  async refresh(wanted: readonly OldestWanted[]): Promise<void> {
    const keys = new Set(wanted.map(({ key }) => key));
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
    const now = performance.now();
    const lookedAt = ({ key }: OldestWanted) => this.#known.get(key)?.lookedAt ?? Number.NEGATIVE_INFINITY;
    const due = wanted
      .filter((one) => this.get(one) === undefined || now - lookedAt(one) > TRUSTED_MS)
      .sort((a, b) => lookedAt(a) - lookedAt(b))
      .slice(0, this.#maxLookups);
    for (let from = 0; from < due.length; from += AT_ONCE) {
      await Promise.all(due.slice(from, from + AT_ONCE).map((one) => this.#lookUp(one)));
    }
  }

  async #lookUp({ key, stream, allowsDirect, filters, from, firstSequence }: OldestWanted): Promise<void> {
    const sequence = Math.max(1, from, firstSequence);
    try {
      const message = await firstMatching(this.#link, { name: stream, allowsDirect }, sequence, filters);
      if (message)
        this.#known.set(key, { from, lookedAt: performance.now(), oldest: identify(stream, message) });
      else this.#known.delete(key);
    } catch (error) {
      // A stream that is missing or refuses must not delay the others.
      if (error instanceof LogUnavailable && !this.#link.isUp) throw error;
      this.#known.delete(key);
    }
  }
}

function identify(stream: string, message: StoredMessage): OldestKnown {
  const at = readEventStream(stream);
  const { storedAt, sequence, subject } = message;
  const text = (name: string) => message.header(name) || null;
  return {
    storedAt,
    sequence,
    subject,
    position: at ? encodePosition({ ...at, sequence }) : text(H.position),
    commandId: text(EVENT_HEADERS.id) ?? text(H.eventId),
    eventType: text(EVENT_HEADERS.type) ?? text(H.eventType),
  };
}
