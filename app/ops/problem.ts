import { PROBLEMS, type Problem, type ProblemName, problemType } from '../../contracts/problem.ts';

/** A problem that the console itself answers with. */
export function problem(
  name: ProblemName,
  detail: string,
  { headers = {}, errors }: { headers?: Record<string, string>; errors?: Problem['errors'] } = {},
): Response {
  const { status, title } = PROBLEMS[name];
  const body: Problem = {
    type: problemType(name),
    title,
    status,
    detail,
    correlationId: crypto.randomUUID(),
    ...(errors ? { errors } : {}),
  };
  return Response.json(body, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
