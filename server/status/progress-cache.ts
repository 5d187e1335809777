import { type ConsumerProgress, consumerProgress } from '../../adapters/jetstream/consumer-progress.ts';
import { LogUnavailable } from '../../adapters/jetstream/log-unavailable.ts';
import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import { streamInfo } from '../../adapters/jetstream/stream-info.ts';

interface Cached {
  readAt: number;
  progress: Promise<ConsumerProgress>;
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

  /** Before its worker's first start a consumer doesn't exist: then everything is still before it. Throws LogUnavailable. */
  read(stream: string, consumer: string): Promise<ConsumerProgress> {
    const key = `${stream} ${consumer}`;
    const cached = this.#cached.get(key);
    const now = performance.now();
    if (cached && now - cached.readAt < FRESH_MS) return cached.progress;
    if (this.#cached.size >= MAX_ENTRIES) this.#cached.clear();
    const progress = readProgress(this.#link, stream, consumer);
    this.#cached.set(key, { readAt: now, progress });
    progress.catch(() => this.#cached.delete(key));
    return progress;
  }
}

async function readProgress(link: NatsLink, stream: string, consumer: string): Promise<ConsumerProgress> {
  const progress = await consumerProgress(link, stream, consumer);
  if (progress) return progress;
  const info = await streamInfo(link, stream);
  if (!info) throw new LogUnavailable(`The stream ${stream} of the log is missing.`);
  return {
    ackFloor: 0,
    delivered: 0,
    pending: info.state.messages,
    ackPending: 0,
  };
}
