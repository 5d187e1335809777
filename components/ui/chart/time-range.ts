/** The range of a chart: a period until now, or the time between two instants. */
export type TimeRange = { kind: 'last'; name: RangeName } | { kind: 'between'; from: number; until: number };

export const RANGES = {
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
} as const;
export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as RangeName[];

export const rangeWords: Record<RangeName, string> = {
  '5m': '5 min',
  '15m': '15 min',
  '1h': '1 h',
  '6h': '6 h',
  '24h': '24 h',
  '7d': '7 d',
  '30d': '30 d',
};

const SHORTEST_MS = 30_000;

export const rangeMs = (range: TimeRange): number =>
  range.kind === 'last' ? RANGES[range.name] : range.until - range.from;

/** The longest range that charts take by themselves: what began before the middle of it is not new. */
const LONGEST_FIT = RANGES['24h'];

/**
 * The range of charts for which none is chosen: from well before the newest problem began until now, so that what was normal is
 * in the first half; the last hour where nothing is new. `began`: when problems began, ISO 8601; `now` in Unix ms.
 */
export function fitRange(began: readonly (string | null)[], now: number): RangeName {
  const ages = began.flatMap((iso) => (iso === null ? [] : now - Date.parse(iso)));
  const age = Math.min(...ages);
  const fits = (name: RangeName) => RANGES[name] >= 2 * age && RANGES[name] <= LONGEST_FIT;
  return RANGE_NAMES.find(fits) ?? '1h';
}

/** In Unix ms; `until` is null for now. */
export const rangeBounds = (range: TimeRange, now: number): { from: number; until: number | null } =>
  range.kind === 'last'
    ? { from: now - RANGES[range.name], until: null }
    : { from: range.from, until: range.until };

/** The range in a URL: `1h`, or two Unix times in seconds. */
export const rangeKey = (range: TimeRange): string =>
  range.kind === 'last' ? range.name : `${Math.round(range.from / 1_000)}-${Math.round(range.until / 1_000)}`;

/** The range of a URL; null if it is not valid. */
export function readRange(text: string): TimeRange | null {
  if (Object.hasOwn(RANGES, text)) return { kind: 'last', name: text as RangeName };
  const match = /^(\d{9,11})-(\d{9,11})$/.exec(text);
  const from = Number(match?.[1]) * 1_000;
  const until = Number(match?.[2]) * 1_000;
  return match && until - from >= SHORTEST_MS ? { kind: 'between', from, until } : null;
}

/** A dragged range, widened to the shortest one that can be shown. */
export function rangeBetween(fromMs: number, toMs: number): TimeRange {
  const from = Math.floor(fromMs / 1_000) * 1_000;
  return { kind: 'between', from, until: Math.max(Math.ceil(toMs / 1_000) * 1_000, from + SHORTEST_MS) };
}

/** The range as the beginning of a sentence. */
export const rangeInWords = (range: TimeRange): string =>
  range.kind === 'last' ? `last ${rangeWords[range.name]}` : 'the time chosen';
