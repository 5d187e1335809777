import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { RETRIES } from '../../adapters/jetstream/streams/stream-layout.ts';

const FRESH_MS = 1_000;

/**
 * Whether RETRIES has room for one more event. The stream itself has no limit, because a stream that refuses messages can't
 * have schedules.
 */
export class RetryRoom {
  readonly #link: NatsLink;
  readonly #most: number;
  #full = false;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(link: NatsLink, most: number) {
    this.#link = link;
    this.#most = most;
  }

  async isFull(): Promise<boolean> {
    const now = performance.now();
    if (now - this.#lookedAt < FRESH_MS) return this.#full;
    this.#lookedAt = now;
    try {
      this.#full = ((await streamInfo(this.#link, RETRIES))?.state.messages ?? 0) >= this.#most;
    } catch {
      // If the stream can't be read, the publish will fail too, and report that.
    }
    return this.#full;
  }
}
