import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { PauseRequest, ResetRequest, ResumeRequest } from '../../../contracts/consumer-actions.ts';
import { ConsumerHistoryQuery, TogetherQuery } from '../../../contracts/consumer-history.ts';
import { NatsName } from '../../../contracts/consumers.ts';
import type { ConsumerService } from './consumer-service.ts';
import { resetPosition } from './reset-position.ts';
import { showConsumer } from './show-consumer.ts';
import { listConsumerSummaries } from './show-consumers.ts';
import { showHistory, showLogHistory, showTogether, showTrends } from './show-history.ts';
import { pauseUntil, resume } from './steer-consumer.ts';

const ConsumerParams = Type.Object({
  stream: NatsName('The stream.'),
  consumer: NatsName('The consumer.'),
});
interface OfConsumer {
  Params: { stream: string; consumer: string };
}

const ONE = '/ops/v1/consumers/:stream/:consumer';

/** Consumers: where each stands, over time, and the acts on them. */
export function registerConsumers(app: FastifyInstance, service: ConsumerService): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store');
    done();
  });

  app.get('/ops/v1/consumers', async () => listConsumerSummaries(service));

  app.get('/ops/v1/consumers/trends', async () => showTrends(service));

  app.get<{ Querystring: TogetherQuery }>(
    '/ops/v1/consumers/history',
    { schema: { querystring: TogetherQuery } },
    ({ query }) => showTogether(service, query),
  );

  app.get<{ Querystring: ConsumerHistoryQuery }>(
    '/ops/v1/log/history',
    { schema: { querystring: ConsumerHistoryQuery } },
    ({ query }) => showLogHistory(service, query),
  );

  app.get<OfConsumer>(ONE, { schema: { params: ConsumerParams } }, ({ params }) =>
    showConsumer(service, params.stream, params.consumer),
  );

  app.get<OfConsumer & { Querystring: ConsumerHistoryQuery }>(
    `${ONE}/history`,
    { schema: { params: ConsumerParams, querystring: ConsumerHistoryQuery } },
    ({ params, query }) => showHistory(service, params, query),
  );

  app.post<OfConsumer & { Body: PauseRequest }>(
    `${ONE}/pause`,
    { schema: { params: ConsumerParams, body: PauseRequest } },
    ({ params, body, operator }) => pauseUntil(service, params, body, operator),
  );

  app.post<OfConsumer & { Body: ResumeRequest }>(
    `${ONE}/resume`,
    { schema: { params: ConsumerParams, body: ResumeRequest } },
    ({ params, body, operator }) => resume(service, params, body, operator),
  );

  app.post<OfConsumer & { Body: ResetRequest }>(
    `${ONE}/reset`,
    { schema: { params: ConsumerParams, body: ResetRequest } },
    ({ params, body, operator }) => resetPosition(service, params, body, operator),
  );
}
