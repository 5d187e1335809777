/** Clock changes larger than this are followed. Smaller ones are ignored, so that spans keep their order. */
const STEP_MS = 50;

let origin = performance.timeOrigin;

/**
 * The Unix time in ms for a time of performance.now(). Finer than the clock, and unaffected by its small corrections.
 */
export function unixTime(at: number): number {
  const present = Date.now() - performance.now();
  if (Math.abs(present - origin) > STEP_MS) origin = present;
  return origin + at;
}

/** A Unix time in ms, in OpenTelemetry's form. */
export function hrTime(unixMs: number): [seconds: number, nanoseconds: number] {
  const seconds = Math.floor(unixMs / 1_000);
  return [seconds, Math.floor((unixMs - seconds * 1_000) * 1e6)];
}
