export const TREND_HOURS = 24;
const HOUR_MS = 3_600_000;

/** Where the first hour of a trend begins, in Unix ms: its last hour is the one that `now` is in. */
export const trendFrom = (now: number): number => (Math.floor(now / HOUR_MS) - (TREND_HOURS - 1)) * HOUR_MS;
