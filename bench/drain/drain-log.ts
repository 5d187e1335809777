import { setTimeout as delay } from 'node:timers/promises';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { ensureConsumer } from '../../adapters/jetstream/consume/ensure-consumer.ts';
import { projectionConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import { readSettings, type Settings } from '../../platform/configuration/settings.ts';
import { openProjection } from '../../processes/roles/open-projections.ts';
import { waitUntil } from '../../tests/engines/condition.ts';
import { startRole, type TestRole } from '../../tests/engines/role.ts';
import { historyProjection } from '../../workers/history/projection.ts';
import type { FilledLog } from './fill-log.ts';

const DRAIN_TIMEOUT_MS = 300_000;
/** How long a worker that has nothing to do is given to become idle. */
const SETTLE_MS = 1_500;
const RELEASE_MS = 500;
const HELD_MS = 3_600_000;

interface ConsumerState {
  ack_floor: { stream_seq: number; last_active?: string };
}

/** A worker whose consumers hand out nothing until they are told to. */
export interface HeldWorker {
  worker: TestRole;
  /**
   * Has it apply all up to the end of `log`. Gives the seconds from the moment its consumers hand out the first event to
   * the last acknowledgement by nats-server's own record. The consumers go on; {@link hold} holds them again.
   */
  drain(log: FilledLog): Promise<number>;
  /** Holds its consumers, and waits until it is idle. */
  hold(): Promise<void>;
}

/** Starts a worker on the log from its first event, its consumers held, and waits until it is idle. The caller ends it. */
export async function startHeldWorker(
  link: NatsLink,
  log: FilledLog,
  settings: Settings,
  environment: Record<string, string>,
): Promise<HeldWorker> {
  const streams = log.lasts.map((_, partition) => eventStream(log.generation, partition));
  const epochId = await beginEpoch(environment);
  const consumer = projectionConsumer(historyProjection.name, epochId);
  const holdUntil = (until: number) =>
    Promise.all(
      streams.map((stream) =>
        apiRequest(link, `CONSUMER.PAUSE.${stream}.${consumer}`, {
          pause_until: new Date(until).toISOString(),
        }),
      ),
    );
  const states = () =>
    Promise.all(
      streams.map((stream) => apiRequest<ConsumerState>(link, `CONSUMER.INFO.${stream}.${consumer}`)),
    );
  for (const stream of streams)
    await ensureConsumer(link, stream, { projection: historyProjection.name, epochId }, settings);
  await holdUntil(Date.now() + HELD_MS);
  const worker = await startRole('worker:history', environment);
  await delay(SETTLE_MS);
  return {
    worker,
    async hold() {
      await holdUntil(Date.now() + HELD_MS);
      await delay(SETTLE_MS);
    },
    async drain({ lasts }) {
      try {
        // By the server's own timer: a consumer that is released by a request hands out nothing before it is asked again.
        const began = Date.now() + RELEASE_MS;
        await holdUntil(began);
        const done = async () => {
          const now = await states();
          return now.every((state, at) => state.ack_floor.stream_seq >= lasts[at]!) ? now : undefined;
        };
        const ended = await waitUntil(done, {
          timeoutMs: DRAIN_TIMEOUT_MS,
          intervalMs: 25,
          what: 'the end',
        });
        const last = Math.max(...ended.map(({ ack_floor }) => Date.parse(ack_floor.last_active ?? '')));
        return (last - began) / 1_000;
      } catch (error) {
        await worker.kill();
        throw new Error(`${(error as Error).message}\n${worker.log()}`, { cause: error });
      }
    },
  };
}

/** Makes the store as a worker's first start would, and gives the name of its filling. */
async function beginEpoch(environment: Record<string, string>): Promise<string> {
  const store = openProjection(historyProjection, readSettings(environment)).store;
  try {
    return await store.beginEpoch();
  } finally {
    await store.close();
  }
}
