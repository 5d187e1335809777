import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import {
  ConsumerHistoryQuery,
  NatsName,
  PauseRequest,
  ResetRequest,
  ResumeRequest,
} from '../../../contracts/consumers.ts';
import type { ConsumerService } from './consumer-service.ts';
import { resetPosition } from './reset-position.ts';
import { showConsumer } from './show-consumer.ts';
import { listConsumerSummaries } from './show-consumers.ts';
import { showHistory } from './show-history.ts';
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

  app.get<OfConsumer>(ONE, { schema: { params: ConsumerParams } }, ({ params }) =>
    showConsumer(service, params.stream, params.consumer),
  );

  app.get<OfConsumer & { Querystring: ConsumerHistoryQuery }>(
    `${ONE}/history`,
    { schema: { params: ConsumerParams, querystring: ConsumerHistoryQuery } },
    ({ params, query }) => showHistory(service.history, params, query, service.consumerSampleMs),
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
