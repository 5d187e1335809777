import type { Replay } from '../../../../contracts/replay.ts';
import { formatCount } from '../../../../contracts/words/count.ts';

/**
 * The present state of a replay in one sentence. There is always a sentence, so that the page doesn't move when it
 * changes.
 */
export function stateSentence({ state, why, pausedBy, pace, count, outcomes }: Replay): string {
  if (state === 'finished' && count === 1 && outcomes.failedAgain === 1)
    return 'Ended: the dead letter failed again.';
  if (state === 'finished' && outcomes.failedAgain === count) return 'Ended: every dead letter failed again.';
  if (state === 'finished') return 'Every dead letter has its outcome.';
  if (pausedBy === 'canary')
    return `${formatCount(Math.min(pace.canary, count))} of ${formatCount(count)} sent, paused: ${formatCount(outcomes.applied)} applied, ${formatCount(outcomes.failedAgain)} failed. Resume or cancel.`;
  if (why !== null) return why;
  if (state === 'cancelled') return 'Cancelled.';
  return state === 'running' ? 'Dead letters are being sent.' : 'Being stored. Nothing is sent yet.';
}
