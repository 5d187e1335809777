import { randomUUID } from 'node:crypto';

/** What a correlation id may be: it stands in headers, logs and URLs, so nothing that needs quoting anywhere. */
const acceptable = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** The client's correlation id if it is fit, else a new one: an unfit one is replaced, never reflected. */
export const correlationIdOf = (header: string | string[] | undefined): string =>
  typeof header === 'string' && acceptable.test(header) ? header : randomUUID();
