/** The time between two moments at which something happened, and its place on the axis, 0 to 1. */
interface Stretch {
  from: number;
  to: number;
  x0: number;
  x1: number;
  /** Whether it is drawn shorter than in proportion; its length is then written above. */
  folded: boolean;
}

export interface FoldedTime {
  stretches: readonly Stretch[];
  /** The place of a moment on the axis, 0 to 1. */
  at(ms: number): number;
}

/** Shorter times are never folded. */
const FOLD_FROM_MS = 1_000;
/** A time this many times as long as all shorter ones together would hide them. */
const HIDES = 4;
/** How many folds have room for their durations. */
const MAX_FOLDS = 8;
/** The share of the whole width, for all folds together and for one. */
const FOLDS_SHARE = 0.6;
const FOLD_SHARE = 0.16;

/**
 * One axis for milliseconds of work and hours of waiting: times so long that nothing else could be seen beside them
 * are folded to the same short length. The others keep their proportions.
 */
export function foldTime(moments: readonly number[]): FoldedTime {
  const sorted = [...new Set(moments)].sort((a, b) => a - b);
  const spans = sorted.slice(1).map((to, index) => ({ from: sorted[index] as number, to }));
  const folds = foldedOf(spans.map(({ from, to }) => to - from));
  const drawn = spans.reduce((sum, { from, to }, index) => sum + (folds.has(index) ? 0 : to - from), 0);
  const share = drawn === 0 ? 1 / Math.max(1, folds.size) : Math.min(FOLD_SHARE, FOLDS_SHARE / folds.size);
  const rest = drawn === 0 ? 0 : 1 - share * folds.size;
  let x = 0;
  const stretches = spans.map(({ from, to }, index): Stretch => {
    const x0 = x;
    const folded = folds.has(index);
    x += folded ? share : (rest * (to - from)) / drawn;
    return { from, to, x0, x1: x, folded };
  });
  return { stretches, at: (ms) => placeOf(stretches, ms) };
}

/** Which of these lengths are folded: from the shortest that hides all shorter ones on. */
function foldedOf(lengths: readonly number[]): Set<number> {
  const order = lengths.map((length, index) => ({ length, index })).sort((a, b) => a.length - b.length);
  let shorter = 0;
  const first = order.findIndex(({ length }) => {
    const hides = shorter > 0 && length >= FOLD_FROM_MS && length > HIDES * shorter;
    shorter += length;
    return hides;
  });
  if (first < 0) return new Set();
  return new Set(order.slice(Math.max(first, order.length - MAX_FOLDS)).map(({ index }) => index));
}

function placeOf(stretches: readonly Stretch[], ms: number): number {
  const stretch = stretches.find(({ to }) => ms <= to);
  if (!stretch) return stretches.length === 0 ? 0 : 1;
  const { from, to, x0, x1 } = stretch;
  return ms <= from ? x0 : x0 + ((x1 - x0) * (ms - from)) / (to - from);
}
