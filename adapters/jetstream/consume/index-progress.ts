import { isSameProgress, type StreamProgress } from '../../../contracts/ports/stream-progress.ts';
import type { StreamInfo } from '../streams/stream-info.ts';

/** The end that a stream had at some moment. */
export interface StreamEnd {
  /** When the stream was created; undefined for any stream of this name. */
  created: string | undefined;
  sequence: number;
}

export const endOf = ({ created, state }: StreamInfo): StreamEnd => ({
  created,
  sequence: state.messages === 0 ? 0 : state.last_seq,
});

interface Waiter extends StreamEnd {
  done(reached: boolean): void;
}

/** How far one stream was read, its last known state, and the callers that wait for it. */
export class IndexProgress {
  /** The stream's state when it was last read; undefined if the stream is missing. */
  info: StreamInfo | undefined;
  readonly #waiters = new Set<Waiter>();
  #read: StreamProgress | null = null;
  #stored: StreamProgress | null = null;
  /** The stream has no more messages up to here. Reading never gets there if its newest message was deleted. */
  #emptyTo = 0;
  #caughtUpAt = Number.NEGATIVE_INFINITY;
  #restarts = 0;

  /** How far the stream was read. */
  get read(): StreamProgress | null {
    return this.#read;
  }

  /** How far the index has stored it; null if it has stored nothing. */
  get stored(): StreamProgress | null {
    return this.#stored;
  }

  /** How many messages of the stream are unread, as far as known. */
  get behind(): number {
    if (!this.info || this.info.state.messages === 0) return 0;
    const { first_seq, last_seq } = this.info.state;
    return Math.max(0, last_seq + 1 - Math.max(this.#read?.next ?? 1, this.#emptyTo + 1, first_seq));
  }

  get isAtEnd(): boolean {
    return this.info !== undefined && this.#read?.created === this.info.created && this.behind === 0;
  }

  /** When the whole stream was last read, by `performance.now`; -Infinity for never. */
  get caughtUpAt(): number {
    return this.#caughtUpAt;
  }

  /** How often the index lost what it had and was read again. */
  get restarts(): number {
    return this.#restarts;
  }

  get isAwaited(): boolean {
    return this.#waiters.size > 0;
  }

  holds({ created, sequence }: StreamEnd): boolean {
    const wanted = created ?? this.info?.created;
    if (!this.#read || this.info?.created !== wanted || this.#read.created !== wanted) return false;
    return Math.max(this.#read.next - 1, this.#emptyTo) >= sequence;
  }

  /** Resolves to whether the stream was read to this end within `timeoutMs`. */
  wait(end: StreamEnd, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        ...end,
        done: (reached) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(reached);
        },
      };
      const timer = setTimeout(() => waiter.done(false), timeoutMs);
      this.#waiters.add(waiter);
    });
  }

  /** Reading starts at `next`; the index has `stored`. */
  begin(info: StreamInfo, stored: StreamProgress | null, next: number): void {
    if (!isSameProgress(stored, this.#stored) || this.#read?.created !== info.created) this.forget();
    this.info = info;
    this.#stored = stored;
    this.#read = { created: info.created, next };
    this.#report();
  }

  advance(progress: StreamProgress): void {
    this.#read = progress;
    this.#stored = progress;
    if (this.info && progress.next > this.info.state.last_seq) this.#caughtUpAt = performance.now();
    this.#report();
  }

  /** The last read found no more messages. `info`: the stream's state before that read. */
  foundEnd({ state }: StreamInfo): void {
    this.#emptyTo = state.last_seq;
    this.#caughtUpAt = performance.now();
    this.#report();
  }

  /** The progress is unknown until it is read from the index again. */
  forget(): void {
    this.#read = null;
    this.#stored = null;
    this.#emptyTo = 0;
    this.#caughtUpAt = Number.NEGATIVE_INFINITY;
    this.#restarts += 1;
  }

  /** Reading ends: every waiting caller gets false. */
  abandon(): void {
    for (const { done } of [...this.#waiters]) done(false);
  }

  #report(): void {
    for (const waiter of [...this.#waiters]) if (this.holds(waiter)) waiter.done(true);
  }
}
