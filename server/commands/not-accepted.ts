import { ProblemError } from '../http/problem-error.ts';

/** The problem of a command that is certainly not in the log. */
export const notAccepted = (why: string): ProblemError =>
  new ProblemError(
    'not-accepted',
    `${why} This request was not accepted: send it again, with the same Idempotency-Key if it has one.`,
    { headers: { 'retry-after': '1' } },
  );
