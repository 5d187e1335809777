import type { Problem } from '../../contracts/problem.ts';

/** The operations API said no, or something between it and us did. */
export class OperationsFailure extends Error {
  override name = 'OperationsFailure';
  readonly status: number;
  /** Null when the answer carried none that can be read. */
  readonly problem: Problem | null;

  /** `why`: what is known where there was no problem document. */
  constructor(status: number, problem: Problem | null, why: string | null = null) {
    super(problem?.detail ?? why ?? `The operations service answered ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

/** That there is no such thing is an answer, and no failure of a part. */
export const isAbsent = (error: unknown): error is OperationsFailure =>
  error instanceof OperationsFailure && error.status === 404;

/** The body of an answer. Throws OperationsFailure for any status but 2xx. */
export async function readAnswer<Answer>(answer: Response): Promise<Answer> {
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as Answer;
  const problem: unknown = await answer.json().catch(() => null);
  throw new OperationsFailure(answer.status, isProblem(problem) ? problem : null);
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'detail' in value && typeof value.detail === 'string';
