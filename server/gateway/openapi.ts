import type Type from 'typebox';
import { AcceptedCommand } from '../../contracts/accepted-command.ts';
import { CommandStatus } from '../../contracts/command-status.ts';
import { PROBLEMS, Problem, type ProblemName } from '../../contracts/problem.ts';
import { commands } from '../../domain/catalog.ts';
import type { AnyCommand } from '../../domain/command.ts';
import { PROBLEM_MEDIA_TYPE } from '../http/problem-document.ts';

/** A read route as its registration describes it. */
export interface ReadRoute {
  method: 'GET';
  path: string;
  summary: string;
  description?: string;
  parameters?: Type.TSchema;
  query?: Type.TSchema | null;
  response: Type.TSchema;
  /** What it may answer with beyond what every read may. */
  problems: readonly ProblemName[];
}

type Json = Record<string, unknown>;

const json = (schema: unknown): Json => ({ 'application/json': { schema } });

/** Named schemas stand once, under components; everywhere else is a reference to them. */
function makeComponents(): { refer(schema: Type.TSchema): unknown; schemas: Json } {
  const schemas: Json = {};
  const refer = (schema: Type.TSchema): unknown =>
    JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
      const { $id, ...rest } = (value ?? {}) as Json;
      if (key === 'properties' || typeof $id !== 'string') return value;
      schemas[$id] = rest;
      return { $ref: `#/components/schemas/${$id}` };
    });
  return { refer, schemas };
}

const pathOf = (path: string): string => path.replace(/:([A-Za-z]+)/g, '{$1}');

function parametersOf(schema: Type.TSchema | null | undefined, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: required.includes(name),
    description: property.description,
    schema: property,
  }));
}

function problemResponses(names: readonly ProblemName[], problem: unknown): Json {
  const byStatus = new Map<number, ProblemName[]>();
  for (const name of names)
    byStatus.set(PROBLEMS[name].status, [...(byStatus.get(PROBLEMS[name].status) ?? []), name]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, types]) => [
        String(status),
        {
          description: types.map((name) => `${PROBLEMS[name].title} (\`/problems/${name}\`)`).join('; '),
          content: { [PROBLEM_MEDIA_TYPE]: { schema: problem } },
        },
      ]),
  );
}

const HEADERS: Json[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'A quoted string. The same key and payload make one command, however often they are sent.',
    schema: { type: 'string', examples: ['"8e03978e-40d5-43dd-bc93-6894a57f9324"'] },
  },
  {
    name: 'X-Correlation-Id',
    in: 'header',
    required: false,
    description:
      'Taken over when it is 1 to 128 letters, digits or . _ : -; replaced otherwise. Returned either way.',
    schema: { type: 'string' },
  },
  {
    name: 'Prefer',
    in: 'header',
    required: false,
    description: '`wait=N` holds the answer up to N seconds for the outcome.',
    schema: { type: 'string', examples: ['wait=5'] },
  },
];

const COMMAND_PROBLEMS = [
  'invalid-request',
  'invalid-json',
  'invalid-idempotency-key',
  'unauthorized',
  'idempotency-key-in-use',
  'body-too-large',
  'unsupported-media-type',
  'command-refused',
  'command-rejected',
  'idempotency-key-reused',
  'too-many-requests',
  'not-accepted',
  'overloaded',
  'outcome-unknown',
] as const;

const READ_PROBLEMS = ['invalid-request', 'unauthorized', 'unavailable'] as const;

/** The OpenAPI 3.1 description of the API: made from the declarations that make the routes. */
export function describeApi(reads: readonly ReadRoute[], version: string): Json {
  const { refer, schemas } = makeComponents();
  const problem = refer(Problem);
  const paths: Record<string, Json> = {};
  const add = (path: string, method: string, operation: Json) => {
    paths[pathOf(path)] = { ...paths[pathOf(path)], [method.toLowerCase()]: operation };
  };

  const describeCommand = (command: AnyCommand): Json => ({
    operationId: command.name,
    tags: ['commands'],
    summary: command.title,
    description: command.description,
    parameters: [...parametersOf(command.parameters, 'path'), ...HEADERS],
    ...(command.body === null
      ? {}
      : {
          requestBody: {
            required: Boolean((command.body as { required?: string[] }).required?.length),
            content: json(refer(command.body)),
          },
        }),
    responses: {
      200: {
        description: 'Applied, where `Prefer: wait` was asked for.',
        content: json(refer(CommandStatus)),
      },
      202: {
        description: 'Accepted: durable in the log. It is not applied yet; Location leads to its status.',
        headers: {
          Location: { description: 'The status resource.', schema: { type: 'string' } },
          'Retry-After': {
            description: 'Seconds to wait before asking for it.',
            schema: { type: 'integer' },
          },
          'X-Correlation-Id': { schema: { type: 'string' } },
        },
        content: json(refer(AcceptedCommand)),
      },
      ...problemResponses(COMMAND_PROBLEMS, problem),
    },
  });
  for (const command of commands) add(command.route.path, command.route.method, describeCommand(command));

  for (const read of reads) {
    add(read.path, read.method, {
      operationId: `get-${read.path
        .split('/')
        .filter((part) => part && !part.startsWith(':'))
        .slice(1)
        .join('-')}${read.path.endsWith('Id') ? '-one' : ''}`,
      tags: ['reads'],
      summary: read.summary,
      ...(read.description === undefined ? {} : { description: read.description }),
      parameters: [...parametersOf(read.parameters, 'path'), ...parametersOf(read.query, 'query')],
      responses: {
        200: { description: read.summary, content: json(refer(read.response)) },
        ...problemResponses([...READ_PROBLEMS, ...read.problems], problem),
      },
    });
  }

  return {
    openapi: '3.1.0',
    info: {
      title: 'Waybill',
      version,
      description:
        'Send commands, get a 202 once they are durable, and find out at any time what became of them. A 202 is not success: ask the status resource.',
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    paths,
    components: { schemas, securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
  };
}
