import { formatDuration } from '../../../contracts/words/duration.ts';

/** ETA: when the lag reaches zero at these rates. */
export function drainWords({
  lag,
  drainMs,
  inPerSecond,
  outPerSecond,
}: {
  lag: number | null;
  drainMs: number | null;
  inPerSecond: number | null;
  outPerSecond: number | null;
}): string {
  if (lag === null) return 'unknown';
  if (lag === 0) return '—';
  if (drainMs !== null) return formatDuration(drainMs);
  return inPerSecond === null || outPerSecond === null ? 'unknown' : 'backlog growing';
}
