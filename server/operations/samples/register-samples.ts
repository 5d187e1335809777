import type { FastifyInstance } from 'fastify';
import { sampleRoutes } from '../../../contracts/routes/operations/samples.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import type { Caller } from '../../http/permit-callers.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import { pauseStore, releaseStore, sendPoison, sendTraffic } from './do-samples.ts';
import type { SampleService } from './sample-service.ts';
import { showSamples } from './show-samples.ts';

/** Demo data: what is offered, and its actions. */
export function registerSamples(app: FastifyInstance, service: SampleService): void {
  const after =
    (action: typeof sendTraffic) =>
    async ({ body, caller }: Input<(typeof sampleRoutes)['send-sample-traffic']> & { caller: Caller }) => {
      await action(service, { requestId: body.requestId, operator: caller.id });
      service.offer.forget();
      return showSamples(service);
    };

  registerRoutes(app, sampleRoutes, {
    'read-samples': () => showSamples(service),
    'send-sample-traffic': after(sendTraffic),
    'send-sample-poison': after(sendPoison),
    'pause-sample-store': after(pauseStore),
    'release-sample-store': after(releaseStore),
  });
}
