/**
 * A group without a new dead letter for this long no longer grows, however many it got within the hour. Three times as long
 * as a page may wait for the next answer, so that a dead letter created between two answers still counts.
 */
const GROWS_FOR_MS = 15_000;

/** Whether there are more than in the hour before, and new ones keep coming. `openedAt` and `now`: Unix ms. */
export const isGrowing = (lastHour: number, hourBefore: number, openedAt: number, now: number): boolean =>
  lastHour > hourBefore && now - openedAt < GROWS_FOR_MS;
