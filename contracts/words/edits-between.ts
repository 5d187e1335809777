/** How many letters must be added, removed, changed or swapped with the next one (optimal string alignment). */
export function editsBetween(from: string, to: string): number {
  let older: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let at = 1; at <= to.length; at++) {
      const same = from[row - 1] === to[at - 1];
      const edits = Math.min(last[at]! + 1, current[at - 1]! + 1, last[at - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && at > 1 && from[row - 1] === to[at - 2] && from[row - 2] === to[at - 1];
      current[at] = swapped ? Math.min(edits, older[at - 2]! + 1) : edits;
    }
    older = last;
    last = current;
  }
  return last[to.length]!;
}
