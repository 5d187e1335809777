/** Above so many pairs of characters what stands between the first and the last change counts as changed whole. */
const MAX_PAIRS = 1_000_000;

/** Which characters of two texts are not in the other, in their order: the longest common subsequence of both stays. */
export function changedPlaces(was: readonly string[], is: readonly string[]): [boolean[], boolean[]] {
  const least = Math.min(was.length, is.length);
  let head = 0;
  while (head < least && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < least - head && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
  const of = (text: readonly string[]) => text.map((_, at) => at >= head && at < text.length - tail);
  const changed: [boolean[], boolean[]] = [of(was), of(is)];
  const [rows, columns] = [was.length - head - tail, is.length - head - tail];
  if (rows * columns > MAX_PAIRS) return changed;

  // The length of the longest common subsequence of what is left of both, from each pair on.
  const longest = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      longest[row]![column] =
        was[head + row] === is[head + column]
          ? longest[row + 1]![column + 1]! + 1
          : Math.max(longest[row + 1]![column]!, longest[row]![column + 1]!);
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (was[head + row] === is[head + column]) {
      changed[0][head + row++] = false;
      changed[1][head + column++] = false;
    } else if (longest[row + 1]![column]! >= longest[row]![column + 1]!) row += 1;
    else column += 1;
  }
  return changed;
}
