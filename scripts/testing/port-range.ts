/** The ports that tests listen on, below the range that systems use for outgoing connections. */
const FIRST = 15_000;
const END = 32_000;

/**
 * The ports of one of the files that run at once, as `tests/engines/free-port.ts` reads them from
 * `WAYBILL_TESTS_PORTS`. No other file can take a port after it was found free and before a server listens on it, or
 * while that server is down.
 */
export function portRange(slot: number, slots: number): string {
  const size = Math.floor((END - FIRST) / slots);
  return `${FIRST + slot * size}-${FIRST + (slot + 1) * size}`;
}
