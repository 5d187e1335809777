import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import {
  type FoundGeneration,
  listGenerations,
} from '../../../adapters/jetstream/streams/list-generations.ts';
import type { IndexCurrency } from '../../../contracts/dead-letters.ts';
import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import { within } from '../../status/within.ts';
import { FollowLoop } from '../following/follow-loop.ts';
import { EventFollower } from './event-follower.ts';
import { LedgerFollower } from './ledger-follower.ts';

/** How often it is looked which streams there are, and how far they reach. */
const LOOK_MS = 500;
const PRUNE_MS = 10_000;
const BETWEEN_STEPS_MS = 20;
const READ_AGAIN_MS = 20;

export interface LedgerWindow {
  ledgerHours: number;
  ledgerIndexRows: number;
}

/** Keeps the index as the streams are: a follower for LEDGER, one for each stream of events that comes and goes. */
export class LedgerIndexFollower {
  readonly #link: NatsLink;
  readonly #index: LedgerIndex;
  readonly #window: LedgerWindow;
  readonly #logger: Logger;
  readonly #ledger: LedgerFollower;
  readonly #events = new Map<string, EventFollower>();
  readonly #loop: FollowLoop;
  readonly #stop = new AbortController();
  readonly #pruning: Promise<void>;
  #lookedAt: number | undefined;

  constructor(link: NatsLink, index: LedgerIndex, window: LedgerWindow, logger: Logger) {
    this.#link = link;
    this.#index = index;
    this.#window = window;
    this.#logger = logger;
    this.#ledger = new LedgerFollower(link, index, logger);
    this.#loop = new FollowLoop({
      advance: () => this.#look(),
      onFailure: () => {},
      pollMs: LOOK_MS,
      logger,
      complaint: 'the streams of events could not be looked at',
    });
    this.#pruning = this.#prune();
  }

  currency(): IndexCurrency {
    const { behind, eventsCaughtUp } = this.#standing();
    const events = [...this.#events.values()].reduce((sum, { messages }) => sum + messages, 0);
    return {
      caughtUp: this.#link.isUp && eventsCaughtUp && this.#ledger.atEnd,
      behind,
      of: events + this.#ledger.messages,
      readAt: new Date().toISOString(),
    };
  }

  /**
   * What `read` reads of the index, which holds then what LEDGER and the events' streams had at the call; undefined where
   * it does not come to that within some `timeoutMs`. Throws LogUnavailable, StoreFailure, and what `read` throws.
   */
  async readCurrent<Result>(timeoutMs: number, read: () => Promise<Result>): Promise<Result | undefined> {
    if (!this.#link.isUp) return undefined;
    const deadline = performance.now() + timeoutMs;
    const left = () => Math.max(0, deadline - performance.now());
    const generations = await within(timeoutMs, listGenerations(this.#link), undefined);
    if (!generations) return undefined;
    const ends = generations.flatMap(({ number, streams }) =>
      [...streams].map(([partition, info]) => ({ key: `${number}-${partition}`, info })),
    );
    for (;;) {
      const reached =
        ends.every(({ key, info }) => this.#events.get(key)?.reached(info) ?? info.state.messages === 0) &&
        (await within(left(), this.#ledger.reachNow(left()), false));
      if (reached) {
        const result = await read();
        const kept = [this.#ledger, ...this.#events.values()].map((follower) => follower.isKept());
        if ((await Promise.all(kept)).every(Boolean)) return result;
      }
      if (left() === 0) return undefined;
      await pause(READ_AGAIN_MS);
    }
  }

  /** Resolves to whether the index came, within `timeoutMs`, to hold what LEDGER has now. Throws LogUnavailable. */
  reachLedger(timeoutMs: number): Promise<boolean> {
    return this.#ledger.reachNow(timeoutMs);
  }

  /** Unix ms from when on the index holds the ledger without a gap of its own; null while it is being built. */
  async reachesBackTo(): Promise<number | null> {
    if (!this.#ledger.isCurrent) return null;
    const from = this.#ledger.tellsFrom;
    const { batches, oldestAppliedAt } = await this.#index.size();
    if (from === null || oldestAppliedAt === null) return from;
    // At its bound it has dropped what LEDGER still has.
    return batches >= this.#window.ledgerIndexRows * 0.9 ? Math.max(from, oldestAppliedAt) : from;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop.stop();
    await Promise.all([
      this.#ledger.stop(),
      this.#pruning,
      ...[...this.#events.values()].map((follower) => follower.stop()),
    ]);
  }

  #standing() {
    let events = 0;
    for (const follower of this.#events.values()) events += follower.behind;
    return {
      behind: events + this.#ledger.behind,
      eventsCaughtUp: this.#lookedAt !== undefined && events === 0,
    };
  }

  async #look(): Promise<boolean> {
    const generations = await listGenerations(this.#link);
    this.#lookedAt = performance.now();
    const gone = new Set(this.#events.keys());
    const partitions = generations.reduce((sum, { streams }) => sum + streams.size, 0);
    for (const generation of generations)
      for (const key of this.#followAll(generation, Math.max(1, partitions))) gone.delete(key);
    for (const key of gone) {
      const follower = this.#events.get(key);
      this.#events.delete(key);
      await follower?.stop();
    }
    for (const follower of this.#events.values()) await follower.recheck();
    return false;
  }

  #followAll({ number, streams }: FoundGeneration, partitions: number): string[] {
    const maxRows = Math.ceil(this.#window.ledgerIndexRows / partitions);
    return [...streams].map(([partition, info]) => {
      const key = `${number}-${partition}`;
      const follower = this.#events.get(key);
      if (follower) follower.look(info);
      else
        this.#events.set(
          key,
          new EventFollower(info, {
            link: this.#link,
            index: this.#index,
            logger: this.#logger,
            generation: number,
            partition,
            maxRows,
            windowMs: this.#window.ledgerHours * 3_600_000,
          }),
        );
      return key;
    });
  }

  async #prune(): Promise<void> {
    const { signal } = this.#stop;
    const { ledgerHours, ledgerIndexRows: maxRows } = this.#window;
    while (!signal.aborted) {
      const storedBefore = Date.now() - ledgerHours * 3_600_000;
      const ledgerFirst = this.#ledger.firstSequence;
      // What the disk refuses now is tried again at the next round.
      const more = await this.#index.prune({ storedBefore, ledgerFirst, maxRows }).catch(() => false);
      await pause(more ? BETWEEN_STEPS_MS : PRUNE_MS, undefined, { signal }).catch(() => {});
    }
  }
}
