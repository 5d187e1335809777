import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import {
  identifyRetry,
  listRetries,
  type RetryListing,
} from '../../../adapters/jetstream/consume/retry-listing.ts';
import type { EventIdentity } from '../../../adapters/jetstream/records/event-identity.ts';

/** The events in RETRIES for one consumer, and the oldest of them. */
export interface RetriesRead {
  listing: RetryListing;
  /** When the log stored the event itself, not its copy; undefined without one, or if unknown. */
  oldest: EventIdentity | undefined;
}

/**
 * Reads the events in RETRIES, round by round. The oldest event of each partition is the one with the lowest position. Its copy
 * says when the log stored it, and is read once.
 */
export class WaitingRetries {
  readonly #link: NatsLink;
  readonly #most: number;
  #identities = new Map<string, EventIdentity>();

  constructor(link: NatsLink, most: number) {
    this.#link = link;
    this.#most = most;
  }

  /** `held`: how many messages RETRIES holds now. Throws LogUnavailable, ApiRefusal. */
  async read(consumers: readonly string[], held: number): Promise<Map<string, RetriesRead>> {
    const reads = new Map<string, RetriesRead>();
    const identities = new Map<string, EventIdentity>();
    for (const consumer of consumers) {
      const listing = await listRetries(this.#link, consumer, { held, most: this.#most });
      const firsts = [...(listing.byStream?.values() ?? [])].map(({ first }) => first.subject);
      const known = await Promise.all(firsts.map((subject) => this.#identify(subject)));
      firsts.forEach((subject, n) => {
        const identity = known[n];
        if (identity) identities.set(subject, identity);
      });
      // If the copy is missing, the event was applied, or became a dead letter, since the list was read.
      const [oldest] = known
        .filter((each) => each !== undefined)
        .sort((a, b) => a.storedAt - b.storedAt || a.sequence - b.sequence);
      reads.set(consumer, { listing, oldest });
    }
    this.#identities = identities;
    return reads;
  }

  async #identify(subject: string): Promise<EventIdentity | undefined> {
    const known = this.#identities.get(subject);
    if (known) return known;
    return identifyRetry(this.#link, subject);
  }
}
