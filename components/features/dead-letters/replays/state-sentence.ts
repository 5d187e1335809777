import type { Replay } from '../../../../contracts/replay.ts';
import { formatCount } from '../../../ui/format/count.ts';

/** What a replay does now, in one sentence. There is always one, so that nothing moves when it changes. */
export function stateSentence({ state, why, pausedBy, pace, count, outcomes }: Replay): string {
  if (state === 'finished' && count === 1 && outcomes.failedAgain === 1)
    return 'It has ended: the entry failed again.';
  if (state === 'finished' && outcomes.failedAgain === count)
    return 'It has ended: every entry failed again.';
  if (state === 'finished') return 'Every entry has its outcome.';
  if (pausedBy === 'canary')
    return `${formatCount(Math.min(pace.canary, count))} of ${formatCount(count)} sent, holding: ${formatCount(outcomes.applied)} applied, ${formatCount(outcomes.failedAgain)} failed. It waits for a person.`;
  if (why !== null) return why;
  if (state === 'cancelled') return 'It was cancelled.';
  return state === 'running' ? 'Entries are being sent.' : 'It is being written down; nothing is sent yet.';
}
