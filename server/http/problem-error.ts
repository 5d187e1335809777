import type { Problem, ProblemName } from '../../contracts/problem.ts';

export interface ProblemExtra {
  errors?: NonNullable<Problem['errors']>;
  headers?: Record<string, string>;
  commandId?: string;
  first?: NonNullable<Problem['first']>;
}

/** Thrown anywhere in a service to answer with a problem document; the gateway's error handler writes it. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: ProblemName;
  readonly extra: ProblemExtra;

  constructor(problem: ProblemName, detail: string, extra: ProblemExtra = {}) {
    super(detail);
    this.problem = problem;
    this.extra = extra;
  }
}
