/** White space of Unicode: what `\s` matches, and U+0085. */
const SPACE = '\\s\\u0085';
const SURROGATE = '\\ud800-\\udfff';

/**
 * The pattern of text that is not blank, and has no unpaired surrogate (under the `u` flag), which has no UTF-8 form. No
 * lookahead and no `\p{…}`: the tools that read OpenAPI documents know neither everywhere.
 */
export const NOT_BLANK = `^[${SPACE}]*[^${SPACE}${SURROGATE}][^${SURROGATE}]*$`;

const edges = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, 'gu');

/** A text that somebody typed, without white space around it. Empty exactly where the API calls the text blank. */
export const trimmed = (typed: string): string => typed.replace(edges, '');
