import type { FastifyInstance } from 'fastify';
import type { Principal } from '../../../contracts/principal.ts';
import { replayRoutes } from '../../../contracts/routes/operations/replays.ts';
import { fillPath } from '../../../contracts/routes/path.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import { createReplay } from './create-replay.ts';
import { editAndReplay } from './edit-and-replay.ts';
import { planReplay } from './plan-replay.ts';
import type { ReplayService } from './replay-service.ts';
import { showReplay, summarizeReplay } from './show-replay.ts';
import { findReplay, type Steering, steerReplay } from './steer-replay.ts';

const MAX_LISTED = 200;

/** Replays: plan, create, follow, steer; edit and replay one dead letter. */
export function registerReplays(app: FastifyInstance, service: ReplayService): void {
  const steer =
    (steering: Steering) =>
    async ({
      params,
      body,
      principal,
    }: Input<(typeof replayRoutes)['pause-replay']> & { principal: Principal }) =>
      showReplay(service, await steerReplay(service, params.replayId, steering, body, principal.id));

  registerRoutes(app, replayRoutes, {
    'plan-replay': ({ body }) => planReplay(service, body),
    async 'create-replay'({ body, principal }, reply) {
      const { job, repeated } = await createReplay(service, body, principal.id);
      reply
        .code(repeated ? 200 : 201)
        .header('location', fillPath(replayRoutes['read-replay'].path, { replayId: job.replayId }));
      return showReplay(service, job);
    },
    async 'list-replays'() {
      await service.replays.catchUp();
      const jobs = service.replays.jobs();
      return {
        replays: jobs.slice(0, MAX_LISTED).map((job) => summarizeReplay(service, job)),
        total: jobs.length,
      };
    },
    async 'read-replay'({ params }) {
      await service.replays.catchUp();
      return showReplay(service, findReplay(service, params.replayId));
    },
    'pause-replay': steer('pause'),
    'resume-replay': steer('resume'),
    'cancel-replay': steer('cancel'),
    async 'edit-and-replay'({ params, body, principal }, reply) {
      const edited = await editAndReplay(service, params.id, body, principal.id);
      reply.code(body.dryRun || edited.repeated ? 200 : 202);
      return edited;
    },
  });
}
