import type { FastifyInstance } from 'fastify';
import { consumerRoutes } from '../../../contracts/routes/operations/consumers.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import type { ConsumerService } from './consumer-service.ts';
import { resetPosition } from './reset-position.ts';
import { showConsumer } from './show-consumer.ts';
import { listConsumerSummaries } from './show-consumers.ts';
import { showHistory, showLogHistory, showTogether, showTrends } from './show-history.ts';
import { pauseUntil, resume } from './steer-consumer.ts';

/** Consumers: the status of each, over time, and the actions on them. */
export function registerConsumers(app: FastifyInstance, service: ConsumerService): void {
  registerRoutes(app, consumerRoutes, {
    'list-consumers': () => listConsumerSummaries(service),
    'list-consumer-trends': () => showTrends(service),
    'read-projection-history': ({ query }) => showTogether(service, query),
    'read-consumer': ({ params }) => showConsumer(service, params.stream, params.consumer),
    'read-consumer-history': ({ params, query }) => showHistory(service, params, query),
    'pause-consumer': ({ params, body, principal }) => pauseUntil(service, params, body, principal.id),
    'resume-consumer': ({ params, body, principal }) => resume(service, params, body, principal.id),
    'reset-consumer': ({ params, body, principal }) => resetPosition(service, params, body, principal.id),
    'read-log-history': ({ query }) => showLogHistory(service, query),
  });
}
