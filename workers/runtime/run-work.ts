import type { Delivery } from '../../adapters/jetstream/consume/delivery.ts';
import { PullConsumer, type PullLimits } from '../../adapters/jetstream/consume/pull-consumer.ts';
import type { Position } from '../../contracts/position.ts';
import { applyAlone } from './apply-alone.ts';
import { type ApplyContext, applyBatch } from './apply-batch.ts';
import { BatchSize } from './batch-size.ts';
import { type Failure, failureOf } from './failure.ts';
import { groupBySuspicion } from './quarantine.ts';
import { mayBeCopy, refuseCopies } from './refuse-copies.ts';
import { settleFailure } from './settle-failure.ts';
import { isReadable, type ReadableWork, type Work } from './work.ts';
import type { EpochContext } from './worker-context.ts';

/** Where events are delivered from: a partition of the log, or RETRIES. */
interface Source {
  stream: string;
  pull: PullLimits;
  /** Their partition; undefined for RETRIES, which has events of all partitions. */
  at: Pick<Position, 'generation' | 'partition'> | undefined;
  read(delivery: Delivery): Work;
  /** Restores the consumer, which has not answered for `attempt` calls in a row. */
  restore(attempt: number): Promise<void>;
  /** Called after each batch; the next batch waits for it. */
  pause?(events: number): Promise<void>;
}

/** The share of a store call's time limit that a batch should take: partitions share the store, and it may slow down. */
const LONG_SHARE = 0.2;
/** The share of a stop's time limit for applying; the rest is for acknowledging and closing. */
const STOP_SHARE = 0.7;

/**
 * Applies a source's events until stopped: fetches what is there, applies it durably, acknowledges it, and repeats. Batches
 * run one after another, so a partition's events are applied in log order; sources run at the same time. While a batch is
 * being processed, its acknowledgement timeout is restarted at intervals.
 */
export async function runWork(context: EpochContext, source: Source): Promise<void> {
  const { link, circuit, limits, stopping, ackPending } = context;
  const pull = new PullConsumer(link, source.stream, context.consumer, source.pull, (attempt) =>
    source.restore(attempt),
  );
  let held: readonly Delivery[] = [];
  const letGo = ackPending.add(() => unanswered(held) + pull.buffered);
  const size = new BatchSize(source.pull.maxEvents, limits.storeTimeoutMs * LONG_SHARE);
  const heartbeat = setInterval(() => {
    if (!link.isUp) return;
    for (const delivery of held) if (!delivery.isAnswered) delivery.working();
    pull.keepAlive();
  }, limits.ackWaitMs / 3);
  const stop = () => pull.close();
  stopping.addEventListener('abort', stop, { once: true });
  try {
    while (!stopping.aborted) {
      if (circuit.state !== 'closed') {
        pull.pause();
        await circuit.whenClosed();
        pull.resume();
      }
      held = await pull.next();
      if (held.length > 0) await new Batch(context, source, pull, size).work(held);
      const { length } = held;
      held = [];
      await source.pause?.(length);
    }
  } finally {
    clearInterval(heartbeat);
    stopping.removeEventListener('abort', stop);
    letGo();
    pull.close();
  }
}

const unanswered = (deliveries: readonly Delivery[]): number => {
  let count = 0;
  for (const { isAnswered } of deliveries) if (!isAnswered) count += 1;
  return count;
};

/** One batch, from its deliveries to an answer for each. */
class Batch {
  readonly #context: EpochContext;
  readonly #source: Source;
  readonly #pull: PullConsumer;
  readonly #size: BatchSize;
  /** Unix ms: when it was delivered. */
  readonly #fetchedAt = Date.now();
  readonly #heldBefore: number;

  constructor(context: EpochContext, source: Source, pull: PullConsumer, size: BatchSize) {
    this.#context = context;
    this.#source = source;
    this.#pull = pull;
    this.#size = size;
    this.#heldBefore = context.circuit.heldMs;
  }

