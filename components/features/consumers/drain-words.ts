import { formatDuration } from '../../../contracts/words/duration.ts';

/** ETA: when the lag reaches zero at these rates; of a consumer that is paused there is none. */
export function drainWords({
  lag,
  drainMs,
  inPerSecond,
  outPerSecond,
  paused = false,
}: {
  lag: number | null;
  drainMs: number | null;
  inPerSecond: number | null;
  outPerSecond: number | null;
  paused?: boolean;
}): string {
  if (lag === null) return 'unknown';
  if (lag === 0) return '—';
  if (drainMs !== null) return formatDuration(drainMs);
  if (paused) return 'paused';
  return inPerSecond === null || outPerSecond === null ? 'unknown' : 'backlog growing';
}
