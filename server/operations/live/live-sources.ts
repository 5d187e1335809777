import { readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { CONSUMER_STATUSES } from '../../../contracts/consumer-status.ts';
import type {
  LiveAlerts,
  LiveConsumers,
  LiveCounters,
  LiveDeadLetters,
  LiveReplays,
} from '../../../contracts/live.ts';
import type { ConsumerFact, PipelineFacts } from '../../../contracts/pipeline-facts.ts';
import { type AlertView, listAlerts } from '../alerts/show-alert.ts';
import { sumOrNull } from '../consumers/unapplied.ts';
import type { FactGatherer } from '../facts/gather-facts.ts';
import type { ReplayService } from '../replays/replay-service.ts';
import { summarizeReplay } from '../replays/show-replay.ts';
import type { LiveSources } from './live-stream.ts';
import { storedPerSecond } from './stored-per-second.ts';

const MAX_CONSUMERS = 200;
const MAX_ALERTS = 50;
const MAX_REPLAYS = 50;
const ENDED_SHOWN = 10;

/** The states of the live stream, from what this service knows. */
export const liveSources = (facts: FactGatherer, alerts: AlertView, replays: ReplayService): LiveSources => ({
  counters: async () => liveCounters(await facts.gather()),
  consumers: async () => liveConsumers(await facts.gather()),
  alerts: async () => {
    await alerts.writer.log.catchUp();
    return liveAlerts(alerts);
  },
  'dead-letters': async () => liveDeadLetters(await facts.gather()),
  replays: async () => {
    await replays.replays.catchUp();
    return liveReplays(replays);
  },
});

export function liveDeadLetters({ deadLetters }: PipelineFacts): LiveDeadLetters {
  if (!deadLetters.known) return deadLetters;
  const { deadLetteredPerSecond: _rate, ...counts } = deadLetters.value;
  return { known: true, ...counts };
}

export function liveCounters({ log, consumers, deadLetters, reconciliation }: PipelineFacts): LiveCounters {
  const events = log.known ? log.value.filter(({ stream }) => readEventStream(stream)) : [];
  const oldest = events.flatMap(({ oldestAt }) => oldestAt ?? []);
  return {
    log: log.known
      ? {
          known: true,
          events: sum(events.map(({ messages }) => messages)),
          bytes: sum(events.map(({ bytes }) => bytes)),
          oldestAt: oldest.length > 0 ? Math.min(...oldest) : null,
        }
      : log,
    projections: consumers.known
      ? {
          known: true,
          storedPerSecond: storedPerSecond(consumers.value),
          projections: byProjection(consumers.value, deadLetters),
        }
      : consumers,
    reconciliation: reconciliation.known
      ? {
          known: true,
          projections: reconciliation.value.map(
            ({ until: _until, destroyed: _destroyed, expired: _expired, ...terms }) => terms,
          ),
        }
      : reconciliation,
  };
}

function byProjection(consumers: readonly ConsumerFact[], deadLetters: PipelineFacts['deadLetters']) {
  const dead = deadLetters.known ? deadLetters.value.deadLetteredPerSecond : null;
  const groups = Map.groupBy(
    consumers.filter(({ projection }) => projection !== null),
    ({ projection }) => projection as string,
  );
  return [...groups].map(([projection, parts]) => {
    const oldest = parts.flatMap(({ oldestAt }) => oldestAt ?? []);
    return {
      projection,
      lag: sumOrNull(parts.map(({ lag }) => lag)),
      oldestAt: oldest.length > 0 ? Math.min(...oldest) : null,
      inPerSecond: sumOrNull(parts.map(({ inPerSecond }) => inPerSecond)),
      outPerSecond: sumOrNull(parts.map(({ outPerSecond }) => outPerSecond)),
      deadLetteredPerSecond: dead === null ? null : (dead[projection] ?? 0),
    };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function liveConsumers({ consumers }: PipelineFacts): LiveConsumers {
  if (!consumers.known) return consumers;
  const rank = ({ status }: ConsumerFact) => CONSUMER_STATUSES.indexOf(status);
  return {
    known: true,
    total: consumers.value.length,
    consumers: consumers.value
      .toSorted(
        (a, b) =>
          rank(b) - rank(a) || a.stream.localeCompare(b.stream) || a.consumer.localeCompare(b.consumer),
      )
      .slice(0, MAX_CONSUMERS)
      .map(({ oldestExpiresAt: _expires, isRetries: _isRetries, ...shown }) => shown),
  };
}

function liveAlerts(view: AlertView): LiveAlerts {
  const { alerts, firing, unacknowledged } = listAlerts(view, MAX_ALERTS);
  return {
    firing,
    unacknowledged,
    alerts: alerts
      .filter(({ state }) => state === 'firing')
      .map(({ judgedAt: _judgedAt, ...shown }) => shown),
  };
}

function liveReplays(service: ReplayService): LiveReplays {
  const jobs = service.replays.jobs();
  const live = jobs.filter(({ finishedAt }) => finishedAt === null);
  const ended = jobs.filter(({ finishedAt }) => finishedAt !== null).slice(0, ENDED_SHOWN);
  return {
    replays: [...live, ...ended].slice(0, MAX_REPLAYS).map((job) => summarizeReplay(service, job)),
    total: jobs.length,
  };
}
