import { CONSUMER_STATUSES } from '../../../contracts/consumer-status.ts';
import type { Observation } from '../../../contracts/observation.ts';
import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';
import { lastsMs } from '../../../domain/operations/log-rate.ts';
import { oldestOf, sumOrNull } from '../consumers/unapplied.ts';
import type { AlertState } from './alert-state.ts';

/**
 * Every metric of the pipeline that the operations service exports, with its unit and meaning. Names are OpenTelemetry's;
 * Prometheus has underscores for dots and appends the unit: `waybill_consumer_oldest_seconds`, `waybill_log_bytes`.
 */
export const PIPELINE_METRICS = {
  'waybill.fact.known': ['1', '1 if this kind of fact is known, otherwise 0.'],
  'waybill.consumer.lag.messages': [
    '{event}',
    'Events that a consumer has not processed; absent if unknown.',
  ],
  'waybill.projection.lag.messages': [
    '{event}',
    'Events that a projection has not applied: pending, ack pending and in its retry queue; absent if a part is unknown.',
  ],
  'waybill.projection.retrying.messages': [
    '{event}',
    'The part of those in its retry queue; absent if unknown.',
  ],
  'waybill.projection.oldest': [
    's',
    'Age of the oldest event that a projection has not applied; 0 without one, absent if unknown.',
  ],
  'waybill.consumer.oldest': [
    's',
    'Age of the oldest event that a consumer has not processed; 0 without one, absent if unknown.',
  ],
  'waybill.consumer.retention.left': [
    's',
    'Time until the log drops the oldest event that a consumer has not processed.',
  ],
  'waybill.consumer.status': ['1', '1 for the present status of a consumer.'],
  'waybill.consumer.status.rank': ['1', "The severity of a consumer's status: 0 is ok."],
  'waybill.consumer.drain': ['s', "Time until a consumer's lag is 0; absent if the lag does not shrink."],
  'waybill.log.messages': ['{message}', 'Messages of a stream.'],
  'waybill.log': ['By', 'Size of a stream.'],
  'waybill.log.max': ['By', 'The size at which a stream is full; absent without a limit.'],
  'waybill.log.refuses_when_full': [
    '1',
    '1 for a stream that refuses new messages when it is full, 0 for one that drops its oldest.',
  ],
  'waybill.stream.lost.age': ['s', 'Time since a stream of the log was destroyed; absent if none was.'],
  'waybill.log.lasts': [
    's',
    'How long the size of a partition lasts at the rate of the last hour; absent if unknown.',
  ],
  'waybill.log.retention': ['s', 'How long that partition keeps an event.'],
  'waybill.dead_letters.open': ['{event}', 'Open dead letters: no decision yet.'],
  'waybill.dead_letters.newest': ['s', 'Time since the newest open dead letter; absent without one.'],
  'waybill.reconciliation.accepted': ['{event}', 'Accepted events in the window of the reconciliation.'],
  'waybill.reconciliation.applied': ['{event}', 'Of those, applied.'],
  'waybill.reconciliation.dead_lettered': ['{event}', 'Of those, dead-lettered.'],
  'waybill.reconciliation.in_flight': ['{event}', 'Of those, in flight.'],
  'waybill.reconciliation.lost': ['{event}', 'Of those, lost: unaccounted for.'],
  'waybill.reconciliation.unreconciled': ['{event}', 'Unreconciled events: counted, not yet explained.'],
  'waybill.reconciliation.age': ['s', 'Time since the last complete reconciliation.'],
  'waybill.index.behind.messages': [
    '{message}',
    'Messages that an index of the operations service has not read.',
  ],
  'waybill.index.behind': ['s', 'How long an index has been behind its streams.'],
  'waybill.alert.firing': ['1', '1 for each firing alert.'],
  'waybill.alert.acknowledged': ['1', '1 for a firing alert with an owner, otherwise 0.'],
  'waybill.alerts.undelivered': ['{action}', 'Notices that the webhook has not received yet.'],
} as const satisfies Record<string, readonly [unit: string, help: string]>;

type MetricName = keyof typeof PIPELINE_METRICS;

/** The limit of series of one kind: there may be any number of other consumers. */
const MAX_SERIES = 500;

const observation = (name: MetricName, labels: Record<string, string>, value: number): Observation => ({
  name,
  unit: PIPELINE_METRICS[name][0],
  help: PIPELINE_METRICS[name][1],
  labels,
  value,
});

/** The facts and alerts as metrics. Unknown values are absent, and `waybill.fact.known` says so. */
export function observePipeline(
  facts: PipelineFacts | undefined,
  alerts: Iterable<AlertState>,
  undelivered: number,
): Observation[] {
  return [...(facts ? observeFacts(facts) : []), ...observeAlerts(alerts, undelivered)];
}

function observeAlerts(alerts: Iterable<AlertState>, undelivered: number): Observation[] {
  const all: Observation[] = [observation('waybill.alerts.undelivered', {}, undelivered)];
  for (const { id, severity, firing, acknowledged } of alerts) {
    if (!firing) continue;
    const labels = { alert: id, severity };
    all.push(observation('waybill.alert.firing', labels, 1));
    all.push(observation('waybill.alert.acknowledged', labels, acknowledged ? 1 : 0));
  }
  return all;
}

