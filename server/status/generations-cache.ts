import { type FoundGeneration, listGenerations } from '../../adapters/jetstream/list-generations.ts';
import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';

const FRESH_MS = 1_000;

/** The generations of the log, the oldest first, listed at most once a second however many ask. */
export class GenerationsCache {
  readonly #link: NatsLink;
  #readAt = Number.NEGATIVE_INFINITY;
  #generations: Promise<FoundGeneration[]> = Promise.resolve([]);

  constructor(link: NatsLink) {
    this.#link = link;
  }

  /** Throws LogUnavailable. */
  read(): Promise<FoundGeneration[]> {
    const now = performance.now();
    if (now - this.#readAt < FRESH_MS) return this.#generations;
    this.#readAt = now;
    const generations = listGenerations(this.#link);
    generations.catch(() => {
      this.#readAt = Number.NEGATIVE_INFINITY;
    });
    this.#generations = generations;
    return generations;
  }
}
