/**
 * A text in three parts. The middle is what it shares with another text; a list hides it to show where the two
 * differ.
 */
export interface ApartText {
  head: string;
  middle: string;
  tail: string;
}

/** What a list says of a failure: its error, or the code of one without words. */
export const errorOf = ({ message, code }: { message: string; code: string }): string => message || code;

/** Words up to this length stay, so that the beginning of the texts is visible. */
const HEAD = 16;
/** A shorter middle is not worth hiding. */
const MIN_MIDDLE = 12;

/** Makes the function that splits each of several texts where it begins to differ from the one most like it, between words. */
export function tellApart(texts: readonly string[]): (text: string) => ApartText {
  const sorted = [...new Set(texts)].sort();
  const sharedBy = new Map<string, number>();
  sorted.forEach((text, at) => {
    // Sorted, each text is next to the one with which it shares the longest beginning.
    sharedBy.set(text, Math.max(shared(text, sorted[at - 1]), shared(text, sorted[at + 1])));
  });
  return (text) => {
    const from = text.lastIndexOf(' ', HEAD) + 1;
    const to = text.lastIndexOf(' ', Math.max(0, (sharedBy.get(text) ?? 0) - 1)) + 1;
    if (to - from < MIN_MIDDLE || from === 0) return { head: text, middle: '', tail: '' };
    return { head: text.slice(0, from), middle: text.slice(from, to), tail: text.slice(to) };
  };
}

function shared(text: string, other: string | undefined): number {
  let at = 0;
  while (other !== undefined && at < text.length && text[at] === other[at]) at++;
  return at;
}
