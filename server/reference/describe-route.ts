import type Type from 'typebox';
import { exampleOf } from '../../contracts/routes/example-of.ts';
import type { Answer, Route } from '../../contracts/routes/route.ts';
import type { Components, Json } from './components.ts';
import { describeHeaders } from './describe-headers.ts';
import { describeProblems } from './describe-problems.ts';

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
    responses: { ...responses(route.answers, components), ...describeProblems(route, components) },
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
    ...(required.includes(name) ? { example: exampleOf(property, name) } : {}),
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

function response(answer: Answer, components: Components): Json {
  const { description, schema, media = 'application/json', alsoPage, headers = {} } = answer;
  const isJson = schema !== undefined && media === 'application/json';
  return {
    description,
    headers: describeHeaders(headers, components),
    ...(media === null
      ? {}
      : {
          content: {
            [media]: {
              ...(schema ? { schema: components.refer(schema) } : {}),
              ...(isJson ? { example: exampleOf(schema) } : {}),
            },
            ...(alsoPage ? { 'text/html': {} } : {}),
          },
        }),
  };
}
