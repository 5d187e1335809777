/** The parts that differ between two occurrences of one fault, in the order in which they are removed. */
const VARIABLE: readonly [pattern: RegExp, instead: string][] = [
  [/"[^"\n]{0,500}"|“[^”\n]{0,500}”|`[^`\n]{0,500}`|‘[^’\n]{0,500}’/g, '‹value›'],
  // An apostrophe within a word (can't) quotes nothing.
  [/(?<![\p{L}\p{N}])'[^'\n]{0,500}'(?![\p{L}\p{N}])/gu, '‹value›'],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g, '‹time›'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '‹id›'],
  [/\b\d{1,3}-\d{1,4}-\d{1,14}\b/g, '‹position›'],
  [/\b0x[0-9a-f]+\b/gi, '‹address›'],
  [/(\.[cm]?[jt]sx?)(?::\d+){1,2}/g, '$1'],
  // Ids of other formats: long, with digits among the letters.
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, '‹id›'],
  [/\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{20,}\b/g, '‹id›'],
  [/(?<![\p{L}_])-?\d+(?:[.,]\d+)*/gu, '‹n›'],
  [/\s+/g, ' '],
];

/** A failure's message without the numbers, ids, times and values that change from one occurrence to the next. */
export const normaliseMessage = (message: string): string =>
  VARIABLE.reduce((text, [pattern, instead]) => text.replace(pattern, instead), message).trim();
