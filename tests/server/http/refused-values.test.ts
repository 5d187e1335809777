import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pino from 'pino';
import type { Problem } from '../../../contracts/problem.ts';
import { operationsRoutes } from '../../../contracts/routes/operations-routes.ts';
import type { Route, RouteTable } from '../../../contracts/routes/route.ts';
import { gatewayRoutes } from '../../../server/gateway/gateway-routes.ts';
import { buildApp } from '../../../server/http/build-app.ts';
import { explanations } from '../../../server/http/explain-fault.ts';
import { permitPrincipals } from '../../../server/http/permit-principals.ts';
import { registerRoutes } from '../../../server/http/register-routes.ts';
import { HTTP_LIMITS } from '../../engines/http-limits.ts';
import { principalWith } from '../../engines/principal.ts';

type Schema = Record<string, unknown>;

const TABLES: RouteTable[] = [gatewayRoutes, operationsRoutes];

/** Keywords that no value can break. */
const WITHOUT_FAULT = new Set(['$id', 'description', 'examples', 'properties', 'patternProperties', 'items']);
/** Keywords about the names of members. */
const ABOUT_NAMES = new Set(['required', 'additionalProperties']);
/** Keywords whose values are schemas: one, a list of them, or one for each name. */
const OF_SCHEMAS = ['items', 'not', 'anyOf', 'oneOf', 'allOf', 'if', 'then', 'else', 'contains'];
const OF_NAMED_SCHEMAS = ['properties', 'patternProperties', '$defs'];

function* schemasIn(schema: Schema): Generator<Schema> {
  yield schema;
  const inner = [
    ...OF_SCHEMAS.flatMap((keyword) => schema[keyword] ?? []),
    ...OF_NAMED_SCHEMAS.flatMap((keyword) => Object.values(schema[keyword] ?? {})),
  ];
  for (const each of inner) yield* schemasIn(each as Schema);
}

const partsOf = ({ params, query, body }: Route): Schema[] =>
  [params, query, body].filter((part) => part !== undefined) as unknown as Schema[];

const all = TABLES.flatMap((table) => Object.values(table).flatMap(partsOf)).flatMap((part) => [
  ...schemasIn(part),
]);

/** A service with the routes of a table and handlers that do nothing. */
function serve(table: RouteTable) {
  const app = buildApp({ logger: pino({ level: 'silent' }), ...HTTP_LIMITS, routes: table });
  const permissions = Object.values(table).flatMap(({ permission }) => permission ?? []);
  permitPrincipals(app, [() => principalWith('ann', permissions)]);
  registerRoutes(app, table, Object.fromEntries(Object.keys(table).map((id) => [id, () => ({}) as never])));
  return app;
}

