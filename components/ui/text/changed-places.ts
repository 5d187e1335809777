import { diffArrays } from 'diff';

/** With more edits than this between two texts, everything between the first and the last edit counts as changed. */
const MAX_EDITS = 1_000;

/** The characters of each text that are missing in the other, as few as possible. */
export function changedPlaces(was: readonly string[], is: readonly string[]): [boolean[], boolean[]] {
  const parts = diffArrays([...was], [...is], { maxEditLength: MAX_EDITS });
  if (!parts) return changedWhole(was, is);
  const changed: [boolean[], boolean[]] = [[], []];
  for (const { added, removed, value } of parts) {
    if (!added) changed[0].push(...value.map(() => removed));
    if (!removed) changed[1].push(...value.map(() => added));
  }
  return changed;
}

function changedWhole(was: readonly string[], is: readonly string[]): [boolean[], boolean[]] {
  const least = Math.min(was.length, is.length);
  let head = 0;
  while (head < least && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < least - head && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
  const of = (text: readonly string[]) => text.map((_, at) => at >= head && at < text.length - tail);
  return [of(was), of(is)];
}
