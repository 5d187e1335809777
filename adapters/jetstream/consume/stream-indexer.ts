import { setTimeout as pause } from 'node:timers/promises';
import { isSameProgress, type StreamProgress } from '../../../contracts/ports/stream-progress.ts';
import type { Repeat } from '../../../contracts/timing/repeat.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { type StreamInfo, streamInfo } from '../streams/stream-info.ts';
import { type FollowLoopOptions, followLoop } from './follow-loop.ts';
import { endOf, IndexProgress, type StreamEnd } from './index-progress.ts';
import type { IndexedStream } from './indexed-stream.ts';
import type { MessageSource } from './message-source.ts';

/** How often a stream's state is read: whether it is the same stream, its first and last sequence. */
const CHECK_MS = 1_000;
/** A source that returns nothing for this long, although the stream has more, is opened again. */
const STUCK_MS = 5_000;
/** The pause between two passes while a caller waits. */
const AGAIN_MS = 50;

/**
 * Reads one stream into an index, in order, a batch at a time. Each batch and the progress are stored in one transaction, so a
 * crash loses and repeats nothing. It runs in a loop (`run`), or reads to the stream's end on request (`catchUp`). States:
 *
 *   closed ─progress and stream match─► open ◄──► at the stream's end
 *     ▲  ╰─ stream replaced: the index forgets it, then opens at its beginning
 *     ╰──── failure · progress changed by others (a deleted file) · stream replaced · source stuck
 */
export class StreamIndexer<Message> {
  readonly progress = new IndexProgress();
  readonly #link: NatsLink;
  readonly #indexed: IndexedStream<Message>;
  /** Whether the caller reads the stream's state and passes it to `look`. */
  readonly #isWatched: boolean;
  #loop: Repeat | undefined;
  #source: MessageSource<Message> | undefined;
  #lookedAt: StreamProgress | null = null;
  #prunedTo = 0;
  #checkedAt = 0;
  #movedAt = 0;
  #isTaking = false;
  #isStopped = false;
  #pass: Promise<void> = Promise.resolve();
  #nextPass: Promise<void> | undefined;

  /** `info`: the stream's state, if the caller keeps reading it. */
  constructor(link: NatsLink, indexed: IndexedStream<Message>, info?: StreamInfo) {
    this.#link = link;
    this.#indexed = indexed;
    this.#isWatched = info !== undefined;
    this.progress.info = info;
  }

  /** Reads until `stop`. `pollMs`: the pause after a read that found nothing. */
  run(options: Omit<FollowLoopOptions, 'advance'>): this {
    this.#loop = followLoop({ ...options, advance: () => this.#advance() });
    return this;
  }

