/**
 * What may stand as a token of a subject, as a key of a row, and as a part of a URL. The set is what NATS,
 * Cassandra and URLs all take without quoting, so that no identifier can inject into any of them.
 */
export const IDENTIFIER_PATTERN = '^[A-Za-z0-9_-]{1,64}$';

const identifier = new RegExp(IDENTIFIER_PATTERN);

export const isIdentifier = (value: unknown): value is string =>
  typeof value === 'string' && identifier.test(value);
