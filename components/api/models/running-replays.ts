import type { ReplaySummary } from '../../../contracts/replay.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { replayHref } from '../../ui/links/addresses.ts';
import { endedOf } from './progress-of.ts';

/** `A replay of dead letters runs: 160 of 1,000 ended`, with its link; null while none runs. */
export function runningReplays(replays: readonly ReplaySummary[]): { words: string; href: string } | null {
  const running = replays.filter(({ state }) => state === 'running');
  const [first, ...others] = running;
  if (first === undefined) return null;
  const sum = (of: (job: ReplaySummary) => number) =>
    formatCount(running.reduce((total, job) => total + of(job), 0));
  const progress = `${sum(({ outcomes }) => endedOf(outcomes))} of ${sum(({ count }) => count)} ended`;
  return others.length === 0
    ? { words: `A replay of dead letters runs: ${progress}`, href: replayHref(first.replayId) }
    : {
        words: `${formatCount(running.length)} replays of dead letters run: ${progress}`,
        href: '/replays',
      };
}
