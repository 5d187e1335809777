/** Called one after the other, each once the browser has had time for what people do. */
const waiting: (() => void)[] = [];
let going = false;
/** After so long it is drawn also where the browser is never idle. */
const LATEST_MS = 300;

const soon = (call: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(call, { timeout: LATEST_MS });
  else setTimeout(call, 16);
};

/** While somebody types or presses, what comes next of that goes first; but no chart waits for longer than this. */
const QUIET_MS = 400;
const PATIENCE_MS = 2_000;
let usedAt = Number.NEGATIVE_INFINITY;
let waitingSince = 0;

/** Somebody used the page, at a time of `performance.now()`. */
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
  going = next !== undefined;
  if (!next) return;
  next();
  soon(callNext);
}

/**
 * Has charts of one page drawn one by one instead of all at once, which would hold the page for half a second. The result
 * gives the turn back.
 */
export function takeTurn(draw: () => void): () => void {
  waiting.push(draw);
  if (!going) {
    going = true;
    waitingSince = performance.now();
    soon(callNext);
  }
  return () => {
    const at = waiting.indexOf(draw);
    if (at >= 0) waiting.splice(at, 1);
  };
}
