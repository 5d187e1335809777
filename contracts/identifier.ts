/**
 * The characters of a subject's token, a row's key and a part of a URL. NATS, Cassandra and URLs take them without quoting,
 * so no identifier can inject into any of them.
 */
export const IDENTIFIER_PATTERN = '^[A-Za-z0-9_-]{1,64}$';

const identifier = new RegExp(IDENTIFIER_PATTERN);

export const isIdentifier = (value: unknown): value is string =>
  typeof value === 'string' && identifier.test(value);
