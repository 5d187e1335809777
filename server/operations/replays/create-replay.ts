import { createHash } from 'node:crypto';
import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { CreateReplayRequest } from '../../../contracts/replay.ts';
import { invalidRequest } from '../../http/invalid-request.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { paceOf } from './default-pace.ts';
import { titleOf } from './plan-replay.ts';
import type { ReplayJob } from './replay-job.ts';
import type { KeptPlan } from './replay-plans.ts';
import type { ReplayService } from './replay-service.ts';
import { isGuarded, selectDeadLetters } from './select-dead-letters.ts';

const MAX_DEAD_LETTERS_PER_ACTION = 500;
const NAMED = 20;

/** One request makes one replay, however often it is sent: the replay's id is the request's. */
export const replayIdOf = (requestId: string): string =>
  `r-${createHash('sha256').update(requestId).digest('hex').slice(0, 24)}`;

/**
 * Begins a replay of a plan or of ids. The same request again, even after a crash half-way, makes the same replay. Throws
 * ProblemError, LogUnavailable.
 */
export async function createReplay(
  service: ReplayService,
  asked: CreateReplayRequest,
  actor: string,
): Promise<{ job: ReplayJob; repeated: boolean }> {
  if ((asked.plan === undefined) === (asked.ids === undefined))
    throw invalidRequest({ in: 'body', pointer: '', detail: 'must have exactly one of `plan` and `ids`' });
  const replayId = replayIdOf(asked.requestId);
  await service.replays.catchUp();
  const before = service.replays.job(replayId);
  if (before && before.state !== 'creating') return { job: sameSet(service, asked, before), repeated: true };
  const selected = await selectedSet(service, asked);
  if (!before) checkLoopGuard(asked, selected.guarded);
  const deadLetterIds =
    before && isSame(before, selected.deadLetterIds)
      ? orderOf(before, selected.deadLetterIds)
      : selected.deadLetterIds;
  await appendParts(
    service,
    { ...asked, title: asked.title ?? selected.title },
    deadLetterIds,
    actor,
    before,
  );
  const job = service.replays.job(replayId)!;
  if (!isSame(job, deadLetterIds)) throw reused(asked.requestId);
  return { job, repeated: before !== undefined };
}

async function selectedSet(
  service: ReplayService,
  asked: CreateReplayRequest,
): Promise<Pick<KeptPlan, 'deadLetterIds' | 'guarded' | 'title'>> {
  if (asked.plan !== undefined) {
    const plan = service.plans.find(asked.plan);
    if (plan) return plan;
    throw new ProblemError(
      'plan-unknown',
      'This plan is no longer kept: plans last half an hour, or until a restart. Plan the replay again.',
    );
  }
  const request = { ids: asked.ids! };
  const { deadLetterIds, sendable } = await selectDeadLetters(service, request);
  const guarded = sendable.filter(isGuarded).map(({ deadLetterId }) => deadLetterId);
  return { deadLetterIds, guarded, title: titleOf(request, deadLetterIds.length) };
}

function checkLoopGuard(asked: CreateReplayRequest, guarded: readonly string[]): void {
  if (asked.override && !asked.reason)
    throw invalidRequest({ in: 'body', pointer: '/reason', detail: 'is missing: an override needs it' });
  if (guarded.length === 0 || asked.override) return;
  const named = guarded.slice(0, NAMED).join(', ');
  const more = guarded.length > NAMED ? ` and ${guarded.length - NAMED} more` : '';
  throw new ProblemError(
    'loop-guard',
    `${named}${more}: replayed at least twice, unchanged, into the same failure. Fix the cause, exclude these dead letters, edit them, or send override: true with a reason.`,
  );
}

async function appendParts(
  service: ReplayService,
  asked: CreateReplayRequest & { title: string },
  deadLetterIds: readonly string[],
  actor: string,
  before: ReplayJob | undefined,
): Promise<void> {
  const replayId = replayIdOf(asked.requestId);
  const parts = Math.ceil(deadLetterIds.length / MAX_DEAD_LETTERS_PER_ACTION);
  let expected = before?.lastSequence ?? 0;
  for (let part = (before?.partsSeen ?? 0) + 1; part <= parts; part += 1) {
    const appended = await appendOperation(
      service.inbox,
      {
        id: mintCommandId(0, 0),
        at: new Date().toISOString(),
        actor,
        requestId: asked.requestId,
        reason: asked.reason ?? null,
        target: 'replay',
        replayId,
        kind: 'replay-created',
        title: asked.title,
        part,
        parts,
        count: deadLetterIds.length,
        deadLetterIds: deadLetterIds.slice(
          (part - 1) * MAX_DEAD_LETTERS_PER_ACTION,
          part * MAX_DEAD_LETTERS_PER_ACTION,
        ),
        pace: paceOf(asked.pace),
        override: asked.override ?? false,
      },
      { expected, messageId: `replay:${replayId}:created:${part}`, timeoutMs: service.publishTimeoutMs },
    );
    // The same request was faster in parallel: the stored replay is checked below.
    if (appended.kind === 'overtaken') break;
    expected = appended.sequence;
  }
  await service.replays.catchUp();
}

function sameSet(service: ReplayService, asked: CreateReplayRequest, job: ReplayJob): ReplayJob {
  const deadLetterIds = asked.ids ?? service.plans.find(asked.plan!)?.deadLetterIds;
  if (deadLetterIds && !isSame(job, [...new Set(deadLetterIds)])) throw reused(asked.requestId);
  return job;
}

/** A job that is still being created has a part of the set. */
function isSame(job: ReplayJob, deadLetterIds: readonly string[]): boolean {
  const set = new Set(deadLetterIds);
  return job.count === set.size && job.deadLetterIds.every((deadLetterId) => set.has(deadLetterId));
}

/** The set in the order in which its first parts were stored. */
const orderOf = (job: ReplayJob, deadLetterIds: readonly string[]): string[] => [
  ...job.deadLetterIds,
  ...deadLetterIds.filter((deadLetterId) => !job.idSet.has(deadLetterId)),
];

const reused = (requestId: string): ProblemError =>
  new ProblemError('request-id-reused', `The request id ${requestId} has made a replay of another set.`);
