import Type from 'typebox';
import { PROBLEMS, Problem, type ProblemName } from '../../contracts/problem.ts';
import { exampleOf } from '../../contracts/routes/example-of.ts';
import { PathHeader, Seconds } from '../../contracts/routes/parameters.ts';
import { problemsOfRoute } from '../../contracts/routes/problems-of-route.ts';
import type { Answer, Route } from '../../contracts/routes/route.ts';
import { PROBLEM_MEDIA_TYPE } from '../http/problem-document.ts';
import type { Components, Json } from './components.ts';

/** One route as an OpenAPI operation. */
export function describeRoute(route: Route, components: Components): Json {
  const { id, path, summary, description, permission, params, query, headers, body } = route;
  return {
    operationId: id,
    tags: [tagOf(path)],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(permission === null ? { security: [] } : { 'x-permission': permission }),
    parameters: [
      ...parameters(params, 'path', components),
      ...parameters(query, 'query', components),
      ...parameters(headers, 'header', components),
    ],
    ...(body === undefined ? {} : { requestBody: requestBody(body, components) }),
    responses: { ...responses(route.answers, components), ...problems(route, components) },
  };
}

/** The resource that a path begins with; `service` for a path outside the API. */
const tagOf = (path: string): string => /^(?:\/ops)?\/v1\/([^/]+)/.exec(path)?.[1] ?? 'service';

function parameters(schema: Type.TObject | undefined, where: string, components: Components): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, Type.TSchema & { description?: string; type?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: required.includes(name),
    ...(property.description === undefined ? {} : { description: property.description }),
    // A list is one parameter, with commas between its members.
    ...(property.type === 'array' ? { style: 'form', explode: false } : {}),
    ...(required.includes(name) ? { example: exampleOf(property) } : {}),
    schema: components.refer(property),
  }));
}

const requestBody = (body: Type.TSchema, components: Components): Json => ({
  required: Boolean((body as { required?: string[] }).required?.length),
  content: { 'application/json': { schema: components.refer(body), example: exampleOf(body) } },
});

const responses = (answers: Route['answers'], components: Components): Json =>
  Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, response(answer, components)]),
  );

function response({ description, schema, media, headers = {} }: Answer, components: Components): Json {
  const type = media ?? 'application/json';
  return {
    description,
    headers: described(headers, components),
    ...(media === null ? {} : { content: { [type]: schema ? { schema: components.refer(schema) } : {} } }),
  };
}

/** Headers of an answer, and the correlation id that every answer has. */
const described = (headers: Readonly<Record<string, Type.TSchema>>, components: Components): Json => ({
  ...Object.fromEntries(
    Object.entries(headers).map(([name, schema]) => [
      name,
      { description: (schema as Json).description, schema: components.refer(schema) },
    ]),
  ),
  'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' },
});

const retryAfter = { 'Retry-After': Seconds('Seconds to wait before sending the request again.') };

/** Headers of problem documents by their status; some problems of a status may have none of them. */
const PROBLEM_HEADERS: Readonly<Record<number, Readonly<Record<string, Type.TSchema>>>> = {
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

/** By status: several problems may share one, and one may share the status of an answer. */
function problems(route: Route, components: Components): Json {
  const byStatus = new Map<number, ProblemName[]>();
  for (const name of problemsOfRoute(route)) {
    const { status } = PROBLEMS[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
  }
  return Object.fromEntries(
    [...byStatus]
      .filter(([status]) => route.answers[status] === undefined)
      .map(([status, names]) => [
        String(status),
        {
          description: names.map((name) => `${PROBLEMS[name].title} (\`/problems/${name}\`)`).join('; '),
          headers: described(PROBLEM_HEADERS[status] ?? {}, components),
          content: { [PROBLEM_MEDIA_TYPE]: { schema: components.refer(Problem) } },
        },
      ]),
  );
}
