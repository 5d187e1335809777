import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { LIVE_KINDS, type LiveKind } from '../../../contracts/live.ts';
import { LiveClient } from './live-client.ts';
import { LiveState } from './live-state.ts';

/** The present state of each kind. */
export type LiveSources = Record<LiveKind, () => unknown | Promise<unknown>>;

export interface LiveStreamOptions {
  sources: LiveSources;
  /** How often the sources are read, and so the highest rate of events of a kind. */
  intervalMs: number;
  heartbeatMs: number;
  stuckMs: number;
  maxClients: number;
  /** Called when a source fails, with its kind: its state stays as it was. Without a kind, sending failed. */
  onFailure(error: unknown, kind?: LiveKind): void;
}

/** How long clients may take to receive the rest when the service stops. */
const END_MS = 500;

/**
 * The live stream: one reading of the sources per interval for all clients together, and none without clients. So its cost does
 * not depend on the load, and the interval bounds what a client gets.
 */
export class LiveStream {
  readonly #options: LiveStreamOptions;
  readonly #state = new LiveState();
  readonly #clients = new Set<LiveClient>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #closing = false;

  constructor(options: LiveStreamOptions) {
    this.#options = options;
  }

  get clients(): number {
    return this.#clients.size;
  }

  get isFull(): boolean {
    return this.#closing || this.#clients.size >= this.#options.maxClients;
  }

  /** Takes a response whose head is written, and sends it events until either side ends it. */
  add(response: ServerResponse, lastEventId: string | undefined): void {
    const { heartbeatMs, stuckMs } = this.#options;
    const client = new LiveClient(response, {
      state: this.#state,
      seen: this.#state.seen(lastEventId),
      heartbeatMs,
      stuckMs,
      onClosed: (closed) => this.#remove(closed),
    });
    this.#clients.add(client);
    // The last reading before all clients left may be old.
    if (this.#timer) client.flush();
    else this.#next();
  }

  /** Ends all clients; cuts off those that do not read the end in time. */
  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const client of this.#clients) client.end();
    const deadline = performance.now() + END_MS;
    while (this.#clients.size > 0 && performance.now() < deadline) await pause(10);
    for (const client of [...this.#clients]) client.destroy();
    await this.#looking;
  }

  #remove(client: LiveClient): void {
    this.#clients.delete(client);
  }

  #next(): void {
    const wait = Math.max(0, this.#lookedAt + this.#options.intervalMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#looking ??= this.#look()
        .catch((error) => this.#options.onFailure(error))
        .finally(() => {
          this.#looking = undefined;
          this.#timer = undefined;
          if (this.#clients.size > 0 && !this.#closing) this.#next();
        });
    }, wait);
  }

  async #look(): Promise<void> {
    this.#lookedAt = performance.now();
    await Promise.all(
      LIVE_KINDS.map(async (kind) => {
        try {
          const isNew = this.#state.set(kind, await this.#options.sources[kind]());
          // In parallel: a slow source delays no other.
          if (isNew) this.#flush();
        } catch (error) {
          this.#options.onFailure(error, kind);
        }
      }),
    );
    // Clients that connected while nothing had changed have received nothing yet.
    this.#flush();
  }

  #flush(): void {
    for (const client of this.#clients) client.flush();
  }
}
