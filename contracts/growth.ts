/**
 * After this long without a new dead letter a group no longer grows, however many there were within the hour: three times as
 * long as a page may wait for the next answer, so that one created between two answers still counts.
 */
export const GROWS_FOR_MS = 15_000;

/** Whether there are more than in the hour before, and more keep coming. `cameAt` and `now`: Unix ms. */
export const isGrowing = (lastHour: number, hourBefore: number, cameAt: number, now: number): boolean =>
  lastHour > hourBefore && now - cameAt < GROWS_FOR_MS;
