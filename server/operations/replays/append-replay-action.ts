import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { ReplayAction } from '../../../contracts/operation.ts';
import { PIPELINE, type ReplayJob } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';

export interface Acting {
  actor: string;
  requestId: string;
  reason: string | null;
}

/**
 * Stores the next act of a replay, as it was when `job` was read; then reads on. False where another act came first:
 * what was decided on must be decided again. Throws LogUnavailable where it isn't known.
 */
export async function appendReplayAction(
  service: ReplayService,
  job: Pick<ReplayJob, 'replayId' | 'lastSequence' | 'createdBy'>,
  action: ReplayAction,
  by?: Acting,
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
    // One act a place in the replay's life: a repetition after a timeout is the same, and so is another one's at once.
    {
      expected,
      messageId: `replay:${replayId}:${expected}:${requestId}`,
      timeoutMs: service.publishTimeoutMs,
    },
  );
  await service.replays.catchUp();
  return appended.kind === 'stored' && !appended.duplicate;
}
