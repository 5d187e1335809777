import type { FastifyInstance } from 'fastify';
import { SampleRequest } from '../../../contracts/samples.ts';
import { pauseStore, releaseStore, sendPoison, sendTraffic } from './do-samples.ts';
import type { SampleService } from './sample-service.ts';
import { showSamples } from './show-samples.ts';

const ACTIONS = {
  '/ops/v1/samples/traffic': sendTraffic,
  '/ops/v1/samples/poison': sendPoison,
  '/ops/v1/samples/store/pause': pauseStore,
  '/ops/v1/samples/store/release': releaseStore,
} as const;

/** The first run: what is offered, and the acts of it. */
export function registerSamples(app: FastifyInstance, service: SampleService): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store');
    done();
  });

  app.get('/ops/v1/samples', () => showSamples(service));

  for (const [path, action] of Object.entries(ACTIONS)) {
    app.post<{ Body: SampleRequest }>(path, { schema: { body: SampleRequest } }, async (request) => {
      const { body, operator } = request;
      await action(service, { requestId: body.requestId.toLowerCase(), operator });
      service.offer.forget();
      return showSamples(service);
    });
  }
}
