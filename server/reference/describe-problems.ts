import { PROBLEMS, Problem, type ProblemName, problemType } from '../../contracts/problem.ts';
import { PathHeader, Seconds } from '../../contracts/routes/parameters.ts';
import { problemsOfRoute } from '../../contracts/routes/problems-of-route.ts';
import type { Route } from '../../contracts/routes/route.ts';
import * as Type from '../../contracts/type.ts';
import { PROBLEM_MEDIA_TYPE } from '../http/problem-document.ts';
import type { Components, Json } from './components.ts';
import { describeHeaders } from './describe-headers.ts';

const retryAfter = { 'Retry-After': Seconds('Seconds to wait before sending the request again.') };

/** Headers of problem documents by their status; some problems of a status may have none of them. */
const HEADERS: Readonly<Record<number, Readonly<Record<string, Type.TSchema>>>> = {
  401: { 'WWW-Authenticate': Type.String({ description: 'The scheme of keys, `Bearer`.' }) },
  404: retryAfter,
  405: { Allow: Type.String({ description: 'The methods that the path allows.' }) },
  409: retryAfter,
  415: { 'Accept-Encoding': Type.String({ description: 'The content codings that the API takes.' }) },
  422: { Location: PathHeader('The status resource of a rejected command.') },
  429: retryAfter,
  503: retryAfter,
  504: { ...retryAfter, Location: PathHeader('The status resource of the command.') },
};

/** The problems of a route by status: several may share one, and one may share the status of an answer. */
export function describeProblems(route: Route, components: Components): Json {
  const byStatus = Map.groupBy(problemsOfRoute(route), (name) => PROBLEMS[name].status);
  return Object.fromEntries(
    [...byStatus]
      .filter(([status]) => route.answers[status] === undefined)
      .map(([status, names]) => [
        String(status),
        {
          description: names.map(explain).join('\n'),
          headers: describeHeaders(HEADERS[status] ?? {}, components),
          content: {
            [PROBLEM_MEDIA_TYPE]: {
              schema: components.refer(Problem),
              examples: Object.fromEntries(names.map((name) => [name, components.exampleOfProblem(name)])),
            },
          },
        },
      ]),
  );
}

/** A problem as an item of a list in Markdown: a link to its page, its cause, and what to do. */
const explain = (name: ProblemName): string =>
  `- [${problemType(name)}](${problemType(name)}): ${PROBLEMS[name].title}. ${PROBLEMS[name].remedy}`;
