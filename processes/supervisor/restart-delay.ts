export interface RestartLimits {
  restartDelayMs: number;
  restartDelayMaxMs: number;
  restartResetMs: number;
}

/** How long to wait before a restart: doubled with every end in a row, from the first delay up to the longest. */
export function restartDelay(endsInARow: number, limits: RestartLimits): number {
  const doubled = limits.restartDelayMs * 2 ** Math.min(endsInARow - 1, 30);
  return Math.min(doubled, limits.restartDelayMaxMs);
}
