import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { readBatch } from '../../../adapters/jetstream/connection/read-batch.ts';
import { HeaderReader } from '../../../adapters/jetstream/consume/header-reader.ts';
import { type StreamInfo, streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { eventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { StreamProgress } from '../../../contracts/ports/dead-letter-index.ts';
import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import { readCommandHeaders } from './read-command-headers.ts';

const RETRY_MS = 250;
/** How long nothing may come although the stream has more, before the consumer is made anew. */
const STUCK_MS = 5_000;

export interface EventFollowerOptions {
  link: NatsLink;
  index: LedgerIndex;
  logger: Logger;
  generation: number;
  partition: number;
  /** So many of the newest events, and none older than so many ms, are read of a stream that is new to the index. */
  maxRows: number;
  windowMs: number;
}

/** Takes the headers of one partition's events into the index, from where the index stands, over every failure. */
export class EventFollower {
  readonly #options: EventFollowerOptions;
  readonly #name: string;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #info: StreamInfo;
  #progress: StreamProgress | null = null;
  /** The same as far as the index holds it: nothing of a stream that had no event yet. */
  #stored: StreamProgress | null = null;
  /** Where it stood at the last look. */
  #lookedAt: StreamProgress | null = null;
  #reader: HeaderReader | undefined;
  #movedAt = performance.now();

  constructor(info: StreamInfo, options: EventFollowerOptions) {
    this.#options = options;
    this.#info = info;
    this.#name = eventStream(options.generation, options.partition);
    this.#running = this.#run();
  }

  get behind(): number {
    const { state } = this.#info;
    if (state.messages === 0) return 0;
    return Math.max(0, state.last_seq + 1 - (this.#progress?.next ?? 1));
  }

  /** Whether the index was brought as far as the stream went when this was its state. */
  reached({ created, state }: StreamInfo): boolean {
    if (state.messages === 0) return true;
    return this.#progress?.created === created && this.#progress.next > state.last_seq;
  }

  /** Whether the file holds what was brought into it. Throws StoreFailure. */
  async isKept(): Promise<boolean> {
    const { generation, partition, index } = this.#options;
    const stored = this.#stored;
    if (!stored) return this.#progress !== null || this.#info.state.messages === 0;
    const found = await index.progress({ generation, partition });
    return found?.created === stored.created && found.next >= stored.next;
  }

  /** How many events the stream holds. */
  get messages(): number {
    return this.#info.state.messages;
  }

  /** What the stream's leader says of it now. */
  look(info: StreamInfo): void {
    this.#info = info;
    const before = this.#lookedAt;
    this.#lookedAt = this.#progress;
    // What was read meanwhile may be newer than what was listed: only what was read before that can tell.
    const isAnother =
      before !== null && (before.created !== info.created || before.next > info.state.last_seq + 1);
    if (this.behind === 0) this.#movedAt = performance.now();
    if (isAnother || performance.now() - this.#movedAt > STUCK_MS) this.#reader?.close();
  }

  /** Whether the file still stands where this one has brought it: it may have been removed. */
  async recheck(): Promise<void> {
    const { generation, partition, index } = this.#options;
    const before = this.#stored;
    const found = await index.progress({ generation, partition });
    if (before && this.#stored === before && found?.next !== before.next) this.#reader?.close();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#reader?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let complained = false;
    while (!signal.aborted) {
      try {
        await this.#follow();
        complained = false;
      } catch (error) {
        if (!complained && !(error instanceof LogUnavailable) && !signal.aborted) {
          const message = 'the index of the ledger could not be brought on';
          this.#options.logger.warn({ err: error, stream: this.#name }, message);
          complained = true;
        }
      } finally {
        this.#reader?.close();
        this.#reader = undefined;
        this.#progress = null;
        this.#stored = null;
        this.#lookedAt = null;
      }
      await pause(RETRY_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Reads until something ends it. Throws LogUnavailable, ApiRefusal, StoreFailure. */
  async #follow(): Promise<void> {
    const { link, index, generation, partition } = this.#options;
    const at = { generation, partition };
    let after = await index.progress(at);
    // Asked for after that: it reaches at least as far, unless it is another stream.
    const info = await streamInfo(link, this.#name);
    if (!info) throw new LogUnavailable(`The stream ${this.#name} is missing.`);
    // Keep what the index knows of a lost stream: the loss is counted by it.
    if (info.created !== this.#info.created)
      throw new LogUnavailable(`The stream ${this.#name} is another one.`);
    this.#info = info;
    const { created, state } = info;
    if (after && (after.created !== created || after.next > state.last_seq + 1)) {
      await index.forget(at);
      after = null;
    }
    let progress = after ?? { created, next: await this.#firstWanted() };
    this.#progress = progress;
    this.#stored = after;
    this.#movedAt = performance.now();
    if (this.#stop.signal.aborted) return;
    this.#reader = await HeaderReader.open(link, this.#name, progress.next);
    if (this.#reader.pending === 0 && progress.next <= state.last_seq) {
      // What the stream had there was removed.
      progress = { created, next: state.last_seq + 1 };
      if (!(await index.addCommands({ ...at, after, ...progress, commands: [] }))) return;
      after = progress;
      this.#progress = progress;
      this.#stored = progress;
    }
    while (!this.#stop.signal.aborted) {
      const messages = await this.#reader.next();
      const next = messages.at(-1)!.sequence + 1;
      const commands = messages.map(readCommandHeaders);
      if (!(await index.addCommands({ ...at, after, created, next, commands }))) return;
      progress = { created, next };
      after = progress;
      this.#progress = progress;
      this.#stored = progress;
      this.#movedAt = performance.now();
    }
  }

  /** The first event within the window. */
  async #firstWanted(): Promise<number> {
    const { link, windowMs, maxRows } = this.#options;
    const { first_seq, last_seq, messages, first_ts } = this.#info.state;
    const byRows = Math.max(first_seq, last_seq - maxRows + 1, 1);
    const since = Date.now() - windowMs;
    if (messages === 0 || Date.parse(first_ts) >= since) return byRows;
    const request = { start_time: new Date(since).toISOString(), batch: 1 };
    const [first] = await readBatch(link, this.#name, request);
    return Math.max(byRows, first?.sequence ?? last_seq + 1);
  }
}
