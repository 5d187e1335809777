/**
 * Invisible characters and those that reorder their neighbours, as escapes: controls (C0, DEL, C1), bidi
 * marks, embeddings, overrides and isolates, zero-width space, line and paragraph separators, the byte order
 * mark, tags, and lone surrogates. The joiners U+200C and U+200D stay: scripts and emoji need them.
 */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const escapeOf = (character: string): string => {
  const code = character.codePointAt(0) as number;
  if (code === 0x0a) return '\\n';
  if (code === 0x0d) return '\\r';
  if (code === 0x09) return '\\t';
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
};

/** Text from outside, safe to read: no character is invisible or reorders the text around it. */
export const showControls = (text: string): string => text.replace(unseen, escapeOf);

interface TextPart {
  text: string;
  escaped: boolean;
  /** Where it begins in the original text. */
  at: number;
}

/** The same, in parts: unchanged text, and each escape by itself. */
export function splitControls(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(unseen)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), escaped: false, at: from });
    parts.push({ text: escapeOf(match[0]), escaped: true, at: match.index });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), escaped: false, at: from });
  return parts;
}
