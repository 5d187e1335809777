import { isSameProgress, type StreamProgress } from '../../../contracts/ports/stream-progress.ts';
import type { StreamInfo } from '../streams/stream-info.ts';

/** The end that a stream had at some moment. */
export interface StreamEnd {
  /** When the stream was created; undefined for whichever stream of the name there is. */
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

/** How far one stream was read, what is known of the stream, and who waits for it to be read. */
export class IndexProgress {
  readonly #waiters = new Set<Waiter>();
  #info: StreamInfo | undefined;
  #read: StreamProgress | null = null;
  #stored: StreamProgress | null = null;
  /** Up to here the stream has nothing more: where its newest message was removed, no reading gets there. */
  #emptyTo = 0;
  #caughtUpAt = Number.NEGATIVE_INFINITY;
  #restarts = 0;

  /** The stream's state when it was read last; undefined where the stream is missing. */
  get info(): StreamInfo | undefined {
    return this.#info;
  }

  set info(info: StreamInfo | undefined) {
    this.#info = info;
  }

  /** As far as the stream was read. */
  get read(): StreamProgress | null {
    return this.#read;
  }

  /** The same as far as the index has it: null where it took nothing in. */
  get stored(): StreamProgress | null {
    return this.#stored;
  }

  /** How many messages of the stream were not read yet, as far as known. */
  get behind(): number {
    if (!this.#info || this.#info.state.messages === 0) return 0;
    const { first_seq, last_seq } = this.#info.state;
    return Math.max(0, last_seq + 1 - Math.max(this.#read?.next ?? 1, this.#emptyTo + 1, first_seq));
  }

  get isAtEnd(): boolean {
    return this.#info !== undefined && this.#read?.created === this.#info.created && this.behind === 0;
  }

  /** When the whole stream was last read, by `performance.now`; -Infinity for never. */
  get caughtUpAt(): number {
    return this.#caughtUpAt;
  }

  /** How often what had been read was no longer in the index. */
  get restarts(): number {
    return this.#restarts;
  }

  get isAwaited(): boolean {
    return this.#waiters.size > 0;
  }

  holds({ created, sequence }: StreamEnd): boolean {
    const wanted = created ?? this.#info?.created;
    if (!this.#read || this.#info?.created !== wanted || this.#read.created !== wanted) return false;
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

  /** The index has `stored` of this stream, and is read on from `next`. */
  begin(info: StreamInfo, stored: StreamProgress | null, next: number): void {
    if (!isSameProgress(stored, this.#stored) || this.#read?.created !== info.created) this.forget();
    this.#info = info;
    this.#stored = stored;
    this.#read = { created: info.created, next };
    this.#report();
  }

  advance(progress: StreamProgress): void {
    this.#read = progress;
    this.#stored = progress;
    if (this.#info && progress.next > this.#info.state.last_seq) this.#caughtUpAt = performance.now();
    this.#report();
  }

  /** Nothing more was found than what was read. `info` is what was known before. */
  foundEnd({ state }: StreamInfo): void {
    this.#emptyTo = state.last_seq;
    this.#caughtUpAt = performance.now();
    this.#report();
  }

  /** Where the index stands has to be asked for again. */
  forget(): void {
    this.#read = null;
    this.#stored = null;
    this.#emptyTo = 0;
    this.#caughtUpAt = Number.NEGATIVE_INFINITY;
    this.#restarts += 1;
  }

  /** Nobody reads on: whoever waits is told so. */
  abandon(): void {
    for (const { done } of [...this.#waiters]) done(false);
  }

  #report(): void {
    for (const waiter of [...this.#waiters]) if (this.holds(waiter)) waiter.done(true);
  }
}
