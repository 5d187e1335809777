import { editsBetween } from '../../contracts/words/edits-between.ts';

/** Longer names are not compared: a client may send one of any length. */
const MAX_COMPARED = 64;
const MAX_LISTED = 12;

/**
 * The error for an unknown name in a request, as the rest of a sentence: names the nearest known name, or all of
 * them.
 */
export function unknownName(name: string, known: readonly string[]): string {
  const near = name.length <= MAX_COMPARED ? nearest(name, known) : undefined;
  if (near !== undefined) return `is unknown: the nearest known name is \`${near}\``;
  if (known.length === 0 || known.length > MAX_LISTED) return 'is unknown';
  return `is unknown: the known names are ${known.map((each) => `\`${each}\``).join(', ')}`;
}

/** The known name with the fewest edits from this one, if these are at most a third of its letters, or one. */
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
