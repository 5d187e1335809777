/** Called one after the other, each once the browser has had time for what people do. */
const waiting: (() => void)[] = [];
let going = false;
/** After so long it is drawn also where the browser is never idle. */
const LATEST_MS = 300;

const soon = (call: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(call, { timeout: LATEST_MS });
  else setTimeout(call, 16);
};

function callNext(): void {
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
    soon(callNext);
  }
  return () => {
    const at = waiting.indexOf(draw);
    if (at >= 0) waiting.splice(at, 1);
  };
}