function observeFacts(facts: PipelineFacts): Observation[] {
  const { at, consumers, log, deadLetters, reconciliation, lostStreams, indexes } = facts;
  const known = Object.entries({
    consumers,
    log,
    'dead-letters': deadLetters,
    reconciliation,
    indexes,
  }).map(([fact, each]) => observation('waybill.fact.known', { fact }, each.known ? 1 : 0));
  return [
    ...known,
    ...(consumers.known
      ? [
          ...consumers.value.slice(0, MAX_SERIES).flatMap((each) => observeConsumer(each, at)),
          ...observeProjections(consumers.value, at),
        ]
      : []),
    ...(log.known ? log.value.slice(0, MAX_SERIES).flatMap(observeStream) : []),
    ...(deadLetters.known ? observeDeadLetters(deadLetters.value, at) : []),
    ...(reconciliation.known ? reconciliation.value.flatMap((each) => observeReconciliation(each, at)) : []),
    ...(lostStreams.known ? observeLostStreams(lostStreams.value, at) : []),
    ...(indexes.known ? indexes.value.flatMap(observeIndex) : []),
  ];
}

type Known<Name extends Exclude<keyof PipelineFacts, 'at'>> = Extract<
  PipelineFacts[Name],
  { known: true }
>['value'];

function observeConsumer(fact: Known<'consumers'>[number], at: number): Observation[] {
  const { stream, consumer, projection, lag, oldestAt, oldestExpiresAt, status, drainMs } = fact;
  const labels = { stream, consumer, projection: projection ?? '' };
  return [
    ...observeLag('waybill.consumer', labels, { lag, oldestAt }, at),
    observation('waybill.consumer.status', { ...labels, status }, 1),
    observation('waybill.consumer.status.rank', labels, CONSUMER_STATUSES.indexOf(status)),
    ...(oldestExpiresAt === null
      ? []
      : [observation('waybill.consumer.retention.left', labels, seconds(oldestExpiresAt - at))]),
    ...(drainMs === null ? [] : [observation('waybill.consumer.drain', labels, seconds(drainMs))]),
  ];
}

/** An unknown value is absent: a 0 would say that everything is applied. */
function observeLag(
  of: 'waybill.consumer' | 'waybill.projection',
  labels: Record<string, string>,
  { lag, oldestAt }: { lag: number | null; oldestAt: number | null },
  at: number,
): Observation[] {
  if (lag === null) return [];
  const messages = observation(`${of}.lag.messages`, labels, lag);
  if (lag > 0 && oldestAt === null) return [messages];
  return [messages, observation(`${of}.oldest`, labels, oldestAt === null ? 0 : seconds(at - oldestAt))];
}

function observeProjections(consumers: Known<'consumers'>, at: number): Observation[] {
  const groups = Map.groupBy(consumers, ({ projection }) => projection);
  return [...groups].flatMap(([projection, parts]) => {
    if (projection === null) return [];
    const lag = sumOrNull(parts.map((each) => each.lag));
    const retrying = sumOrNull(parts.filter(({ isRetries }) => isRetries).map((each) => each.lag));
    return [
      ...observeLag('waybill.projection', { projection }, { lag, oldestAt: oldestOf(parts) }, at),
      ...(retrying === null
        ? []
        : [observation('waybill.projection.retrying.messages', { projection }, retrying)]),
    ];
  });
}

function observeStream({
  stream,
  messages,
  bytes,
  maxBytes,
  refusesWhenFull,
  rate,
}: Known<'log'>[number]): Observation[] {
  const labels = { stream };
  return [
    observation('waybill.log.messages', labels, messages),
    observation('waybill.log', labels, bytes),
    ...(maxBytes === null ? [] : [observation('waybill.log.max', labels, maxBytes)]),
    observation('waybill.log.refuses_when_full', labels, refusesWhenFull ? 1 : 0),
    ...(rate && rate.bytesPerSecond > 0
      ? [
          observation('waybill.log.lasts', labels, lastsMs(rate) / 1_000),
          observation('waybill.log.retention', labels, rate.keptMs / 1_000),
        ]
      : []),
  ];
}

function observeDeadLetters({ open, newestAt }: Known<'deadLetters'>, at: number): Observation[] {
  return [
    observation('waybill.dead_letters.open', {}, open),
    ...(newestAt === null ? [] : [observation('waybill.dead_letters.newest', {}, seconds(at - newestAt))]),
  ];
}

function observeReconciliation(fact: Known<'reconciliation'>[number], at: number): Observation[] {
  const { projection, accepted, applied, deadLettered, inFlight, lost, unreconciled, countedAt, unknown } =
    fact;
  const labels = { projection };
  return [
    observation('waybill.reconciliation.accepted', labels, accepted),
    observation('waybill.reconciliation.applied', labels, applied),
    observation('waybill.reconciliation.dead_lettered', labels, deadLettered),
    observation('waybill.reconciliation.in_flight', labels, inFlight),
    // A 0 that could not be counted would say that all is well.
    ...(unknown && lost === 0 ? [] : [observation('waybill.reconciliation.lost', labels, lost)]),
    observation('waybill.reconciliation.unreconciled', labels, unreconciled),
    observation('waybill.reconciliation.age', labels, seconds(at - countedAt)),
  ];
}

/** One series per stream, however often it was lost. */
function observeLostStreams(lost: Known<'lostStreams'>, at: number): Observation[] {
  const newest = new Map(lost.map(({ stream, noticedAt }) => [stream, Date.parse(noticedAt)]));
  return [...newest]
    .slice(-MAX_SERIES)
    .map(([stream, noticed]) => observation('waybill.stream.lost.age', { stream }, seconds(at - noticed)));
}

function observeIndex({ name, behind, behindMs }: Known<'indexes'>[number]): Observation[] {
  const labels = { index: name };
  return [
    observation('waybill.index.behind.messages', labels, behind),
    observation('waybill.index.behind', labels, seconds(behindMs)),
  ];
}

const seconds = (ms: number): number => Math.max(0, ms) / 1_000;