  async work(deliveries: readonly Delivery[]): Promise<void> {
    const readable: ReadableWork[] = [];
    const unreadable: Work[] = [];
    const doubtful: ReadableWork[] = [];
    const { at } = this.#source;
    const { duplicateWindowMs, clockSkewMs } = this.#context.limits;
    const withinMs = duplicateWindowMs + clockSkewMs;
    for (const delivery of deliveries) {
      const work = this.#source.read(delivery);
      if (!isReadable(work)) unreadable.push(work);
      else if (mayBeCopy(work, at, withinMs)) doubtful.push(work);
      else readable.push(work);
    }
    if (doubtful.length > 0) {
      const refuse = (work: Work, failure: Failure) => this.#settle(work, failure);
      readable.push(...(await refuseCopies(this.#context, doubtful, refuse)));
      readable.sort((one, other) => one.delivery.sequence - other.delivery.sequence);
    }
    // A replayed event comes from RETRIES, and is applied.
    if (this.#source.at && this.#context.skippedEvents.size > 0) {
      this.#leaveOut(readable);
      this.#leaveOut(unreadable);
    }
    const { lock } = this.#context;
    const { together, alone } = groupBySuspicion(readable);
    for (const group of together) await this.#apply(group, (call) => lock.shared(call));
    for (const work of unreadable) await this.#settle(work, failureOf(work.unreadable));
    if (alone.length === 0) return;
    await applyAlone(
      this.#context,
      alone,
      // The attempt needs no turn of its own: the caller holds the lock for the whole attempt.
      (work) => this.#apply([work], (call) => call()),
      (work, failure) => this.#settle(work, failure),
    );
  }

  /** Removes and acknowledges the events that operators decided about; each still counts as a dead letter. */
  #leaveOut(works: Work[]): void {
    const { skippedEvents, journal } = this.#context;
    let kept = 0;
    for (const work of works) {
      const why = skippedEvents.of(work.position);
      if (why === undefined) {
        works[kept++] = work;
        continue;
      }
      work.delivery.ack();
      journal.skipped({ position: work.position, why });
    }
    works.length = kept;
  }

  async #apply(works: ReadableWork[], inTurn: ApplyContext<ReadableWork>['inTurn']): Promise<void> {
    const { projection, circuit, limits, stopping, journal, brake, tally } = this.#context;
    const { stream } = this.#source;
    const began = performance.now();
    const outcome = await applyBatch(
      {
        projection,
        circuit,
        inTurn,
        size: this.#size,
        applyDeadlineMs: limits.applyDeadlineMs,
        stopPatienceMs: limits.drainTimeoutMs * STOP_SHARE,
        stopping,
        onApplied: (part, beganAt) => this.#reportApplied(part, beganAt),
        onRetry: (part, attempt, error) => {
          if (circuit.state !== 'closed') this.#pull.pause();
          const first = part[0]!.delivery.sequence;
          journal.retrying({ stream, first, count: part.length, attempt, error });
        },
      },
      works,
    );
    this.#pull.resume();
    for (const { delivery } of outcome.applied) delivery.ack();
    for (const { delivery } of outcome.abandoned) delivery.nak();
    brake.applied(outcome.applied.length);
    tally.addApplied(outcome.applied.length);
    for (const { item, failure } of outcome.failed) await this.#settle(item, failure);
    if (outcome.applied.length === 0) return;
    journal.applied({
      stream,
      first: outcome.applied[0]!.delivery.sequence,
      last: outcome.applied.at(-1)!.delivery.sequence,
      count: outcome.applied.length,
      tookMs: performance.now() - began,
    });
  }

  #reportApplied(part: readonly ReadableWork[], beganAt: number): void {
    const { projection, epochId, consumer, circuit, ledger, telemetry } = this.#context;
    const { at, stream } = this.#source;
    const call = {
      projection: projection.name,
      epochId,
      fetchedAt: this.#fetchedAt,
      beganAt,
      appliedAt: Date.now(),
      storeWaitMs: Math.round(circuit.heldMs - this.#heldBefore),
    };
    telemetry.applied({ ...call, source: { stream, consumer } }, part);
    if (at) ledger.applied({ ...call, ...at }, part);
    else ledger.appliedAgain(call, part);
  }

  #settle(work: Work, failure: Failure): ReturnType<typeof settleFailure> {
    return settleFailure(this.#context, work, failure, this.#fetchedAt);
  }
}
