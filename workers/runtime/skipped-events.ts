import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../adapters/jetstream/connection/read-batch.ts';
import { foldedInMemory, type StreamReader } from '../../adapters/jetstream/consume/indexed-stream.ts';
import { StreamIndexer } from '../../adapters/jetstream/consume/stream-indexer.ts';
import { readOperation } from '../../adapters/jetstream/records/read-operation.ts';
import { OPERATIONS } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { DeadLetterStep } from '../../contracts/dead-letter-steps.ts';
import {
  type Decisions,
  decide,
  resolves,
  type SkipReason,
  skipReasonOf,
  UNDECIDED,
} from '../../domain/operations/decisions.ts';

/**
 * Operators' decisions about the events of one projection, from the actions in OPERATIONS. Workers skip events of the
 * log that operators discarded, hold or replaced. Kept in memory; grows with the dead letters that have actions.
 */
export class SkippedEvents implements StreamReader {
  readonly #prefix: string;
  readonly #indexer: StreamIndexer<StoredMessage>;
  /** By position: only events with a decision. */
  readonly #decided = new Map<string, Decisions>();
  readonly #skipReasons = new Map<string, SkipReason>();
  /** By position: when an action last proved the event resolved, Unix ms by the log's clock. */
  readonly #resolvedAt = new Map<string, number>();
  #isKnown = false;

  constructor(link: NatsLink, projection: string) {
    this.#prefix = `${projection}.`;
    this.#indexer = new StreamIndexer(link, foldedInMemory(link, OPERATIONS, this));
  }

  /** Reads every action stored before this call. Throws LogUnavailable, ApiRefusal. */
  async catchUp(): Promise<void> {
    await this.#indexer.catchUp();
    this.#isKnown = true;
  }

  /** Whether the actions have been read since this process began. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get size(): number {
    return this.#skipReasons.size;
  }

  /** Why the event at this position is not applied; undefined if it is. */
  of(position: string): SkipReason | undefined {
    return this.#skipReasons.get(position);
  }

  /** When an action last proved the event resolved; undefined if never. */
  resolvedAt(position: string): number | undefined {
    return this.#resolvedAt.get(position);
  }

  take(message: StoredMessage): void {
    // Alerts and consumers have their own actions, which concern no event.
    const target = message.subject.split('.', 2)[1];
    if (target !== 'dead-letter' && target !== 'replay') return;
    const operation = readOperation(message);
    if (operation?.target === 'dead-letter') {
      this.#fold(operation.deadLetterId, operation, message.storedAt);
    } else if (operation?.kind === 'replay-outcomes') {
      const { replayId } = operation;
      for (const outcome of operation.outcomes)
        this.#fold(outcome.deadLetterId, { kind: 'outcome', replayId, outcome }, message.storedAt);
    }
  }

  reset(): void {
    for (const map of [this.#decided, this.#skipReasons, this.#resolvedAt]) map.clear();
  }

  #fold(deadLetterId: string, action: DeadLetterStep['action'], at: number): void {
    if (!deadLetterId.startsWith(this.#prefix)) return;
    const position = deadLetterId.slice(this.#prefix.length);
    if (resolves(action)) this.#resolvedAt.set(position, at);
    const decisions = decide(this.#decided.get(position) ?? UNDECIDED, action);
    const skipReason = skipReasonOf(decisions);
    if (skipReason === undefined) {
      this.#decided.delete(position);
      this.#skipReasons.delete(position);
    } else {
      this.#decided.set(position, decisions);
      this.#skipReasons.set(position, skipReason);
    }
  }
}
