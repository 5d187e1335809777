import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { newestConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { listGenerations } from '../../adapters/jetstream/streams/list-generations.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { TestPipeline } from '../engines/pipeline.ts';
import type { TestRole } from '../engines/role.ts';

/** A line of a role's log. */
interface LogLine {
  time: string;
  msg: string;
  circuit?: string;
  err?: { code?: string; message: string };
}

/** The lines that a role has written since a time (Unix ms), as far as they are in the newest 64 KiB. */
export const linesSince = (role: TestRole, since: number): LogLine[] =>
  role
    .log()
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine)
    .filter(({ time }) => Date.parse(time) >= since);

/** The present readiness of the worker of a pipeline with `cassandraSettings`. */
export async function readinessOf(pipeline: TestPipeline): Promise<{ status: number; text: string }> {
  const answer = await fetch(`http://127.0.0.1:${pipeline.environment.WAYBILL_HEALTH_PORT}/health/ready`);
  return { status: answer.status, text: await answer.text() };
}

/** How often the worker has probed a store that was down since a time (Unix ms). */
export const probesSince = (worker: TestRole, since: number): number =>
  linesSince(worker, since).filter(({ msg }) => msg === 'trying the store').length;

/** The codes of the failures because of which the worker has waited for its store since a time (Unix ms). */
export const outageCodesSince = (worker: TestRole, since: number): Set<string> =>
  new Set(
    linesSince(worker, since)
      .filter(({ circuit }) => circuit === 'open')
      .map(({ err }) => err?.code ?? 'none'),
  );

/** The server's numbers for the history's consumers, over all partitions. */
interface Deliveries {
  /** The number of deliveries, including repeated ones. */
  delivered: number;
  ackPending: number;
  waiting: number;
}

/** Fields of the server's answer about a consumer that Waybill doesn't use. */
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
