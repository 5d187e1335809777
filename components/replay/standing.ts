import type { Replay } from '../../contracts/replay.ts';
import { formatCount } from '../format/count.ts';

/** What a replay does now, in one sentence. There is always one, so that nothing moves when it changes. */
export function standing({ state, why, pausedBy, pace, count }: Replay): string {
  if (state === 'finished') return 'Every entry has its outcome.';
  if (pausedBy === 'canary')
    return `The first ${formatCount(Math.min(pace.canary, count))} have ended: it waits for a person.`;
  if (why !== null) return why;
  if (state === 'cancelled') return 'It was cancelled.';
  return state === 'running' ? 'Entries are being sent.' : 'It is being written down; nothing is sent yet.';
}
