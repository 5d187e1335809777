const MINUTE = 60_000;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080].map(
  (minutes) => minutes * MINUTE,
);

/**
 * Ticks at round times of a zone between two instants, at most `most`. `offsetMs`: the offset of the zone, east
 * positive.
 */
export function roundTimes(fromMs: number, toMs: number, most: number, offsetMs: number): number[] {
  const step = STEPS.find((each) => (toMs - fromMs) / each <= most) ?? (STEPS.at(-1) as number);
  const first = Math.ceil((fromMs + offsetMs) / step) * step - offsetMs;
  const ticks: number[] = [];
  for (let at = first; at <= toMs; at += step) ticks.push(at);
  return ticks;
}
