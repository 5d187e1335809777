/** The waiting turns. They are called one by one, each after the browser has had time for input. */
const waiting: (() => void)[] = [];
let running = false;
/** After this time a chart is drawn even if the browser is never idle. */
const LATEST_MS = 300;

const soon = (call: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(call, { timeout: LATEST_MS });
  else setTimeout(call, 16);
};

/** While the user types or clicks, input goes first; but no chart waits longer than this. */
const QUIET_MS = 400;
const PATIENCE_MS = 2_000;
let usedAt = Number.NEGATIVE_INFINITY;
let waitingSince = 0;

/** Records that the user used the page, at a time of `performance.now()`. */
export function noteUse(at: number): void {
  usedAt = at;
}

if (typeof window !== 'undefined') {
  for (const kind of ['keydown', 'pointerdown'])
    window.addEventListener(kind, ({ timeStamp }) => noteUse(timeStamp), { capture: true, passive: true });
}

function callNext(): void {
  const now = performance.now();
  if (waiting.length > 0 && now - usedAt < QUIET_MS && now - waitingSince < PATIENCE_MS) {
    setTimeout(callNext, QUIET_MS);
    return;
  }
  waitingSince = now;
  const next = waiting.shift();
  running = next !== undefined;
  if (!next) return;
  next();
  soon(callNext);
}

/**
 * Draws the charts of a page one by one: all at once would block the page for half a second. The returned function
 * gives the turn back.
 */
export function takeTurn(draw: () => void): () => void {
  waiting.push(draw);
  if (!running) {
    running = true;
    waitingSince = performance.now();
    soon(callNext);
  }
  return () => {
    const at = waiting.indexOf(draw);
    if (at >= 0) waiting.splice(at, 1);
  };
}
