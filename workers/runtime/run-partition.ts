import type { AckInbox } from '../../adapters/jetstream/ack-inbox.ts';
import type { Delivery } from '../../adapters/jetstream/delivery.ts';
import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import { projectionConsumer } from '../../adapters/jetstream/projection-consumer.ts';
import { PullConsumer } from '../../adapters/jetstream/pull-consumer.ts';
import { restoreConsumer } from '../../adapters/jetstream/restore-consumer.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import type { Position } from '../../contracts/position.ts';
import { applyBatch } from './apply-batch.ts';
import { BatchSize } from './batch-size.ts';
import type { Circuit } from './circuit.ts';
import type { Journal } from './journal.ts';
import type { Projection } from './projection.ts';
import { readEvent } from './read-event.ts';
import { type Failure, settlePoison } from './settle-poison.ts';

export interface WorkerLimits {
  batchMaxEvents: number;
  batchMaxBytes: number;
  ackWaitMs: number;
  maxAckPending: number;
  storeTimeoutMs: number;
  bugAttempts: number;
  publishTimeoutMs: number;
  circuitFirstBackoffMs: number;
  circuitLastBackoffMs: number;
  deadLetterRetryMs: number;
  retentionDays: number;
}

/** One filling of the projection's store: what is applied is kept account of by its name. */
export interface Build {
  buildId: string;
  /** Whether the store still holds this one. Throws StoreFailure. */
  isCurrent(): Promise<boolean>;
}

export interface WorkerContext {
  link: NatsLink;
  inbox: AckInbox;
  projection: Projection;
  circuit: Circuit;
  journal: Journal;
  limits: WorkerLimits;
  /** The name of this process, for dead letters. */
  worker: string;
  workerVersion: string;
  stopping: AbortSignal;
}

/** Of the time a store's call may take: all partitions share the store, and it may become slower than it was. */
const LONG_SHARE = 0.2;

/**
 * Applies one partition's events until told to stop: fetch what is there, apply it durably, answer for it, again.
 * Batches follow one another, so a partition's events are applied in the order of the log; partitions run beside
 * each other. While a batch is held, whatever the reason, the log is told that it is being worked on.
 */
export async function runPartition(
  context: WorkerContext,
  build: Build,
  stream: string,
  at: Pick<Position, 'generation' | 'partition'>,
): Promise<void> {
  const { link, circuit, journal, limits, stopping } = context;
  const of = { projection: context.projection.name, buildId: build.buildId };
  const consumer = projectionConsumer(of.projection, of.buildId);
  const pull = new PullConsumer(
    link,
    stream,
    consumer,
    { maxEvents: limits.batchMaxEvents, maxBytes: limits.batchMaxBytes },
    async (attempt) => {
      // That of an older build is gone for good, and this run is about to end.
      if (!(await build.isCurrent())) return;
      await restoreConsumer(link, stream, of, limits, attempt);
      journal.consumerRestored({ stream, consumer });
    },
  );
  const held: Delivery[] = [];
  const size = new BatchSize(limits.batchMaxEvents, limits.storeTimeoutMs * LONG_SHARE);
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
      await applyDeliveries(context, pull, held, size, await pull.next(), {
        stream,
        buildId: build.buildId,
        ...at,
      });
    }
  } finally {
    clearInterval(heartbeat);
    stopping.removeEventListener('abort', stop);
    pull.close();
  }
}

async function applyDeliveries(
  context: WorkerContext,
  pull: PullConsumer,
  held: Delivery[],
  size: BatchSize,
  deliveries: Delivery[],
  at: { stream: string; buildId: string; generation: number; partition: number },
): Promise<void> {
  if (deliveries.length === 0) return;
  const { journal } = context;
  const began = performance.now();
  const events: LoggedEvent[] = [];
  const deliveryOf = new Map<LoggedEvent, Delivery>();
  const failures: [Delivery, Failure][] = [];
  for (const delivery of deliveries) {
    held.push(delivery);
    try {
      const event = readEvent(delivery, { ...at, sequence: delivery.sequence });
      events.push(event);
      deliveryOf.set(event, delivery);
    } catch (error) {
      failures.push([delivery, { error, attempts: 1, firstFailedAt: new Date() }]);
    }
  }
  const outcome = await applyBatch(
    {
      projection: context.projection,
      circuit: context.circuit,
      size,
      bugAttempts: context.limits.bugAttempts,
      stopping: context.stopping,
      onRetry(part, attempt, error) {
        if (context.circuit.state !== 'closed') pull.pause();
        const first = deliveryOf.get(part[0]!)!.sequence;
        journal.retrying({ stream: at.stream, first, count: part.length, attempt, error });
      },
    },
    events,
  );
  pull.resume();
  for (const event of outcome.applied) deliveryOf.get(event)!.ack();
  for (const event of outcome.abandoned) deliveryOf.get(event)!.nak();
  for (const { event, failure } of outcome.failed) failures.push([deliveryOf.get(event)!, failure]);
  for (const [delivery, failure] of failures) {
    const position = { ...at, sequence: delivery.sequence };
    const { projection, limits } = context;
    const poison = { ...context, ...limits, consumer: projection.name, buildId: at.buildId };
    await settlePoison(poison, delivery, position, failure);
  }
  held.length = 0;
  if (outcome.applied.length === 0) return;
  journal.applied({
    stream: at.stream,
    first: deliveryOf.get(outcome.applied[0]!)!.sequence,
    last: deliveryOf.get(outcome.applied.at(-1)!)!.sequence,
    count: outcome.applied.length,
    tookMs: performance.now() - began,
  });
}
