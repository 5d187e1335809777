import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { foldedInMemory, type StreamReader } from '../../../adapters/jetstream/consume/indexed-stream.ts';
import { StreamIndexer } from '../../../adapters/jetstream/consume/stream-indexer.ts';
import { OPERATIONS } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { Operation } from '../../../contracts/operation.ts';
import { DeadLetterActions } from './dead-letter-actions.ts';
import { foldReplay, isLive, type ReplayJob } from './replay-job.ts';

/** Every action, folded: the replays, and the edits. A replay past its retention stays until the next start. */
export class ReplayLog implements StreamReader {
  readonly #indexer: StreamIndexer<StoredMessage>;
  readonly #jobs = new Map<string, ReplayJob>();
  readonly #live = new Map<string, ReplayJob>();
  readonly deadLetterActions = new DeadLetterActions();

  constructor(link: NatsLink) {
    this.#indexer = new StreamIndexer(link, foldedInMemory(link, OPERATIONS, this));
  }

  /** Throws LogUnavailable. */
  catchUp(): Promise<void> {
    return this.#indexer.catchUp();
  }

  job(replayId: string): ReplayJob | undefined {
    return this.#jobs.get(replayId);
  }

  /** All replays, newest first. */
  jobs(): ReplayJob[] {
    return [...this.#jobs.values()].reverse();
  }

  /** Replays with work left, oldest first. */
  liveJobs(): ReplayJob[] {
    return [...this.#live.values()];
  }

  /** The oldest replay that has yet to send a dead letter; null for none. */
  waitsIn(deadLetterId: string): string | null {
    for (const job of this.#live.values()) {
      if (job.state === 'cancelled' || !job.idSet.has(deadLetterId)) continue;
      if (!job.outcomes.has(deadLetterId) && !job.underWay.has(deadLetterId)) return job.replayId;
    }
    return null;
  }

  take(message: StoredMessage): void {
    try {
      this.#fold(JSON.parse(Buffer.from(message.bytes).toString('utf8')) as Operation, message);
    } catch {
      // Not from Waybill: any client with the right to publish can write here, and must not stop the fold.
    }
  }

  #fold(action: Operation, message: StoredMessage): void {
    this.deadLetterActions.take(action, message);
    if (action.target !== 'replay') return;
    const job = foldReplay(this.#jobs.get(action.replayId), action, message.sequence);
    if (!job) return;
    this.#jobs.set(action.replayId, job);
    if (isLive(job)) this.#live.set(action.replayId, job);
    else this.#live.delete(action.replayId);
  }

  reset(): void {
    this.#jobs.clear();
    this.#live.clear();
    this.deadLetterActions.clear();
  }
}
