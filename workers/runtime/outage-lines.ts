import type { Journal } from './journal.ts';

const MINUTE_MS = 60_000;

/**
 * A journal that limits the lines about one outage: a number of lines per minute about probes, trials and retries, then none
 * until the minute has passed. It counts omitted lines, and the next line has the count. If it logged the outage, it also
 * logs the end of it.
 */
export function limitOutageLines(journal: Journal, linesAMinute: number): Journal {
  let began = Number.NEGATIVE_INFINITY;
  let lines = 0;
  let omittedLines = 0;
  let isDown = false;
  let isLogged = false;

  const take = (): { omittedLines?: number } | undefined => {
    const now = performance.now();
    if (now - began >= MINUTE_MS) {
      began = now;
      lines = 0;
    }
    if (lines >= linesAMinute) {
      omittedLines += 1;
      return undefined;
    }
    lines += 1;
    const left = omittedLines;
    omittedLines = 0;
    return left > 0 ? { omittedLines: left } : {};
  };

  return {
    ...journal,
    circuit(change) {
      isDown = change.state !== 'closed';
      const line = take() ?? (isLogged && !isDown ? {} : undefined);
      if (!line) return;
      isLogged = isDown;
      journal.circuit({ ...change, ...line });
    },
    retrying(batch) {
      const line = isDown ? take() : {};
      if (line) journal.retrying({ ...batch, ...line });
    },
  };
}
