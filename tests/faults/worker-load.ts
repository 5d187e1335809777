import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { newestConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { listGenerations } from '../../adapters/jetstream/streams/list-generations.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { TestPipeline } from '../engines/pipeline.ts';
import type { TestRole } from '../engines/role.ts';

/** A line of a role's log. */
export interface LogLine {
  time: string;
  msg: string;
  circuit?: string;
  err?: { code?: string; message: string };
}

/** The lines a role wrote since a moment (milliseconds since 1970), as far as they are among its newest 64 KiB. */
export const linesSince = (role: TestRole, since: number): LogLine[] =>
  role
    .log()
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine)
    .filter(({ time }) => Date.parse(time) >= since);

/** What the worker of a pipeline with `cassandraSettings` says of its readiness now. */
export async function readinessOf(pipeline: TestPipeline): Promise<{ status: number; text: string }> {
  const answer = await fetch(`http://127.0.0.1:${pipeline.environment.WAYBILL_HEALTH_PORT}/health/ready`);
  return { status: answer.status, text: await answer.text() };
}

/** How often the worker tried a store that was down, since a moment. */
export const probesSince = (worker: TestRole, since: number): number =>
  linesSince(worker, since).filter(({ msg }) => msg === 'trying the store').length;

/** Codes of the failures for which the worker waited for its store, since a moment. */
export const outageCodesSince = (worker: TestRole, since: number): Set<string> =>
  new Set(
    linesSince(worker, since)
      .filter(({ circuit }) => circuit === 'open')
      .map(({ err }) => err?.code ?? 'none'),
  );

/** What the server counts of the history's consumers, over all partitions. */
export interface Deliveries {
  /** How often an event was handed out, again or for the first time. */
  delivered: number;
  ackPending: number;
  waiting: number;
}

/** What the server tells of a consumer beside what Waybill asks for. */
interface Counts {
  delivered: { consumer_seq: number };
}

export async function countDeliveries(link: NatsLink): Promise<Deliveries> {
  const sum: Deliveries = { delivered: 0, ackPending: 0, waiting: 0 };
  for (const { number, partitions } of await listGenerations(link)) {
    for (let partition = 0; partition < partitions; partition += 1) {
      const consumer = await newestConsumer(link, eventStream(number, partition), 'history');
      if (!consumer) continue;
      const info = consumer as typeof consumer & Counts;
      sum.delivered += info.delivered.consumer_seq;
      sum.ackPending += info.num_ack_pending;
      sum.waiting += info.num_pending;
    }
  }
  return sum;
}
