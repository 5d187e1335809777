/**
 * So long after its newest entry came, a group no longer grows, however many there were within the hour: three times as long as a
 * page may wait for the next answer, so that one which came between two answers still counts.
 */
export const GROWS_FOR_MS = 15_000;

/** Whether there are more than in the hour before, and still more come. `cameAt` and `now`: Unix ms. */
export const isGrowing = (lastHour: number, hourBefore: number, cameAt: number, now: number): boolean =>
  lastHour > hourBefore && now - cameAt < GROWS_FOR_MS;
