import { randomUUID } from 'node:crypto';

/** The characters of a correlation id: it is in headers, logs and URLs, so it needs no quoting anywhere. */
const acceptable = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** The client's correlation id if it is valid; otherwise a new one. An invalid one is never repeated. */
export const correlationIdOf = (header: string | string[] | undefined): string =>
  typeof header === 'string' && acceptable.test(header) ? header : randomUUID();
