import { PROBLEMS, type Problem, type ProblemName, problemType } from '../../contracts/problem.ts';
import type { ProblemExtra } from './problem-error.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The document of RFC 9457 for one occurrence of a problem. */
export function problemDocument(
  name: ProblemName,
  detail: string,
  correlationId: string,
  extra: ProblemExtra = {},
): Problem {
  return {
    type: problemType(name),
    title: PROBLEMS[name].title,
    status: PROBLEMS[name].status,
    detail,
    correlationId,
    ...(extra.commandId === undefined ? {} : { commandId: extra.commandId }),
    ...(extra.first === undefined ? {} : { first: extra.first }),
    ...(extra.errors === undefined ? {} : { errors: extra.errors }),
  };
}
