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
/** How long a worker without events has to become idle. */
const SETTLE_MS = 1_500;
const RELEASE_MS = 500;
const HELD_MS = 3_600_000;

interface ConsumerState {
  ack_floor: { stream_seq: number; last_active?: string };
}

/** A worker whose consumers are paused until the bench resumes them. */
interface HeldWorker {
  worker: TestRole;
  /**
   * Lets the worker apply everything up to the end of `log`. Resolves to the seconds from the first delivery to the
   * last acknowledgement, as nats-server records it. The consumers stay resumed until {@link hold} pauses them.
   */
  drain(log: FilledLog): Promise<number>;
  /** Pauses the consumers, and waits until the worker is idle. */
  hold(): Promise<void>;
}

/**
 * Starts a worker at the log's first event with its consumers paused, and waits until it is idle. The caller ends the
 * worker.
 */
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
        // Ends the pause by the server's own timer. A consumer that is resumed by a request delivers nothing before the
        // next fetch.
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

/** Creates the store as a worker's first start would, and returns the name of its epoch. */
async function beginEpoch(environment: Record<string, string>): Promise<string> {
  const store = (await openProjection(historyProjection, readSettings(environment))).store;
  try {
    return await store.beginEpoch();
  } finally {
    await store.close();
  }
}
