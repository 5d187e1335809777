import { ProblemError } from '../problem-error.ts';

/** The refusal of a key or token that was sent and is not valid (RFC 6750, section 3.1). */
export const invalidToken = (detail: string): ProblemError =>
  new ProblemError('unauthorized', detail, {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });
