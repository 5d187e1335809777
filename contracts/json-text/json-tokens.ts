/** Tokens of a JSON text: strings, punctuation, and numbers, `true`, `false` and `null` as written. */
const token = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/gs;

/** The tokens of a JSON text, in order. A text that is cut off ends in the token it is cut off in. */
export const jsonTokens = (text: string): IterableIterator<RegExpExecArray> => text.matchAll(token);
