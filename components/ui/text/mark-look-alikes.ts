import { changedPlaces } from './changed-places.ts';

export interface MarkedPart {
  text: string;
  /** A character that is invisible or looks like another; `text` is its code point. */
  marked: boolean;
  /** Where it begins, in characters of the original text. */
  at: number;
}

/** Never drawn as they are: controls, characters that reorder their neighbours, and invisible ones. */
const unseen = /^[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]$/u;
/** Look-alikes, drawn unless they differ between the texts: spaces, hyphens, dashes and quotes outside ASCII. */
const lookAlike =
  /^(?! )[\p{Zs}\p{Pd}\p{Default_Ignorable_Code_Point}\u00b4\u02b9-\u02bd\u02c8\u02d7\u02dd\u02ee\u2018-\u201f\u2032-\u2037\u2043\u2212\u3003\uff02\uff07]$/u;
/** They belong to an emoji or a script if the character before them is new too. */
const joining = /^(?:\u200c|\u200d|[\ufe00-\ufe0f])$/u;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * Two different texts in parts. Characters that would make them look the same are shown as code points, look-alikes
 * only where the texts differ. A text without another one to compare with has no look-alikes.
 */
export function markLookAlikes(was: string | null, is: string | null): [MarkedPart[], MarkedPart[]] {
  const [from, to] = [[...(was ?? '')], [...(is ?? '')]];
  const one = was === null || is === null;
  const [before, after] = one ? [from.map(() => false), to.map(() => false)] : changedPlaces(from, to);
  return [partsOf(from, before), partsOf(to, after)];
}

function partsOf(characters: readonly string[], changed: readonly boolean[]): MarkedPart[] {
  const parts: MarkedPart[] = [];
  for (const [at, character] of characters.entries()) {
    const isPart = joining.test(character) && changed[at - 1] === true;
    const marked =
      unseen.test(character) ||
      (changed[at] === true && character !== '-' && !isPart && lookAlike.test(character));
    const last = parts.at(-1);
    if (marked) parts.push({ text: codePoint(character), marked, at });
    else if (last && !last.marked) last.text += character;
    else parts.push({ text: character, marked, at });
  }
  return parts;
}
