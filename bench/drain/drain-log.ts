import { setTimeout as delay } from 'node:timers/promises';
import { apiRequest } from '../../adapters/jetstream/api-request.ts';
import { ensureConsumer } from '../../adapters/jetstream/ensure-consumer.ts';
import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import { projectionConsumer } from '../../adapters/jetstream/projection-consumer.ts';
import { eventStream } from '../../adapters/jetstream/stream-layout.ts';
import { readSettings, type Settings } from '../../configuration/settings.ts';
import { openHistory } from '../../roles/open-history.ts';
import { waitUntil } from '../../tests/engines/condition.ts';
import { startRole, type TestRole } from '../../tests/engines/role.ts';
import { HISTORY } from '../../workers/history/projection.ts';
import type { FilledLog } from './fill-log.ts';

const DRAIN_TIMEOUT_MS = 300_000;
/** How long a worker that has nothing to do is given to become idle. */
const SETTLE_MS = 1_500;
const RELEASE_MS = 500;

interface ConsumerState {
  ack_floor: { stream_seq: number; last_active?: string };
}

export interface Drained {
  seconds: number;
  worker: TestRole;
}

/**
 * Has a new worker apply the whole log, from the moment its consumers, held until it is ready, hand out the first event
 * to the last acknowledgement by nats-server's own record. The worker runs on; the caller ends it.
 */
export async function drainLog(
  link: NatsLink,
  log: FilledLog,
  settings: Settings,
  environment: Record<string, string>,
  onStart: (worker: TestRole) => void,
): Promise<Drained> {
  const streams = streamsOf(log);
  const buildId = await beginBuild(environment);
  const consumer = projectionConsumer(HISTORY, buildId);
  const hold = (until: Date) =>
    Promise.all(
      streams.map((stream) =>
        apiRequest(link, `CONSUMER.PAUSE.${stream}.${consumer}`, { pause_until: until.toISOString() }),
      ),
    );
  for (const stream of streams)
    await ensureConsumer(link, stream, { projection: HISTORY, buildId }, settings);
  await hold(new Date(Date.now() + 3_600_000));
  const worker = await startRole('worker:history', environment);
  try {
    await delay(SETTLE_MS);
    onStart(worker);
    // By the server's own timer: a consumer that is released by a request hands out nothing before it is asked again.
    const began = Date.now() + RELEASE_MS;
    await hold(new Date(began));
    const done = async () => {
      const states = await Promise.all(
        streams.map((stream) => apiRequest<ConsumerState>(link, `CONSUMER.INFO.${stream}.${consumer}`)),
      );
      return states.every((state, at) => state.ack_floor.stream_seq >= log.lasts[at]!) ? states : undefined;
    };
    const states = await waitUntil(done, { timeoutMs: DRAIN_TIMEOUT_MS, intervalMs: 25, what: 'the end' });
    const ended = Math.max(...states.map(({ ack_floor }) => Date.parse(ack_floor.last_active ?? '')));
    return { seconds: (ended - began) / 1_000, worker };
  } catch (error) {
    await worker.kill();
    throw new Error(`${(error as Error).message}\n${worker.log()}`, { cause: error });
  }
}

/** Makes the store as a worker's first start would, and gives the name of its filling. */
async function beginBuild(environment: Record<string, string>): Promise<string> {
  const store = openHistory(readSettings(environment));
  try {
    return await store.beginBuild();
  } finally {
    await store.close();
  }
}

const streamsOf = (log: FilledLog) => log.lasts.map((_, partition) => eventStream(log.generation, partition));
