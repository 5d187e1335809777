import { randomUUID } from 'node:crypto';
import { isSentCorrelationId } from '../../contracts/correlation-id.ts';

/** Returns the client's correlation id if it is valid, otherwise a new one; an invalid one is never echoed. */
export const correlationIdOf = (header: string | string[] | undefined): string =>
  typeof header === 'string' && isSentCorrelationId(header) ? header : randomUUID();
