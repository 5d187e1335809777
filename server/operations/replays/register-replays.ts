import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { DeadLetterId } from '../../../contracts/dead-letters.ts';
import {
  CreateReplayRequest,
  EditAndReplayRequest,
  PlanRequest,
  SteerRequest,
} from '../../../contracts/replay.ts';
import { createReplay } from './create-replay.ts';
import { editAndReplay } from './edit-and-replay.ts';
import { planReplay } from './plan-replay.ts';
import type { ReplayService } from './replay-service.ts';
import { showReplay, summarizeReplay } from './show-replay.ts';
import { findReplay, type Steering, steerReplay } from './steer-replay.ts';

const MAX_LISTED = 200;
const ReplayParams = Type.Object({
  replayId: Type.String({ pattern: '^r-[0-9a-f]{24}$', description: 'The id of the replay.' }),
});
interface OfReplay {
  Params: { replayId: string };
}

/** Replays: plan, create, watch, steer; edit and replay. */
export function registerReplays(app: FastifyInstance, service: ReplayService): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store');
    done();
  });

  app.post<{ Body: PlanRequest }>('/ops/v1/replays/plan', { schema: { body: PlanRequest } }, (request) =>
    planReplay(service, request.body),
  );

  app.post<{ Body: CreateReplayRequest }>(
    '/ops/v1/replays',
    { schema: { body: CreateReplayRequest } },
    async (request, reply) => {
      const { job, repeated } = await createReplay(service, request.body, request.operator);
      reply.code(repeated ? 200 : 201).header('location', `/ops/v1/replays/${job.replayId}`);
      return showReplay(service, job);
    },
  );

  app.get('/ops/v1/replays', async () => {
    await service.replays.catchUp();
    const jobs = service.replays.jobs();
    return {
      replays: jobs.slice(0, MAX_LISTED).map((job) => summarizeReplay(service, job)),
      total: jobs.length,
    };
  });

  app.get<OfReplay>('/ops/v1/replays/:replayId', { schema: { params: ReplayParams } }, async (request) => {
    await service.replays.catchUp();
    return showReplay(service, findReplay(service, request.params.replayId));
  });

  for (const steering of ['pause', 'resume', 'cancel'] satisfies Steering[]) {
    app.post<OfReplay & { Body: SteerRequest }>(
      `/ops/v1/replays/:replayId/${steering}`,
      { schema: { params: ReplayParams, body: SteerRequest } },
      async (request) => {
        const { replayId } = request.params;
        const job = await steerReplay(service, replayId, steering, request.body, request.operator);
        return showReplay(service, job);
      },
    );
  }

  app.post<{ Params: { entry: string }; Body: EditAndReplayRequest }>(
    '/ops/v1/dead-letters/:entry/edit-and-replay',
    { schema: { params: Type.Object({ entry: DeadLetterId }), body: EditAndReplayRequest } },
    async (request, reply) => {
      const { entry } = request.params;
      const edited = await editAndReplay(service, entry, request.body, request.operator);
      reply.code(request.body.dryRun || edited.repeated ? 200 : 202);
      return edited;
    },
  );
}
