export const TREND_HOURS = 24;
const HOUR_MS = 3_600_000;

/** Start of the first hour of a trend, Unix ms: its last hour is the present one. */
export const trendFrom = (now: number): number => (Math.floor(now / HOUR_MS) - (TREND_HOURS - 1)) * HOUR_MS;
