const BEARER = /^Bearer +([^\s]+) *$/i;

/** The token of an Authorization header (RFC 6750); undefined for none. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
