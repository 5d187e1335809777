/** Longer names are compared with nothing: a client may send one of any length. */
const MAX_COMPARED = 64;
const MAX_LISTED = 12;

/** What is wrong with a name that a request must not have, as the rest of a sentence: the known name nearest to it, or all. */
export function unknownName(name: string, known: readonly string[]): string {
  const near = name.length <= MAX_COMPARED ? nearest(name, known) : undefined;
  if (near !== undefined) return `is unknown: the nearest known name is \`${near}\``;
  if (known.length === 0 || known.length > MAX_LISTED) return 'is unknown';
  return `is unknown: the known names are ${known.map((each) => `\`${each}\``).join(', ')}`;
}

/** The known name that the fewest edits make of this one, if these are at most a third of its letters; one may always be wrong. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = bare(name);
  const [best] = known
    .map((each) => ({ each, edits: editsBetween(plain, bare(each)) }))
    .filter(({ each, edits }) => edits <= Math.max(1, Math.floor(each.length / 3)))
    .sort((one, other) => one.edits - other.edits);
  return best?.each;
}

/** `channel_id`, `Channel-Id` and `channelId` are spelt alike. */
const bare = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '');

/** How many letters must be added, removed, changed or swapped with the next one (optimal string alignment). */
function editsBetween(from: string, to: string): number {
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
