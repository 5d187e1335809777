import { type ConsumerProgress, consumerProgress } from '../../adapters/jetstream/ensure-consumer.ts';
import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';

interface Cached {
  readAt: number;
  progress: Promise<ConsumerProgress | undefined>;
}

const FRESH_MS = 100;
const MAX_ENTRIES = 4_096;

/**
 * Where consumers stand, asked at most once in 100 ms a consumer however many ask. What is cached is a lower bound:
 * a consumer only ever gets further.
 */
export class ProgressCache {
  readonly #link: NatsLink;
  readonly #cached = new Map<string, Cached>();

  constructor(link: NatsLink) {
    this.#link = link;
  }

  /** Undefined when the consumer doesn't exist. Throws LogUnavailable. */
  read(stream: string, consumer: string): Promise<ConsumerProgress | undefined> {
    const key = `${stream} ${consumer}`;
    const cached = this.#cached.get(key);
    const now = performance.now();
    if (cached && now - cached.readAt < FRESH_MS) return cached.progress;
    if (this.#cached.size >= MAX_ENTRIES) this.#cached.clear();
    const progress = consumerProgress(this.#link, stream, consumer);
    this.#cached.set(key, { readAt: now, progress });
    progress.catch(() => this.#cached.delete(key));
    return progress;
  }
}
