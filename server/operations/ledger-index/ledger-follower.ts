import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { readBatch } from '../../../adapters/jetstream/connection/read-batch.ts';
import { type StreamInfo, streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { LEDGER } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { StreamProgress } from '../../../contracts/ports/dead-letter-index.ts';
import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import { FollowLoop } from '../following/follow-loop.ts';
import { readLedgerMessage } from './read-ledger-message.ts';

const BATCH = 500;
const BATCH_BYTES = 4 * 1024 ** 2;
/** How often a stream that gave nothing is looked at again: most of the index's lag. */
const POLL_MS = 50;
/** How often the stream's own state is asked for. */
const CHECK_MS = 1_000;
const CURRENT_MS = 10_000;
const LOOK_AGAIN_MS = 10;

/**
 * Takes LEDGER into the index, a batch a transaction. States:
 *
 *   unknown ─its state is read─► reading ◄──► at its end
 *      ▲                            │
 *      └── it is another one, or ends before where the index stands: what came from it is forgotten ──┘
 */
export class LedgerFollower {
  readonly #link: NatsLink;
  readonly #index: LedgerIndex;
  readonly #loop: FollowLoop;
  #info: StreamInfo | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #progress: StreamProgress | null = null;
  #atEnd = false;
  #caughtUpAt = Number.NEGATIVE_INFINITY;

  constructor(link: NatsLink, index: LedgerIndex, logger: Logger) {
    this.#link = link;
    this.#index = index;
    this.#loop = new FollowLoop({
      advance: () => this.#advance(),
      onFailure: () => this.#forget(),
      pollMs: POLL_MS,
      logger,
      complaint: 'the index of the ledger could not be brought on',
    });
  }

  get atEnd(): boolean {
    return this.#atEnd && this.#link.isUp;
  }

  /** Whether the index had all of it a short while ago: under load there is always something new. */
  get isCurrent(): boolean {
    return performance.now() - this.#caughtUpAt < CURRENT_MS;
  }

  /** Resolves to whether the index came, within `timeoutMs`, to hold what LEDGER has now. Throws LogUnavailable. */
  async reachNow(timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    const info = await streamInfo(this.#link, LEDGER);
    if (!info) return false;
    const { last_seq, messages } = info.state;
    const isThere = () =>
      messages === 0 || (this.#progress?.created === info.created && this.#progress.next > last_seq);
    while (!isThere() && performance.now() < deadline) {
      this.#loop.wake();
      await pause(LOOK_AGAIN_MS);
    }
    return isThere();
  }

  /** Messages of LEDGER that were not read yet, as far as is known. */
  get behind(): number {
    if (!this.#info || this.#atEnd) return 0;
    return Math.max(0, this.#info.state.last_seq + 1 - (this.#progress?.next ?? 1));
  }

  /** How many messages LEDGER holds, as far as is known. */
  get messages(): number {
    return this.#info?.state.messages ?? 0;
  }

  /** Whether the file holds what was brought into it. Throws StoreFailure. */
  async isKept(): Promise<boolean> {
    const before = this.#progress;
    if (!before) return this.messages === 0;
    const found = await this.#index.progress('LEDGER');
    return found?.created === before.created && found.next >= before.next;
  }

  /** The first message that LEDGER still has; 0 where that isn't known. */
  get firstSequence(): number {
    return this.#info?.state.first_seq ?? 0;
  }

  /** Unix ms: from when on LEDGER tells everything; null where that isn't known. */
  get tellsFrom(): number | null {
    if (!this.#info) return null;
    const { first_seq, messages, first_ts } = this.#info.state;
    return Date.parse(first_seq <= 1 || messages === 0 ? this.#info.created : first_ts);
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #advance(): Promise<boolean> {
    if (performance.now() - this.#checkedAt > CHECK_MS && !(await this.#check())) return false;
    const info = this.#info!;
    // Deleted under us, the file has forgotten the stream.
    if (this.#atEnd && (await this.#index.progress('LEDGER'))?.next !== this.#progress?.next) this.#forget();
    if (this.#checkedAt === Number.NEGATIVE_INFINITY) return true;
    const from = this.#progress?.next ?? 1;
    const found = await readBatch(this.#link, LEDGER, { seq: from, batch: BATCH, max_bytes: BATCH_BYTES });
    const newest = found.at(-1);
    if (from > info.state.last_seq) this.#caughtUpAt = performance.now();
    if (!newest) {
      this.#atEnd =
        from > info.state.last_seq || Boolean(info.state.num_deleted) || info.state.messages === 0;
      if (this.#atEnd) this.#caughtUpAt = performance.now();
      return false;
    }
    const after = this.#progress;
    const taken = { created: info.created, next: newest.sequence + 1 };
    const messages = found.flatMap(({ sequence, subject, bytes }) => {
      const message = readLedgerMessage(bytes);
      return message ? [{ sequence, role: subject.slice(subject.indexOf('.') + 1), message }] : [];
    });
    if (await this.#index.addLedger({ after, ...taken, messages })) this.#progress = taken;
    else this.#forget();
    return true;
  }

  /** Whether the stream is there, and the index one of it. */
  async #check(): Promise<boolean> {
    this.#info = await streamInfo(this.#link, LEDGER);
    if (!this.#info) {
      this.#atEnd = false;
      return false;
    }
    const { created, state } = this.#info;
    const progress = await this.#index.progress('LEDGER');
    if (progress && (progress.created !== created || progress.next > state.last_seq + 1)) {
      await this.#index.forget('LEDGER');
      this.#forget();
      return false;
    }
    if (this.#progress && progress?.next !== this.#progress.next) this.#forget();
    this.#progress = progress;
    this.#checkedAt = performance.now();
    if ((progress?.next ?? 1) <= state.last_seq && state.messages > 0) this.#atEnd = false;
    return true;
  }

  #forget(): void {
    this.#checkedAt = Number.NEGATIVE_INFINITY;
    this.#progress = null;
    this.#atEnd = false;
    this.#caughtUpAt = Number.NEGATIVE_INFINITY;
  }
}
