const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number): string => String(value).padStart(2, '0');

/** Two units at most: `412 ms`, `12.4 s`, `4 min 05 s`, `3 h 02 min`, `29 d 21 h`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return 'unknown';
  if (ms > 0 && ms < 1) return '< 1 ms';
  if (Math.round(ms) < SECOND) return `${Math.round(ms)} ms`;
  if (Math.round(ms / 100) * 100 < MINUTE) return `${(Math.round(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / SECOND) * SECOND;
  if (seconds < HOUR)
    return `${Math.floor(seconds / MINUTE)} min ${two(Math.floor((seconds % MINUTE) / SECOND))} s`;
  if (seconds < DAY)
    return `${Math.floor(seconds / HOUR)} h ${two(Math.floor((seconds % HOUR) / MINUTE))} min`;
  return `${Math.floor(seconds / DAY)} d ${two(Math.floor((seconds % DAY) / HOUR))} h`;
}

/** In one unit, for an axis: `40 ms`, `90 s`, `8.3 min`, `6 h`, `2.5 d`. */
export function formatDurationTick(ms: number): string {
  const [size, unit] = (
    [
      [2 * DAY, DAY, 'd'],
      [2 * HOUR, HOUR, 'h'],
      [2 * MINUTE, MINUTE, 'min'],
      [SECOND, SECOND, 's'],
    ] as const
  )
    .filter(([from]) => ms >= from)
    .map(([, size, unit]) => [size, unit] as const)[0] ?? [1, 'ms'];
  return `${Number((ms / size).toFixed(1))} ${unit}`;
}

/** What a station took: below a second with its sign, as an addition; from then on it was a wait. */
export const formatTook = (ms: number): string =>
  ms < SECOND ? `+${formatDuration(ms)}` : formatDuration(ms);
