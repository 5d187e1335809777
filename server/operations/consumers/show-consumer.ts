import type { ConsumerDetail, LastWorker, WorkerSeen } from '../../../contracts/consumers.ts';
import { timeInWords } from '../../../contracts/words/duration.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { ConnectedWorker } from '../heartbeats/heartbeat-listener.ts';
import type { LastWorker as KnownWorker } from '../heartbeats/last-workers.ts';
import { readComplete } from '../indexing/complete-reading.ts';
import type { ConsumerService } from './consumer-service.ts';
import { summarizeConsumer, watchState } from './show-consumers.ts';
import type { WatchedConsumer } from './watched-consumer.ts';

const CHANGES_SHOWN = 20;
const ACTIONS_SHOWN = 20;
const FAILURES_OF_MS = 24 * 3_600_000;

/** One consumer as the watch knows it. Throws ProblemError if it knows none. */
export function knownConsumer(service: ConsumerService, stream: string, consumer: string): WatchedConsumer {
  const watched = service.watch.watched(stream, consumer);
  if (watched) return watched;
  const { failing } = service.watch;
  if (failing) {
    const detail = `The consumers cannot be read now: ${failing.why} Try again in a second.`;
    throw new ProblemError('unavailable', detail, { headers: { 'retry-after': '1' } });
  }
  throw new ProblemError(
    'consumer-unknown',
    `The log has no consumer ${consumer} on the stream ${stream}, or it was created within the last ${timeInWords(service.consumerSnapshotMs)}.`,
  );
}

/** Everything that is known about one consumer. Throws ProblemError, StoreFailure. */
export async function showConsumer(
  service: ConsumerService,
  stream: string,
  consumer: string,
): Promise<ConsumerDetail> {
  const watched = knownConsumer(service, stream, consumer);
  const { created, config } = watched.info;
  const { index } = service.operations;
  const of = `${stream}.${consumer}`;
  const [changes, actions, failures] = await Promise.all([
    service.history.changes({ kinds: ['consumer-status'], stream, consumer }, { limit: CHANGES_SHOWN }),
    index.actions({ target: 'consumer', targetId: of }, { limit: ACTIONS_SHOWN }),
    recentFailures(service, watched.class.projection ?? consumer),
  ]);
  return {
    watch: watchState(service),
    consumer: summarizeConsumer(watched, Date.now()),
    created: new Date(created).toISOString(),
    config: { ...config },
    workers: service.heartbeats.workersOn(watched.workedOn).map(showWorker),
    lastWorker: showLast(watched.reported.last),
    statusChanges: changes.flatMap(({ change }) =>
      change.kind === 'consumer-status'
        ? [{ at: change.at, from: change.from, to: change.to, why: change.why }]
        : [],
    ),
    recentFailures: failures,
    actions: actions.actions,
  };
}

/** How long the index may take to hold the newest failures. */
const FAILURES_WAIT_MS = 250;

/** Null if the index can't answer: the rest is shown all the same. */
async function recentFailures(service: ConsumerService, consumer: string): Promise<number | null> {
  const filter = { consumer, from: Date.now() - FAILURES_OF_MS };
  try {
    const { index, indexer } = service.operations;
    const read = () => index.list(filter, { limit: 1, order: 'newest' });
    return (await readComplete(indexer, read, FAILURES_WAIT_MS)).total;
  } catch {
    return null;
  }
}

const showLast = (last: KnownWorker | null): LastWorker | null =>
  last && { ...last, at: new Date(last.at).toISOString() };

function showWorker({ heartbeat, lastHeartbeatAt }: ConnectedWorker): WorkerSeen {
  const { worker } = heartbeat;
  return {
    process: heartbeat.process,
    version: heartbeat.version,
    startedAt: new Date(heartbeat.startedAt).toISOString(),
    lastHeartbeatAt: new Date(lastHeartbeatAt).toISOString(),
    circuit: worker.circuit,
    storeDownSince: worker.storeDownSince === null ? null : new Date(worker.storeDownSince).toISOString(),
    ackPending: worker.ackPending,
    obstacles: heartbeat.obstacles,
  };
}
