/** A clock that was set by more than this is followed; what is less is left, so that spans keep their order. */
const STEP_MS = 50;

let origin = performance.timeOrigin;

/** The time in seconds and nanoseconds since 1970 that a time of performance.now() was: it doesn't follow the clock itself. */
export function wallClock(at: number): [seconds: number, nanoseconds: number] {
  const present = Date.now() - performance.now();
  if (Math.abs(present - origin) > STEP_MS) origin = present;
  const ms = origin + at;
  const seconds = Math.floor(ms / 1_000);
  return [seconds, Math.floor((ms - seconds * 1_000) * 1e6)];
}

/** The time of performance.now() that a Unix time in milliseconds was. */
export const monotonic = (unixMs: number): number => unixMs - (Date.now() - performance.now());
