import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import {
  type FoundGeneration,
  type FoundLog,
  readLog,
} from '../../adapters/jetstream/streams/list-generations.ts';

const FRESH_MS = 1_000;

/** The log's identity and its generations, oldest first, listed at most once a second for all callers together. */
export class GenerationsCache {
  readonly #link: NatsLink;
  #readAt = Number.NEGATIVE_INFINITY;
  #log: Promise<FoundLog> = Promise.resolve({ logId: null, generations: [] });

  constructor(link: NatsLink) {
    this.#link = link;
  }

  /** Throws LogUnavailable. */
  async read(): Promise<FoundGeneration[]> {
    return (await this.#read()).generations;
  }

  /** The log's identity; null if it has none. Throws LogUnavailable. */
  async logId(): Promise<string | null> {
    return (await this.#read()).logId;
  }

  #read(): Promise<FoundLog> {
    const now = performance.now();
    if (now - this.#readAt < FRESH_MS) return this.#log;
    this.#readAt = now;
    const log = readLog(this.#link);
    log.catch(() => {
      this.#readAt = Number.NEGATIVE_INFINITY;
    });
    this.#log = log;
    return log;
  }
}
