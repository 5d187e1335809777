import type { ReplayAction } from '../../../contracts/operation.ts';
import type { SteerRequest } from '../../../contracts/replay.ts';
import { ProblemError, type ProblemExtra } from '../../http/problem-error.ts';
import { appendReplayAction } from './append-replay-action.ts';
import type { ReplayJob } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';

export type Steering = 'pause' | 'resume' | 'cancel';

/** The states in which each step is possible, and in which it is done already. */
const RULES: Record<Steering, { from: ReplayJob['state'][]; done: ReplayJob['state'][] }> = {
  pause: { from: ['running'], done: ['paused'] },
  resume: { from: ['paused'], done: ['running'] },
  cancel: { from: ['creating', 'running', 'paused'], done: ['cancelled'] },
};

const MAX_TURNS = 50;

/**
 * Pauses, resumes or cancels a replay. Dead letters under way continue to their end. A repeated step changes nothing. Throws
 * ProblemError, LogUnavailable.
 */
export async function steerReplay(
  service: ReplayService,
  replayId: string,
  steering: Steering,
  asked: SteerRequest,
  actor: string,
): Promise<ReplayJob> {
  const { from, done } = RULES[steering];
  await service.replays.catchUp();
  // The runner's own actions may come first, several times while it is busy.
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const job = findReplay(service, replayId);
    if (job.requests.has(asked.requestId) || done.includes(job.state)) return job;
    if (!from.includes(job.state) || job.finishedAt !== null)
      throw new ProblemError(
        'acted-before',
        `The replay is ${job.state}, so it can't be ${WORDS[steering]}.`,
        firstOf(job),
      );
    const reason = asked.reason ?? null;
    if (
      await appendReplayAction(service, job, actionOf(steering, actor, reason), {
        actor,
        requestId: asked.requestId,
        reason,
      })
    )
      return findReplay(service, replayId);
  }
  throw new ProblemError('unavailable', 'The replay is too busy to be steered. Try again in a second.');
}

const WORDS: Record<Steering, string> = { pause: 'paused', resume: 'resumed', cancel: 'cancelled' };

function actionOf(steering: Steering, actor: string, reason: string | null): ReplayAction {
  if (steering === 'pause') return { kind: 'replay-paused', why: reason ?? `${actor} paused it.` };
  return { kind: steering === 'resume' ? 'replay-resumed' : 'replay-cancelled' };
}

function firstOf(job: ReplayJob): ProblemExtra {
  const action = job.actions.at(-1);
  if (!action || action.kind === 'replay-created') return {};
  return { first: { actor: action.actor, at: action.at, kind: action.kind } };
}

export function findReplay(service: ReplayService, replayId: string): ReplayJob {
  const job = service.replays.job(replayId);
  if (!job) throw new ProblemError('replay-unknown', `There is no replay ${replayId}.`);
  return job;
}
