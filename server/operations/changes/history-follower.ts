import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { type StreamInfo, streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { CHANGE_KINDS } from '../../../contracts/changes.ts';
import type { IndexCurrency } from '../../../contracts/dead-letters.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import type { StreamProgress } from '../../../contracts/ports/dead-letter-index.ts';
import type { LagHistory, TakenIn, WatchedStream } from '../../../contracts/ports/lag-history.ts';
import { within } from '../../status/within.ts';
import { readMinutes } from '../consumers/minute-samples.ts';

const BATCH = 500;
const BATCH_BYTES = 8 * 1024 ** 2;
const READ_AGAIN_MS = 20;

/** Reads the streams CHANGES and SAMPLES into the history, from where it stands, as far as they go when asked. */
export class HistoryFollower {
  readonly #link: NatsLink;
  readonly #history: LagHistory;
  readonly #running: Record<WatchedStream, Promise<void> | undefined> = {
    SAMPLES: undefined,
    CHANGES: undefined,
  };
  #prunedTo = 0;
  #seen: { info?: StreamInfo; progress: StreamProgress | null } = { progress: null };
  #closed = false;

  constructor(link: NatsLink, history: LagHistory) {
    this.#link = link;
    this.#history = history;
  }

  /** Together with whoever asks meanwhile. Throws LogUnavailable, ApiRefusal, StoreFailure. */
  catchUp(stream: WatchedStream): Promise<void> {
    this.#running[stream] ??= this.#pass(stream).finally(() => {
      this.#running[stream] = undefined;
    });
    return this.#running[stream];
  }

  /** How far CHANGES was read when it was looked at last. */
  currency(): IndexCurrency {
    const { info, progress } = this.#seen;
    const from = Math.max(
      progress?.created === info?.created ? (progress?.next ?? 1) : 1,
      info?.state.first_seq ?? 1,
    );
    const behind = info && info.state.messages > 0 ? Math.max(0, info.state.last_seq + 1 - from) : 0;
    return {
      caughtUp: this.#link.isUp && info !== undefined && behind === 0,
      behind,
      of: info?.state.messages ?? 0,
      readAt: new Date().toISOString(),
    };
  }

  /**
   * What `read` reads of the history, which holds then the changes that the stream had at the call; undefined where it
   * does not come to that within some `timeoutMs`. Throws StoreFailure, and what `read` throws.
   */
  async readCurrent<Result>(timeoutMs: number, read: () => Promise<Result>): Promise<Result | undefined> {
    const deadline = performance.now() + timeoutMs;
    const left = () => Math.max(0, deadline - performance.now());
    const info = await within(timeoutMs, streamInfo(this.#link, 'CHANGES'), undefined);
    if (!info) return undefined;
    for (;;) {
      await within(left(), this.catchUp('CHANGES'), undefined);
      const before = await this.#history.progress('CHANGES');
      this.#seen = { info, progress: before };
      if (
        info.state.messages === 0 ||
        (before?.created === info.created && before.next > info.state.last_seq)
      ) {
        const result = await read();
        const after = await this.#history.progress('CHANGES');
        if (after?.created === before?.created && (after?.next ?? 0) >= (before?.next ?? 0)) return result;
      }
      if (left() === 0) return undefined;
      await pause(READ_AGAIN_MS);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(Object.values(this.#running));
  }

  async #pass(stream: WatchedStream): Promise<void> {
    const info = await streamInfo(this.#link, stream);
    if (!info) throw new LogUnavailable(`The stream ${stream} is missing.`);
    const { created } = info;
    const { first_seq: first, last_seq: last, messages } = info.state;
    let after = await this.#history.progress(stream);
    const isOther = after !== null && (after.created !== created || after.next > last + 1);
    if (stream === 'CHANGES' && isOther) await this.#history.pruneChanges(null);
    if (stream === 'CHANGES' && first > this.#prunedTo) {
      await this.#history.pruneChanges(first);
      this.#prunedTo = first;
    }
    let next = isOther || after === null ? 1 : after.next;
    while (messages > 0 && next <= last && !this.#closed) {
      const batch = await readBatch(this.#link, stream, { seq: next, batch: BATCH, max_bytes: BATCH_BYTES });
      const newest = batch.at(-1);
      // Behind a gap there is nothing more; and of a replica that is behind the rest comes another time.
      if (!newest) return;
      next = newest.sequence + 1;
      const progress = { created, next };
      const taken = await this.#history.takeIn({ stream, after, progress, ...read(stream, batch) });
      // The file was removed meanwhile: the next pass begins at the first message.
      if (!taken) return;
      after = progress;
    }
  }
}

function read(
  stream: WatchedStream,
  batch: readonly StoredMessage[],
): Pick<TakenIn, 'minutes' | 'logMinutes' | 'changes'> {
  if (stream === 'SAMPLES') {
    const read = batch.map(({ bytes }) => readMinutes(bytes));
    return {
      minutes: read.flatMap(({ consumers }) => consumers),
      logMinutes: read.flatMap(({ log }) => log),
      changes: [],
    };
  }
  const changes = batch.flatMap(({ sequence, bytes }) => {
    const change = readChange(bytes);
    return change ? [{ sequence, change }] : [];
  });
  return { minutes: [], logMinutes: [], changes };
}

function readChange(bytes: Uint8Array): PipelineChange | undefined {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return CHANGE_KINDS.includes(value.kind) && typeof value.at === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
