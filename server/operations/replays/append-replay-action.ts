import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { ReplayAction } from '../../../contracts/operation.ts';
import { PIPELINE, type ReplayJob } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';

export interface ActionAuthor {
  actor: string;
  requestId: string;
  reason: string | null;
}

/**
 * Stores a replay's next action, provided that nothing changed since `job` was read, and then reads up to it. False if another action
 * came first: then the decision must be made again. Throws LogUnavailable if the outcome is unknown.
 */
export async function appendReplayAction(
  service: ReplayService,
  job: Pick<ReplayJob, 'replayId' | 'lastSequence' | 'createdBy'>,
  action: ReplayAction,
  by?: ActionAuthor,
): Promise<boolean> {
  const { replayId, lastSequence: expected } = job;
  const { actor, requestId, reason } = by ?? {
    actor: PIPELINE,
    requestId: `${replayId}-${expected}`,
    reason: null,
  };
  const appended = await appendOperation(
    service.inbox,
    {
      id: mintCommandId(0, 0),
      at: new Date().toISOString(),
      actor,
      requestId,
      reason,
      ...(by ? {} : { onBehalfOf: job.createdBy }),
      target: 'replay',
      replayId,
      ...action,
    },
    // One action per step of the replay's life: a retry after a timeout has the same id, and so has another process's.
    {
      expected,
      messageId: `replay:${replayId}:${expected}:${requestId}`,
      timeoutMs: service.publishTimeoutMs,
    },
  );
  await service.replays.catchUp();
  return appended.kind === 'stored' && !appended.duplicate;
}
