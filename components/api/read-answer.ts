import type { Problem } from '../../contracts/problem.ts';

/** The operations API, or something between it and the console, refused a request. */
export class OperationsFailure extends Error {
  override name = 'OperationsFailure';
  readonly status: number;
  /** Null if the answer had no readable problem. */
  readonly problem: Problem | null;

  /** `why`: what is known without a problem document. */
  constructor(status: number, problem: Problem | null, why: string | null = null) {
    super(problem?.detail ?? why ?? `The operations service answered ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

/** "Not found" is an answer, not a failure of the service. */
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
