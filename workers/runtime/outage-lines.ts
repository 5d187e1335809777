import type { Journal } from './journal.ts';

const MINUTE_MS = 60_000;

/**
 * A journal that says little about one outage: so many lines a minute of probes, trials and retries, then none until the
 * minute has passed. What was left out is counted, and the next line has the count. The line that the store is back is always written
 * where the outage was.
 */
export function limitOutageLines(journal: Journal, linesAMinute: number): Journal {
  let began = Number.NEGATIVE_INFINITY;
  let lines = 0;
  let leftOut = 0;
  let isDown = false;
  let isSaid = false;

  const take = (): { leftOut?: number } | undefined => {
    const now = performance.now();
    if (now - began >= MINUTE_MS) {
      began = now;
      lines = 0;
    }
    if (lines >= linesAMinute) {
      leftOut += 1;
      return undefined;
    }
    lines += 1;
    const left = leftOut;
    leftOut = 0;
    return left > 0 ? { leftOut: left } : {};
  };

  return {
    ...journal,
    circuit(change) {
      isDown = change.state !== 'closed';
      const line = take() ?? (isSaid && !isDown ? {} : undefined);
      if (!line) return;
      isSaid = isDown;
      journal.circuit({ ...change, ...line });
    },
    retrying(batch) {
      const line = isDown ? take() : {};
      if (line) journal.retrying({ ...batch, ...line });
    },
  };
}
