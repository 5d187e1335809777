const MINUTE_MS = 60_000;

/** How far back the charts reach. */
export const RANGES = [
  { name: '15m', words: '15 min', ms: 15 * MINUTE_MS },
  { name: '1h', words: '1 h', ms: 60 * MINUTE_MS },
  { name: '6h', words: '6 h', ms: 360 * MINUTE_MS },
  { name: '24h', words: '24 h', ms: 1_440 * MINUTE_MS },
  { name: '7d', words: '7 d', ms: 10_080 * MINUTE_MS },
] as const;

export type RangeName = (typeof RANGES)[number]['name'];
export const DEFAULT_RANGE: RangeName = '1h';

export const rangeOf = (name: RangeName) => RANGES.find((each) => each.name === name) ?? RANGES[1];
