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

const UNITS = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
  [SECOND, 's'],
] as const;

/** Rounded down, for a sentence: in one unit, or two if the first would round too much: `3 d 4 h`, `12 min`, `850 ms`. */
export function timeInWords(ms: number): string {
  const n = UNITS.findIndex(([size]) => ms >= size);
  const unit = UNITS[n];
  if (!unit) return `${Math.max(0, Math.round(ms))} ms`;
  const [size, name] = unit;
  const count = Math.floor(ms / size);
  const next = UNITS[n + 1];
  const rest = next && count < 10 ? Math.floor((ms % size) / next[0]) : 0;
  return rest > 0 && next ? `${count} ${name} ${rest} ${next[1]}` : `${count} ${name}`;
}

const SIZES: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR };

/** A time such as `500ms`, `90s`, `10m` or `2h`, in ms; without a unit in seconds. Undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, number, unit = 's'] = /^([0-9]{1,9})(ms|s|m|h)?$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * SIZES[unit]!;
}