describe('what is wrong with a request is said in a sentence', () => {
  const gateway = serve(gatewayRoutes);
  const operations = serve(operationsRoutes);
  const id = '0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa';
  const requestId = 'request-0123456789';

  const ask = async (app: typeof gateway, line: string, body?: unknown): Promise<Problem> => {
    const [method, url] = line.split(' ') as ['GET', string];
    const answer = await app.inject({
      method,
      url,
      ...(body === undefined ? {} : { payload: body as object }),
    });
    assert.equal(answer.statusCode, 400, `${line}: ${answer.body}`);
    return answer.json();
  };

  test('every keyword of the schemas of both services has one', () => {
    const keywords = new Set(all.flatMap((schema) => Object.keys(schema)));
    for (const keyword of keywords)
      assert.ok(
        WITHOUT_FAULT.has(keyword) || ABOUT_NAMES.has(keyword) || Object.hasOwn(explanations, keyword),
        `no sentence for ${keyword}`,
      );
    for (const keyword of Object.keys(explanations))
      assert.ok(keyword === 'maxProperties' || keywords.has(keyword), `no schema has ${keyword}`);
  });

  test('every form of a text has one: its own, or its description', () => {
    for (const schema of all) {
      const { pattern, format, description } = schema;
      if (pattern === undefined && format === undefined) continue;
      for (const keyword of ['pattern', 'format'])
        assert.ok(
          description || !String(explanations[keyword]?.(faultOf(schema))).includes('undefined'),
          `${JSON.stringify(schema)} has no words for people`,
        );
    }
  });

  const values: [keyword: string, service: typeof gateway, line: string, body: unknown, detail: string][] = [
    ['type', gateway, 'POST /v1/channels/a/messages', { text: 5 }, 'The field `text` must be text.'],
    ['type', gateway, 'POST /v1/channels/a/messages', [], 'The body must be an object.'],
    [
      'minLength',
      gateway,
      'POST /v1/channels/a/messages',
      { text: '' },
      'The field `text` must not be empty.',
    ],
    [
      'maxLength',
      gateway,
      'PUT /v1/channels/a',
      { title: 'x'.repeat(201) },
      'The field `title` must have at most 200 characters.',
    ],
    [
      'pattern',
      gateway,
      'POST /v1/channels/a/messages',
      { text: ' \u0085\n' },
      'The field `text` must not be blank.',
    ],
    [
      'pattern',
      gateway,
      'POST /v1/channels/a/messages',
      { text: 'a\ud800' },
      'The field `text` must not have an unpaired surrogate.',
    ],
    ['pattern', gateway, 'GET /v1/commands/7', undefined, 'The path parameter `commandId` must be a UUID.'],
    [
      'pattern',
      operations,
      'GET /ops/v1/replays/7',
      undefined,
      'The path parameter `replayId` must match its description: The id of the replay: r- and 24 hexadecimal digits.',
    ],
    [
      'format',
      gateway,
      `GET /v1/commands/${id}?position=7`,
      undefined,
      'The query parameter `position` must be a position, such as 1-2-48211.',
    ],
    [
      'format',
      operations,
      'GET /ops/v1/overview?from=today',
      undefined,
      'The query parameter `from` must be a date, or an RFC 3339 time with a zone.',
    ],
    [
      'minimum',
      gateway,
      'GET /v1/channels/a/messages?limit=0',
      undefined,
      'The query parameter `limit` must be at least 1.',
    ],
    [
      'maximum',
      operations,
      'GET /ops/v1/dead-letters?limit=100000',
      undefined,
      'The query parameter `limit` must be at most 500.',
    ],
    [
      'enum',
      operations,
      'GET /ops/v1/dead-letters?state=opened',
      undefined,
      'The query parameter `state` must be one of open, replaying, resolved, discarded, on-hold.',
    ],
    [
      'uniqueItems',
      operations,
      'GET /ops/v1/dead-letters?state=open,open',
      undefined,
      'The query parameter `state` must not have the same item twice.',
    ],
    [
      'minItems',
      operations,
      'POST /ops/v1/dead-letters/actions',
      { ids: [], kind: 'held', requestId: id },
      'The field `ids` must not be empty.',
    ],
    [
      'maxItems',
      operations,
      'POST /ops/v1/dead-letters/actions',
      { ids: Array(501).fill('history.1-3-48211'), kind: 'held', requestId: id },
      'The field `ids` must have at most 500 items.',
    ],
    [
      'anyOf',
      operations,
      'POST /ops/v1/dead-letters/history.1-3-48211/actions',
      { kind: 'assigned', assignee: 5, requestId: id },
      'The field `assignee` must be text or null.',
    ],
    [
      'anyOf',
      operations,
      'POST /ops/v1/dead-letters/history.1-3-48211/actions',
      { kind: 'assigned', assignee: ' ', requestId: id },
      'The field `assignee` must not be blank.',
    ],
    [
      'anyOf',
      operations,
      'POST /ops/v1/consumers/A/b/reset',
      { to: 'last', dryRun: true, requestId },
      'The field `to` must be an object with `sequence`, an object with `time`, or one of first, end.',
    ],
    [
      'anyOf',
      operations,
      'POST /ops/v1/consumers/A/b/reset',
      { to: { sequenc: 1 }, dryRun: true, requestId },
      'The field `to` must be an object with `sequence`, an object with `time`, or one of first, end.',
    ],
    [
      'anyOf',
      operations,
      'POST /ops/v1/consumers/A/b/reset',
      { to: { sequence: 0 }, dryRun: true, requestId },
      'The field `to/sequence` must be at least 1.',
    ],
    ['maxProperties', gateway, 'PUT /v1/channels/a/members/me', { a: 1 }, 'The body must be empty.'],
  ];

  for (const [keyword, service, line, body, detail] of values)
    test(`${keyword}: ${line} ${JSON.stringify(body)?.slice(0, 60) ?? ''}`, async () => {
      assert.equal((await ask(service, line, body)).detail, detail);
    });

  test('a value of each keyword is tried', () => {
    assert.deepEqual(new Set(values.map(([keyword]) => keyword)), new Set(Object.keys(explanations)));
  });

  test('a misspelt required member is named with the missing one', async () => {
    const problem = await ask(gateway, 'POST /v1/channels/a/messages', { txt: 'hi' });
    assert.equal(
      problem.detail,
      'The field `text` is missing. The field `txt` is unknown: the nearest known name is `text`.',
    );
    assert.deepEqual(problem.errors, [
      { in: 'body', pointer: '/text', detail: 'is missing' },
      { in: 'body', pointer: '/txt', detail: 'is unknown: the nearest known name is `text`' },
    ]);
    const asked = await ask(operations, 'GET /ops/v1/summaries?idz=a&limit=1');
    assert.match(
      asked.detail,
      /^The query parameter `ids` is missing\. The query parameter `idz` is unknown: the nearest known name is `ids`\./,
    );
    const nested = await ask(operations, 'POST /ops/v1/replays/plan', {
      filter: { stat: ['open'] },
    });
    assert.match(nested.detail, /The field `filter\/stat` is unknown: the nearest known name is `state`\./);
  });

  test('of many unknown names, an answer has a few', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`field${at}`, at]));
    const { errors } = await ask(gateway, 'POST /v1/channels/a/messages', many);
    assert.deepEqual(
      errors?.map(({ pointer }) => pointer),
      ['/text', '/field0', '/field1', '/field2'],
    );
  });
});

const faultOf = (schema: Schema) => ({
  keyword: '',
  instancePath: '',
  schemaPath: '',
  params: { pattern: schema.pattern, format: schema.format },
  data: 'x',
  parentSchema: schema,
});
