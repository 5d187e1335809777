/** A clock that was set by more than this is followed; what is less is left, so that spans keep their order. */
const STEP_MS = 50;

let origin = performance.timeOrigin;

/** The Unix time in ms that a time of performance.now() was: finer than the clock, and not moved by small corrections of it. */
export function unixTime(at: number): number {
  const present = Date.now() - performance.now();
  if (Math.abs(present - origin) > STEP_MS) origin = present;
  return origin + at;
}

/** A Unix time in ms as OpenTelemetry writes it. */
export function hrTime(unixMs: number): [seconds: number, nanoseconds: number] {
  const seconds = Math.floor(unixMs / 1_000);
  return [seconds, Math.floor((unixMs - seconds * 1_000) * 1e6)];
}