  /**
   * Resolves when all that was stored before this call has been read; for an indexer that does not `run`. Throws
   * LogUnavailable, ApiRefusal, StoreFailure.
   */
  catchUp(): Promise<void> {
    // A pass under way may have passed the stream's end already: callers wait for the next one, together.
    this.#nextPass ??= this.#pass
      .catch(() => {})
      .then(() => {
        this.#nextPass = undefined;
        this.#pass = this.#orClose(() => this.#readToEnd());
        return this.#pass;
      });
    return this.#nextPass;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const stopped = this.#loop?.stop();
    this.#close();
    await Promise.all([stopped, this.#pass.catch(() => {})]);
    this.progress.abandon();
  }

  /** The stream's present end. Throws LogUnavailable, ApiRefusal. */
  async end(): Promise<StreamEnd> {
    return endOf(await this.#state());
  }

  /** Resolves to whether the index holds the stream up to this end within `timeoutMs`. */
  reach(end: StreamEnd, timeoutMs: number): Promise<boolean> {
    if (this.progress.holds(end)) return Promise.resolve(true);
    if (timeoutMs <= 0 || this.#isStopped) return Promise.resolve(false);
    const reached = this.progress.wait(end, timeoutMs);
    if (this.#loop) this.#loop.wake();
    else void this.#catchUpForWaiters();
    return reached;
  }

  /** Whether the index still has the progress that it had stored by then. Throws StoreFailure. */
  async isKept(stored: StreamProgress | null): Promise<boolean> {
    if (!stored) return true;
    const found = await this.#indexed.progress();
    return found?.created === stored.created && found.next >= stored.next;
  }

  /** Records the stream's state. Throws StoreFailure. */
  async look(info: StreamInfo): Promise<void> {
    const { progress } = this;
    // A caller's state may be older than what was read meanwhile: compare it with what was read before the last look.
    const before = this.#isWatched ? this.#lookedAt : progress.read;
    this.#lookedAt = progress.read;
    // At the end that was known before this look, the source had nothing to return.
    if (progress.behind === 0) this.#movedAt = performance.now();
    progress.info = info;
    const isStuck = performance.now() - this.#movedAt > STUCK_MS;
    if (isStuck || (before && isOther(before, info))) {
      this.#close();
      return;
    }
    await this.#prune(info);
    await this.#checkKept();
  }

  async #readToEnd(): Promise<void> {
    if (this.#source) await this.look(await this.#state());
    if (!this.#source) await this.#open();
    const end = endOf(this.progress.info!);
    while (!this.progress.holds(end) && !this.#isStopped) {
      if ((await this.#read()) || this.progress.holds(end)) continue;
      throw new LogUnavailable(`The stream ${this.#indexed.stream} is behind its leader.`);
    }
  }

  async #catchUpForWaiters(): Promise<void> {
    while (this.progress.isAwaited && !this.#isStopped) {
      await this.catchUp().catch(() => {});
      if (this.progress.isAwaited) await pause(AGAIN_MS);
    }
  }

  #advance(): Promise<boolean> {
    return this.#orClose(async () => {
      if (this.#source && !this.#isWatched) {
        if (performance.now() - this.#checkedAt > CHECK_MS) {
          const info = await this.#state();
          this.#checkedAt = performance.now();
          await this.look(info);
        } else if (this.progress.isAtEnd) await this.#checkKept();
      }
      return this.#read();
    });
  }

  /** One batch; true if there may be more at once. Throws LogUnavailable, ApiRefusal, StoreFailure. */
  async #read(): Promise<boolean> {
    const source = this.#source ?? (await this.#open());
    const { info, read: before, stored } = this.progress;
    const { messages, next } = await source.read(info!.state.last_seq);
    if (this.#source !== source) return true;
    if (next === before!.next) {
      // A replica that is behind its leader has nothing yet; behind a gap there may be nothing at all.
      const { last_seq, num_deleted, messages: kept } = info!.state;
      const isEnd = next > last_seq || kept === 0 || Boolean(num_deleted) || this.#indexed.isFiltered;
      if (isEnd) this.progress.foundEnd(info!);
      return false;
    }
    const read = { created: before!.created, next };
    this.#isTaking = true;
    const isTaken = await this.#indexed.take(messages, read, stored).finally(() => {
      this.#isTaking = false;
    });
    if (this.#source !== source) return true;
    if (isTaken) this.progress.advance(read);
    else this.#forget();
    this.#movedAt = performance.now();
    return true;
  }

  async #open(): Promise<MessageSource<Message>> {
    const indexed = this.#indexed;
    let stored = await indexed.progress();
    // Read the stream's state second: it reaches at least as far, unless the stream was replaced.
    const info = await this.#state();
    // The caller decides which stream of this name counts. The index keeps the events of a lost stream.
    if (this.#isWatched && info.created !== this.progress.info?.created)
      throw new LogUnavailable(`The stream ${indexed.stream} was replaced by another one.`);
    if (stored && isOther(stored, info)) {
      await indexed.restart();
      stored = await indexed.progress();
    }
    const next = stored && !isOther(stored, info) ? stored.next : ((await indexed.first?.(info)) ?? 1);
    this.#lookedAt = null;
    this.#prunedTo = 0;
    this.#checkedAt = performance.now();
    this.#movedAt = this.#checkedAt;
    this.progress.begin(info, stored, next);
    await this.#prune(info);
    const source = await indexed.open(next, info.state.last_seq);
    if (this.#isStopped) {
      source.close();
      throw new LogUnavailable('The indexer was stopped.');
    }
    this.#source = source;
    return source;
  }

  async #state(): Promise<StreamInfo> {
    const info = await streamInfo(this.#link, this.#indexed.stream);
    if (info) return info;
    if (!this.#isWatched) this.progress.info = undefined;
    throw new LogUnavailable(`The stream ${this.#indexed.stream} is missing.`);
  }

  async #prune({ state }: StreamInfo): Promise<void> {
    if (!this.#indexed.prune || !this.progress.stored || state.first_seq <= this.#prunedTo) return;
    await this.#indexed.prune(state.first_seq);
    this.#prunedTo = state.first_seq;
  }

  /** If the file was deleted, the index has lost the stream. */
  async #checkKept(): Promise<void> {
    const { stored } = this.progress;
    if (this.#isTaking) return;
    const found = await this.#indexed.progress();
    if (!this.#isTaking && this.progress.stored === stored && !isSameProgress(found, stored)) this.#forget();
  }

  #forget(): void {
    this.#close();
    this.progress.forget();
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  async #orClose<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      this.#close();
      throw error;
    }
  }
}

/** Whether the stream was replaced, or ends before what was read. */
const isOther = ({ created, next }: StreamProgress, info: StreamInfo): boolean =>
  created !== info.created || next > info.state.last_seq + 1;
