import type { Delivery } from '../../adapters/jetstream/delivery.ts';
import { PullConsumer, type PullLimits } from '../../adapters/jetstream/pull-consumer.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import type { Position } from '../../contracts/position.ts';
import { applyAlone } from './apply-alone.ts';
import { type ApplyContext, applyBatch } from './apply-batch.ts';
import { BatchSize } from './batch-size.ts';
import { type Failure, failureOf } from './failure.ts';
import { settleFailure } from './settle-failure.ts';
import { groupBySuspicion } from './suspects.ts';
import type { Work } from './work.ts';
import type { BuildContext } from './worker-context.ts';

/** Where events are handed out from: a partition of the log, or RETRIES. */
export interface Source {
  stream: string;
  pull: PullLimits;
  /** The partition they are of; undefined for RETRIES, which has those of all. */
  at: Pick<Position, 'generation' | 'partition'> | undefined;
  read(delivery: Delivery): Work;
  /** Sees to the consumer, which has not answered for `attempt` calls in a row. */
  restore(attempt: number): Promise<void>;
  /** Called after each batch, and awaited before the next. */
  pause?(events: number): Promise<void>;
}

/** Of the time a store's call may take: all partitions share the store, and it may become slower than it was. */
const LONG_SHARE = 0.2;
/** Of the time a stop may take: the rest is for answering, and for closing what is open. */
const STOP_SHARE = 0.7;

/**
 * Applies what a source hands out until told to stop: fetch what is there, apply it durably, answer for it, again. Batches
 * follow one another, so a partition's events are applied in the order of the log; sources run beside each other. While
 * a batch is held, whatever the reason, the log is told that it is being worked on.
 */
export async function runWork(context: BuildContext, source: Source): Promise<void> {
  const { link, circuit, limits, stopping, inHand } = context;
  const pull = new PullConsumer(link, source.stream, context.consumer, source.pull, (attempt) =>
    source.restore(attempt),
  );
  const held = new Set<Delivery>();
  const letGo = inHand.add(() => held.size + pull.buffered);
  const size = new BatchSize(source.pull.maxEvents, limits.storeTimeoutMs * LONG_SHARE);
  const heartbeat = setInterval(() => {
    if (!link.isUp) return;
    for (const delivery of held) delivery.working();
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
      const deliveries = await pull.next();
      for (const delivery of deliveries) held.add(delivery);
      if (deliveries.length > 0) await new Batch(context, source, pull, held, size).work(deliveries);
      held.clear();
      await source.pause?.(deliveries.length);
    }
  } finally {
    clearInterval(heartbeat);
    stopping.removeEventListener('abort', stop);
    letGo();
    pull.close();
  }
}

/** One batch, from its deliveries to an answer for each. */
class Batch {
  readonly #context: BuildContext;
  readonly #source: Source;
  readonly #pull: PullConsumer;
  readonly #held: Set<Delivery>;
  readonly #size: BatchSize;
  /** Unix ms: when it was handed out. */
  readonly #fetchedAt = Date.now();
  readonly #heldBefore: number;

  constructor(
    context: BuildContext,
    source: Source,
    pull: PullConsumer,
    held: Set<Delivery>,
    size: BatchSize,
  ) {
    this.#context = context;
    this.#source = source;
    this.#pull = pull;
    this.#held = held;
    this.#size = size;
    this.#heldBefore = context.circuit.heldMs;
  }

  async work(deliveries: Delivery[]): Promise<void> {
    const readable: Work[] = [];
    const unreadable: Work[] = [];
    for (const delivery of deliveries) {
      const work = this.#source.read(delivery);
      (work.event ? readable : unreadable).push(work);
    }
    const { lock } = this.#context;
    const { together, alone } = groupBySuspicion(readable);
    for (const group of together) await this.#apply(group, (call) => lock.shared(call));
    for (const work of unreadable) await this.#settle(work, failureOf(work.unreadable));
    if (alone.length === 0) return;
    await applyAlone(
      this.#context,
      alone,
      // Its turn is the whole attempt, which its caller has taken.
      (work) => this.#apply([work], (call) => call()),
      (work, failure) => this.#settle(work, failure),
    );
  }

  async #apply(works: Work[], inTurn: ApplyContext['inTurn']): Promise<void> {
    const { projection, circuit, limits, stopping, journal, brake } = this.#context;
    const { stream } = this.#source;
    const began = performance.now();
    let deliveries = 1;
    for (const { delivery } of works) deliveries = Math.max(deliveries, delivery.deliveries);
    const workOf = new Map(works.map((work) => [work.event!, work]));
    const outcome = await applyBatch(
      {
        projection,
        circuit,
        inTurn,
        size: this.#size,
        applyDeadlineMs: limits.applyDeadlineMs,
        stopPatienceMs: limits.drainTimeoutMs * STOP_SHARE,
        stopping,
        onApplied: (part, beganAt) => this.#tellApplied(part, beganAt, workOf, deliveries),
        onRetry: (part, attempt, error) => {
          if (circuit.state !== 'closed') this.#pull.pause();
          const first = workOf.get(part[0]!)!.delivery.sequence;
          journal.retrying({ stream, first, count: part.length, attempt, error });
        },
      },
      works.map(({ event }) => event!),
    );
    this.#pull.resume();
    for (const event of outcome.applied) this.#answer(workOf.get(event)!, 'ack');
    for (const event of outcome.abandoned) this.#answer(workOf.get(event)!, 'nak');
    brake.applied(outcome.applied.length);
    for (const { event, failure } of outcome.failed) await this.#settle(workOf.get(event)!, failure);
    if (outcome.applied.length === 0) return;
    journal.applied({
      stream,
      first: workOf.get(outcome.applied[0]!)!.delivery.sequence,
      last: workOf.get(outcome.applied.at(-1)!)!.delivery.sequence,
      count: outcome.applied.length,
      tookMs: performance.now() - began,
    });
  }

  #tellApplied(
    part: readonly LoggedEvent[],
    beganAt: number,
    workOf: ReadonlyMap<LoggedEvent, Work>,
    deliveries: number,
  ): void {
    const { projection, buildId, consumer, circuit, ledger, telemetry } = this.#context;
    const { at, stream } = this.#source;
    const call = {
      projection: projection.name,
      buildId,
      fetchedAt: this.#fetchedAt,
      beganAt,
      appliedAt: Date.now(),
      storeWaitMs: Math.round(circuit.heldMs - this.#heldBefore),
    };
    const source = { stream, consumer };
    telemetry.applied({ ...call, source }, part, (event) => workOf.get(event)!, at === undefined);
    if (at) ledger.applied({ ...call, ...at, deliveries }, part);
    else
      ledger.appliedAgain(
        call,
        part.map((event) => workOf.get(event)!),
      );
  }

  #answer({ delivery }: Work, answer: 'ack' | 'nak'): void {
    delivery[answer]();
    this.#held.delete(delivery);
  }

  async #settle(work: Work, failure: Failure): ReturnType<typeof settleFailure> {
    const place = await settleFailure(this.#context, work, failure, this.#fetchedAt);
    this.#held.delete(work.delivery);
    return place;
  }
}
