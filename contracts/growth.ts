/**
 * So long after its newest failure a group no longer grows, however many there were within the hour: three times as long as a
 * page may wait for the next answer, so that one which came between two answers still counts.
 */
export const GROWS_FOR_MS = 15_000;

/** Whether there are more than in the hour before, and still more come. `failedAt` and `now`: Unix ms. */
export const isGrowing = (lastHour: number, hourBefore: number, failedAt: number, now: number): boolean =>
  lastHour > hourBefore && now - failedAt < GROWS_FOR_MS;
