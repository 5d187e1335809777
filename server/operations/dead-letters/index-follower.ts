import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { readOperation } from '../../../adapters/jetstream/records/read-operation.ts';
import { type StreamInfo, streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import type { IndexCurrency } from '../../../contracts/dead-letters.ts';
import type {
  DeadLetterIndex,
  IndexedFailure,
  IndexedStream,
  StreamProgress,
} from '../../../contracts/ports/dead-letter-index.ts';
import { FollowLoop } from '../following/follow-loop.ts';
import { readFailure } from './read-failure.ts';

const BATCH = 4_000;
const BATCH_BYTES = 16 * 1024 ** 2;
/** How many messages are read in one turn of the event loop: some 10 ms. */
const READ_AT_ONCE = 500;
/** How often a stream that gave nothing is looked at again: most of the index's lag. */
const POLL_MS = 50;
/** How often a stream's own state is asked for: its age, its first message, whether it is the same one still. */
const CHECK_MS = 1_000;
const NS_PER_MS = 1_000_000;

const STREAMS: readonly IndexedStream[] = ['DEAD_LETTERS', 'OPERATIONS'];

interface Waiter {
  sequence: number;
  /** Of which stream of the name; undefined for whichever there is. */
  created: string | undefined;
  done(reached: boolean): void;
}

interface Following {
  info: StreamInfo | undefined;
  checkedAt: number;
  progress: StreamProgress | null;
  prunedTo: number;
  /** Up to here the stream has nothing more: where its newest message was removed, no reading gets there. */
  emptyTo: number;
  /** Whether the last read found nothing more. */
  atEnd: boolean;
  /** What comes next, on its way while the batch before it is taken in. */
  ahead: { from: number; messages: Promise<StoredMessage[]> } | undefined;
  waiters: Set<Waiter>;
}

const following = (): Following => ({
  info: undefined,
  checkedAt: Number.NEGATIVE_INFINITY,
  progress: null,
  prunedTo: 0,
  emptyTo: 0,
  atEnd: false,
  ahead: undefined,
  waiters: new Set(),
});

/**
 * Keeps the index as the streams are: reads each from where the index stands, a batch a transaction, for ever. Where the
 * log or the disk fails it goes on when they are back. A stream:
 *
 *   unknown ─its state is read─► reading ◄──► at its end
 *      ▲                            │
 *      └── it is another one, or ends before where the index stands: the index is emptied ──┘
 */
export class IndexFollower {
  readonly #link: NatsLink;
  readonly #index: DeadLetterIndex;
  readonly #logger: Logger;
  readonly #streams: Record<IndexedStream, Following> = {
    DEAD_LETTERS: following(),
    OPERATIONS: following(),
  };
  readonly #loops: Record<IndexedStream, FollowLoop>;
  /** How often it was forgotten where the index stands. */
  #forgot = 0;

  constructor(link: NatsLink, index: DeadLetterIndex, logger: Logger) {
    this.#link = link;
    this.#index = index;
    this.#logger = logger;
    this.#loops = { DEAD_LETTERS: this.#follow('DEAD_LETTERS'), OPERATIONS: this.#follow('OPERATIONS') };
  }

  /** How long a dead letter is kept, in ms; 0 for ever or not known. */
  get deadLetterMaxAgeMs(): number {
    return Number(this.#streams.DEAD_LETTERS.info?.config.max_age ?? 0) / NS_PER_MS;
  }

  currency(): IndexCurrency {
    const streams = Object.values(this.#streams);
    const behind = streams.map(({ info, progress, atEnd }) =>
      info === undefined || atEnd
        ? 0
        : Math.max(0, info.state.last_seq + 1 - Math.max(progress?.next ?? 1, info.state.first_seq)),
    );
    return {
      caughtUp: this.#link.isUp && streams.every(({ atEnd }) => atEnd),
      behind: behind.reduce((sum, each) => sum + each, 0),
      of: streams.reduce((sum, { info }) => sum + (info?.state.messages ?? 0), 0),
      readAt: new Date().toISOString(),
    };
  }

  /** Resolves to whether the index holds what the stream has up to `sequence`, at the latest after `timeoutMs`. */
  async reached(stream: IndexedStream, sequence: number, timeoutMs: number): Promise<boolean> {
    return this.#reached(stream, { sequence, created: undefined }, timeoutMs);
  }

  /**
   * What `read` reads of the index, which holds then what both streams had at the call; undefined where it does not come
   * to that within some `timeoutMs`. It may read more than once: what was read of a file that went away on the way is
   * not used. Throws LogUnavailable, StoreFailure, and what `read` throws.
   */
  async readCurrent<Result>(timeoutMs: number, read: () => Promise<Result>): Promise<Result | undefined> {
    const deadline = performance.now() + timeoutMs;
    const ends = await this.#endsWithin(timeoutMs);
    for (;;) {
      const left = deadline - performance.now();
      const reached = STREAMS.map((stream, n) => this.#reached(stream, ends[n]!, left));
      if (!(await Promise.all(reached)).every(Boolean)) return undefined;
      // What one stream had reached may be forgotten again while the other was waited for.
      if (!STREAMS.every((stream, n) => holds(this.#streams[stream], ends[n]!))) continue;
      const forgot = this.#forgot;
      const before = STREAMS.map((stream) => this.#streams[stream].progress);
      const result = await read();
      const after = await Promise.all(STREAMS.map((stream) => this.#index.progress(stream)));
      const kept = STREAMS.every((_, n) => isKept(before[n]!, after[n]!));
      if (kept && forgot === this.#forgot) return result;
      if (performance.now() > deadline) return undefined;
      await pause(POLL_MS);
    }
  }

  /** How far both streams go now. Throws LogUnavailable, also where the log takes longer than this to say so. */
  async #endsWithin(timeoutMs: number): Promise<Pick<Waiter, 'sequence' | 'created'>[]> {
    const ends = Promise.all(STREAMS.map((stream) => this.#endOf(stream)));
    const late = new AbortController();
    try {
      return await Promise.race([
        ends,
        pause(timeoutMs, undefined, { signal: late.signal }).then(() => {
          throw new LogUnavailable('The log did not say in time how far its streams go.');
        }),
      ]);
    } finally {
      late.abort();
      ends.catch(() => {});
    }
  }

  async #endOf(stream: IndexedStream): Promise<Pick<Waiter, 'sequence' | 'created'>> {
    const info = await streamInfo(this.#link, stream);
    if (!info) throw new LogUnavailable(`The stream ${stream} is missing.`);
    return { sequence: info.state.last_seq, created: info.created };
  }

  #reached(
    stream: IndexedStream,
    wanted: Pick<Waiter, 'sequence' | 'created'>,
    timeoutMs: number,
  ): Promise<boolean> {
    const at = this.#streams[stream];
    if (holds(at, wanted)) return Promise.resolve(true);
    if (timeoutMs <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const waiter: Waiter = {
        ...wanted,
        done(reached) {
          clearTimeout(timer);
          at.waiters.delete(waiter);
          resolve(reached);
        },
      };
      const timer = setTimeout(() => waiter.done(false), timeoutMs);
      at.waiters.add(waiter);
      this.#loops[stream].wake();
    });
  }

  async close(): Promise<void> {
    await Promise.all(STREAMS.map((stream) => this.#loops[stream].stop()));
    for (const { waiters } of Object.values(this.#streams)) for (const { done } of [...waiters]) done(false);
  }

  #follow(stream: IndexedStream): FollowLoop {
    const at = this.#streams[stream];
    return new FollowLoop({
      advance: () => this.#advance(stream),
      onFailure() {
        at.atEnd = false;
        at.checkedAt = Number.NEGATIVE_INFINITY;
        at.ahead = undefined;
      },
      pollMs: POLL_MS,
      logger: this.#logger.child({ stream }),
      complaint: 'the index of dead letters could not be brought on',
    });
  }

  /** One batch; true where there may be more at once. Throws LogUnavailable, ApiRefusal, StoreFailure. */
  async #advance(stream: IndexedStream): Promise<boolean> {
    const at = this.#streams[stream];
    if (performance.now() - at.checkedAt > CHECK_MS && !(await this.#check(stream, at))) return false;
    // Deleted under us, the file has forgotten both streams: what is read from it is not current until they are back.
    if (at.atEnd && (await this.#index.progress(stream))?.next !== at.progress?.next) this.#forget();
    const { info } = at;
    if (!info || at.checkedAt === Number.NEGATIVE_INFINITY) return info !== undefined;
    const from = at.progress?.next ?? 1;
    const { ahead } = at;
    const forgot = this.#forgot;
    at.ahead = undefined;
    const messages = await (ahead?.from === from ? ahead.messages : this.#read(stream, from));
    // Emptied meanwhile, for the other stream's sake: that nothing comes after `from` tells no more that all is read.
    if (forgot !== this.#forgot) return true;
    const newest = messages.at(-1);
    if (!newest) {
      // Behind a gap there may be nothing; a replica that is behind its leader has nothing yet.
      at.atEnd = from > info.state.last_seq || Boolean(info.state.num_deleted) || info.state.messages === 0;
      if (at.atEnd) {
        at.emptyTo = info.state.last_seq;
        this.#tell(at);
      }
      return false;
    }
    const next = newest.sequence + 1;
    if (next <= info.state.last_seq) {
      at.ahead = { from: next, messages: this.#read(stream, next) };
      // Whoever takes it meets its failure; nobody may.
      at.ahead.messages.catch(() => {});
    }
    const { created } = info;
    const isLetters = stream === 'DEAD_LETTERS';
    const failures = isLetters ? await readFailures(messages) : [];
    const taken = await this.#index.add({
      stream,
      after: at.progress,
      created,
      next,
      failures,
      acts: isLetters ? [] : messages.flatMap((message) => this.#readAct(message)),
    });
    if (!taken) {
      this.#forget();
      return true;
    }
    this.#reach(at, { created, next });
    return true;
  }

  #read(stream: IndexedStream, seq: number): Promise<StoredMessage[]> {
    return readBatch(this.#link, stream, { seq, batch: BATCH, max_bytes: BATCH_BYTES });
  }

  /** Whether the stream is there, and the index one of it. */
  async #check(stream: IndexedStream, at: Following): Promise<boolean> {
    const info = await streamInfo(this.#link, stream);
    if (info?.created !== at.info?.created) at.emptyTo = 0;
    at.info = info;
    if (!info) {
      at.atEnd = false;
      return false;
    }
    const forgot = this.#forgot;
    const progress = await this.#index.progress(stream);
    if (progress && (progress.created !== info.created || progress.next > info.state.last_seq + 1)) {
      this.#logger.warn({ stream }, 'the stream is another one: the index of dead letters is made anew');
      this.#forget();
      await this.#index.reset();
      this.#forget();
      return false;
    }
    if (progress && info.state.first_seq > at.prunedTo) {
      await this.#index.prune(stream, info.state.first_seq);
      at.prunedTo = info.state.first_seq;
    }
    if (forgot !== this.#forgot) return false;
    // Another file: that the streams held nothing more for the old one says nothing about this one.
    if (at.progress && progress?.next !== at.progress.next) {
      this.#forget();
      return false;
    }
    this.#reach(at, progress);
    at.checkedAt = performance.now();
    return true;
  }

  /** Nothing is known of where the index stands: each stream is looked at anew. */
  #forget(): void {
    this.#forgot += 1;
    for (const at of Object.values(this.#streams)) {
      at.checkedAt = Number.NEGATIVE_INFINITY;
      at.progress = null;
      at.atEnd = false;
      at.prunedTo = 0;
      at.emptyTo = 0;
    }
  }

  #reach(at: Following, progress: StreamProgress | null): void {
    at.progress = progress;
    this.#tell(at);
  }

  #tell(at: Following): void {
    for (const waiter of [...at.waiters]) if (holds(at, waiter)) waiter.done(true);
  }

  #readAct(message: StoredMessage) {
    const operation = readOperation(message);
    if (operation) return [{ sequence: message.sequence, storedAt: message.storedAt, operation }];
    this.#logger.warn({ sequence: message.sequence }, 'a message of OPERATIONS is no act; passed over');
    return [];
  }
}

/** Whether a file that stood at `before` may be the one that stands at `after`. */
const isKept = (before: StreamProgress | null, after: StreamProgress | null): boolean =>
  before === null || (after !== null && after.created === before.created && after.next >= before.next);

function holds(at: Following, { sequence, created }: Pick<Waiter, 'sequence' | 'created'>): boolean {
  const { info, progress } = at;
  if (created !== undefined && (info?.created !== created || (progress ?? info).created !== created))
    return false;
  return Math.max((progress?.next ?? 1) - 1, at.emptyTo) >= sequence;
}

async function readFailures(messages: readonly StoredMessage[]): Promise<IndexedFailure[]> {
  const failures: IndexedFailure[] = [];
  for (let from = 0; from < messages.length; from += READ_AT_ONCE) {
    if (from > 0) await nextTurn();
    failures.push(...messages.slice(from, from + READ_AT_ONCE).map(readFailure));
  }
  return failures;
}
