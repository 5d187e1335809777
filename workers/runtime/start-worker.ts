import { setTimeout as delay } from 'node:timers/promises';
import { projectionConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { readLog } from '../../adapters/jetstream/streams/list-generations.ts';
import { OPERATIONS } from '../../adapters/jetstream/streams/stream-layout.ts';
import { DEAD_LETTERING_PAUSED } from '../../contracts/dead-lettering-paused.ts';
import type { WorkerHeartbeat } from '../../contracts/heartbeat.ts';
import { isAnotherLog, refuseAnotherLog } from '../../contracts/ports/another-log.ts';
import { failureClassOf, StoreFailure } from '../../contracts/ports/store-failure.ts';
import { AckPending } from './ack-pending.ts';
import { ApplyLock } from './apply-lock.ts';
import { Circuit } from './circuit.ts';
import { CircuitChanges } from './circuit-changes.ts';
import { DeadLetterBrake } from './dead-letter-brake.ts';
import { describeOutage } from './describe-outage.ts';
import { limitOutageLines } from './outage-lines.ts';
import { reportAlert } from './report-alert.ts';
import { RetryRoom } from './retry-room.ts';
import { EpochRun } from './run-epoch.ts';
import { SkippedEvents } from './skipped-events.ts';
import { DeadLetterSurvey } from './survey-dead-letters.ts';
import { WorkTally } from './work-tally.ts';
import type { WorkerContext } from './worker-context.ts';

const LOOK_FOR_STREAMS_MS = 5_000;
const LOOK_AGAIN_MS = 250;

export interface Worker {
  /** What keeps this worker from working; empty if nothing does. */
  obstacles(): string[];
  /** The worker's state for heartbeats. */
  state(): WorkerHeartbeat;
  /** Finishes the batches under way and returns the other events to the log. */
  stop(): Promise<void>;
}

/**
 * Starts applying every partition of every generation, and of later ones, to the store's present epoch. A store that is
 * wiped, lost or replaced begins another epoch, with its own consumers, which begin at the first event. Returns at once: the
 * log and the store may both be down, and work begins when they are available.
 */
export function startWorker(
  options: Omit<
    WorkerContext,
    'circuit' | 'brake' | 'survey' | 'room' | 'skippedEvents' | 'lock' | 'ackPending' | 'tally' | 'stopping'
  >,
): Worker {
  const { link, projection, limits, changes, worker } = options;
  const journal = limitOutageLines(options.journal, limits.outageLogLines);
  const ending = new AbortController();
  const circuitChanges = new CircuitChanges(changes, { projection: projection.name, process: worker });
  const circuit: Circuit = new Circuit({
    firstBackoffMs: limits.circuitFirstBackoffMs,
    lastBackoffMs: limits.circuitLastBackoffMs,
    async probe() {
      // Never write to a store that belongs to another log.
      if (isAnotherLog(circuit.down?.why)) {
        const { logId } = await readLog(link).catch(() => {
          throw circuit.down?.why;
        });
        refuseAnotherLog(projection.name, await projection.filledFrom(), logId);
      }
      await projection.probe();
    },
    onChange: (state, why) => {
      journal.circuit({ state, why });
      circuitChanges.take(state, describeOutage(why));
    },
  });
  const brake = new DeadLetterBrake(limits, (state, deadLettered) => {
    journal.brake({ state, deadLettered });
    const detail =
      state === 'off'
        ? 'Dead-lettering resumed: most events can be applied again.'
        : `Most events cannot be applied: ${deadLettered} became dead letters, so ${state === 'slow' ? 'dead-lettering is limited to 10/s' : 'dead-lettering is paused'}. The other events wait and are retried.`;
    reportAlert(options, { name: DEAD_LETTERING_PAUSED, raised: state !== 'off', detail }).catch((error) =>
      journal.failed('reporting an alert', error),
    );
  });
  const survey = new DeadLetterSurvey({ link, projection: projection.name, brake, limits });
  const room = new RetryRoom(link, limits.retriesMaxMessages);
  const context: WorkerContext = {
    ...options,
    journal,
    circuit,
    brake,
    survey,
    room,
    skippedEvents: new SkippedEvents(link, projection.name),
    lock: new ApplyLock(),
    ackPending: new AckPending(),
    tally: new WorkTally(),
    stopping: ending.signal,
  };
  let epoch: EpochRun | undefined;
  let wiped = false;
  /** An epoch filled from another log: health reports it, so people see why events wait. */
  let refused: string | null = null;

  /** The work on the present epoch; begins new work if the epoch has changed. Throws StoreFailure. */
  const presentEpoch = async (logId: string | null): Promise<EpochRun> => {
    const present = await projection.epochId();
    const filledFrom = await projection.filledFrom();
    refused = present;
    refuseAnotherLog(projection.name, filledFrom, logId);
    refused = null;
    if (epoch && present === epoch.epochId) {
      // An epoch from an older version has its log recorded now.
      if (filledFrom === null && logId !== null) await projection.beginEpoch(logId);
      if (brake.state !== 'off') await survey.lookIfDue(epoch.consumer);
      return epoch;
    }
    await epoch?.stop();
    epoch = undefined;
    const epochId = await projection.beginEpoch(logId);
    wiped = false;
    journal.epoch({ projection: projection.name, epochId });
    const next = new EpochRun(context, epochId);
    // Dead letters of earlier workers count too: a restart gives no new allowance.
    await survey.look(next.consumer);
    epoch = next;
    return epoch;
  };

  const startMissing = async (): Promise<boolean> => {
    if (!(await link.whenUp(LOOK_FOR_STREAMS_MS))) return false;
    await circuit.whenClosed();
    if (ending.signal.aborted) return false;
    try {
      const { logId, generations } = await readLog(link);
      return await (await presentEpoch(logId)).startMissing(generations);
    } catch (error) {
      // Not an outage of the store: a wipe is running, and the worker waits until it ends.
      wiped = error instanceof StoreFailure && error.code === 'store-wiped';
      if (wiped) return false;
      if (failureClassOf(error) !== 'outage') throw error;
      circuit.open(error);
      if (isAnotherLog(error)) {
        await epoch?.stop();
        epoch = undefined;
      }
      return false;
    }
  };

  const look = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const complete = await startMissing().catch((error: unknown) => {
        journal.failed('looking for the streams of the log', error);
        return false;
      });
      const wait = complete ? LOOK_FOR_STREAMS_MS : LOOK_AGAIN_MS;
      await delay(wait, undefined, { signal: ending.signal }).catch(() => {});
    }
  };
  const looking = look();

  return {
    obstacles() {
      const obstacles: string[] = [];
      if (!link.isUp) obstacles.push(link.whyDown);
      if (circuit.state !== 'closed') {
        const why = describeOutage(circuit.down?.why);
        obstacles.push(`the store of ${projection.name} cannot be used${why ? `: ${why}` : ''}`);
      }
      if (brake.state !== 'off')
        obstacles.push('most events are failing: dead-lettering is limited or paused');
      if (wiped) obstacles.push(`the store of ${projection.name} is being wiped for a rebuild`);
      else if (epoch?.waitsForActions)
        obstacles.push(
          `operator actions (stream ${OPERATIONS}) cannot be read: filling ${projection.name} waits for them`,
        );
      else if (!epoch || epoch.size === 0)
        obstacles.push(`no partition of the log was found${link.denied ? `: ${link.denied}` : ''}`);
      return obstacles;
    },
    state() {
      const { down } = circuit;
      return {
        projection: projection.name,
        epochId: epoch?.epochId ?? refused,
        consumer: epoch?.consumer ?? (refused === null ? null : projectionConsumer(projection.name, refused)),
        circuit: circuit.state,
        storeDownSince: down?.since ?? null,
        storeDownWhy: down ? describeOutage(down.why) : null,
        brake: brake.state,
        streams: epoch?.streams ?? [],
        ackPending: context.ackPending.total,
        applied: context.tally.applied,
        failed: context.tally.failed,
      };
    },
    async stop() {
      ending.abort();
      circuit.end();
      circuitChanges.end();
      await looking;
      await epoch?.stop();
    },
  };
}
