const UNITS: readonly (readonly [ms: number, name: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** A duration in one unit, or in two where one would round too much: `3 d 4 h`, `12 min`, `850 ms`. */
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

/** An instant for a sentence that is stored: an age would soon be wrong. The console shows it in the reader's time zone. */
export const momentInWords = (ms: number): string => new Date(ms).toISOString();

/** 12345 as 12,345. */
export const countInWords = (count: number): string =>
  String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');

const SIZES: readonly (readonly [bytes: number, name: string])[] = [
  [1024 ** 4, 'TiB'],
  [1024 ** 3, 'GiB'],
  [1024 ** 2, 'MiB'],
  [1024, 'KiB'],
];

export function bytesInWords(bytes: number): string {
  const [size, name] = SIZES.find(([each]) => bytes >= each) ?? [1, 'bytes'];
  return size === 1 ? `${bytes} ${name}` : `${(bytes / size).toFixed(1).replace(/\.0$/, '')} ${name}`;
}

/** `1 event`, `2 events`. */
export const counted = (count: number, noun: string): string =>
  `${countInWords(count)} ${noun}${count === 1 ? '' : 's'}`;
