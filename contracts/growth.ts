/** So long after its newest failure a group no longer grows, however many there were within the hour. */
export const GROWS_FOR_MS = 60_000;

/** Whether there are more than in the hour before, and still more come. `failedAt` and `now`: Unix ms. */
export const isGrowing = (lastHour: number, hourBefore: number, failedAt: number, now: number): boolean =>
  lastHour > hourBefore && now - failedAt < GROWS_FOR_MS;
