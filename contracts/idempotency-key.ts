export const MAX_IDEMPOTENCY_KEY = 256;

/** One character of a string of structured fields (RFC 9651, 3.3.3): printable ASCII, `"` and `\` with a `\` before. */
export const STRING_CHARACTER = '(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\["\\\\])';

/** The header without parameters, which the API ignores. */
export const IDEMPOTENCY_KEY_PATTERN = `^"${STRING_CHARACTER}{1,${MAX_IDEMPOTENCY_KEY}}"$`;
