import {
  ConsumerActionDone,
  ConsumerReset,
  PauseRequest,
  ResetRequest,
  ResumeRequest,
} from '../../consumer-actions.ts';
import { ConsumerHistory, ConsumerTrends } from '../../consumer-history.ts';
import { ConsumerDetail, ConsumerList, NatsName } from '../../consumers.ts';
import { LogHistory } from '../../log-history.ts';
import { RESOLUTIONS } from '../../ports/lag-history.ts';
import * as Type from '../../type.ts';
import { Instant, Word } from '../parameters.ts';
import { defineRoutes } from '../route.ts';

const params = Type.Object({
  stream: NatsName('The stream.', 'EVENTS-1-0'),
  consumer: NatsName('The consumer.', 'history-3f9c2a81b0'),
});

const range = {
  from: Type.Optional(Instant('Start of the time range. Default: an hour before the end.')),
  until: Type.Optional(Instant('End of the time range, not included. Default: now.')),
  resolution: Type.Optional(
    Type.Enum([...RESOLUTIONS], { description: 'Default: the finest that is kept for that time.' }),
  ),
};

/** Consumers: the status of each, over time, and actions on them; and how full the log is. */
export const consumerRoutes = defineRoutes({
  'list-consumers': {
    method: 'GET',
    path: '/ops/v1/consumers',
    summary: 'List consumers',
    description: 'Every consumer, most severe status first, and the projections they belong to.',
    permission: 'pipeline:read',
    answers: { 200: { description: 'The consumers.', schema: ConsumerList } },
  },
  'list-consumer-trends': {
    method: 'GET',
    path: '/ops/v1/consumers/trends',
    summary: 'List the lag of all consumers over the last hour',
    description: 'The highest lag of each minute, for a list.',
    permission: 'pipeline:read',
    answers: { 200: { description: 'The trends.', schema: ConsumerTrends } },
  },
  'read-projection-history': {
    method: 'GET',
    path: '/ops/v1/consumers/history',
    summary: 'Read the lag of a projection over time',
    description: 'Its partitions as one: the sum of lags, the highest age, the most severe status.',
    permission: 'pipeline:read',
    query: Type.Object({ ...range, projection: Word('The projection. Default: all of them.', 128) }),
    answers: { 200: { description: 'The history.', schema: ConsumerHistory } },
  },
  'read-consumer': {
    method: 'GET',
    path: '/ops/v1/consumers/:stream/:consumer',
    summary: 'Read a consumer',
    description: 'One consumer with its configuration, its workers and the actions on it.',
    permission: 'pipeline:read',
    params,
    answers: { 200: { description: 'The consumer.', schema: ConsumerDetail } },
    problems: ['consumer-unknown'],
  },
  'read-consumer-history': {
    method: 'GET',
    path: '/ops/v1/consumers/:stream/:consumer/history',
    summary: 'Read the lag of a consumer over time',
    permission: 'pipeline:read',
    params,
    query: Type.Object(range),
    answers: { 200: { description: 'The history.', schema: ConsumerHistory } },
  },
  'pause-consumer': {
    method: 'POST',
    path: '/ops/v1/consumers/:stream/:consumer/pause',
    summary: 'Pause a consumer',
    description: 'Until a time within the next 30 days. The consumer resumes then without help.',
    permission: 'consumers:steer',
    changes: true,
    params,
    body: PauseRequest,
    answers: { 200: { description: 'The action.', schema: ConsumerActionDone } },
    problems: ['consumer-unknown', 'acted-before', 'request-id-reused'],
  },
  'resume-consumer': {
    method: 'POST',
    path: '/ops/v1/consumers/:stream/:consumer/resume',
    summary: 'Resume a consumer',
    permission: 'consumers:steer',
    changes: true,
    params,
    body: ResumeRequest,
    answers: { 200: { description: 'The action.', schema: ConsumerActionDone } },
    problems: ['consumer-unknown', 'acted-before', 'request-id-reused'],
  },
  'reset-consumer': {
    method: 'POST',
    path: '/ops/v1/consumers/:stream/:consumer/reset',
    summary: 'Reset a consumer',
    description: 'Sets the next event that the consumer gets. A dry run only shows the effect.',
    permission: 'consumers:steer',
    changes: true,
    params,
    body: ResetRequest,
    answers: { 200: { description: 'What the reset does, or would do.', schema: ConsumerReset } },
    problems: ['consumer-unknown', 'consumer-in-use', 'not-resettable', 'acted-before', 'request-id-reused'],
  },
  'read-log-history': {
    method: 'GET',
    path: '/ops/v1/log/history',
    summary: 'Read how full the log was over time',
    permission: 'pipeline:read',
    query: Type.Object(range),
    answers: { 200: { description: 'The history.', schema: LogHistory } },
  },
});
