import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Value } from 'typebox/value';
import { PERMISSIONS } from '../../../contracts/permissions.ts';
import { PROBLEMS, Problem } from '../../../contracts/problem.ts';
import { PLACEHOLDER } from '../../../contracts/routes/example-texts.ts';
import { problemsOfRoute } from '../../../contracts/routes/problems-of-route.ts';
import { readIdempotencyKey } from '../../../server/commands/idempotency-key.ts';
import { describeGateway } from '../../../server/gateway/describe-gateway.ts';
import { describeOperations } from '../../../server/operations/describe-operations.ts';
import { encodeCursor } from '../../../server/queries/page-cursor.ts';
import { describeApi } from '../../../server/reference/describe-api.ts';
import type { OpenApiDocument, Operation } from './openapi-document.ts';

type Json = Record<string, unknown>;

/** Calls `visit` with every object of a value, and its path. */
function walk(value: unknown, visit: (object: Json, at: string) => void, at = '#'): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Json, at);
  for (const [key, member] of Object.entries(value)) walk(member, visit, `${at}/${key}`);
}

const at = (document: unknown, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce((value, key) => (value as Json | undefined)?.[key], document);

test('the patterns of keys and cursors allow what the API takes, and nothing else', () => {
  const document = describeApi(describeGateway('1.2.3')) as unknown as OpenApiDocument;
  const patternOf = (path: string, method: string, name: string) => {
    const { schema } = document.paths[path]?.[method]?.parameters.find((each) => each.name === name) ?? {};
    return new RegExp((schema as { pattern: string }).pattern, 'u');
  };
  const key = patternOf('/v1/channels/{channelId}/messages', 'post', 'Idempotency-Key');
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  for (const text of ['a', ' ', '"', '\\', '~', 'x'.repeat(256), '"'.repeat(256)]) {
    assert.match(quoted(text), key);
    assert.equal(readIdempotencyKey(quoted(text)), text);
  }
  for (const header of ['', '""', 'a', '"a', '"é"', '"\t"', '"\\a"', quoted('x'.repeat(257)), '"a""b"']) {
    assert.doesNotMatch(header, key);
    assert.throws(() => readIdempotencyKey(header), header);
  }
  const cursor = patternOf('/v1/channels/{channelId}/messages', 'get', 'cursor');
  assert.match(encodeCursor({ list: 'messages', of: 'general' }, 'x'), cursor);
  for (const text of ['', 'a b', 'a=', 'a/b', 'x'.repeat(1_025)]) assert.doesNotMatch(text, cursor);
});

const TYPES = new Set(['string', 'integer', 'number', 'boolean', 'object', 'array', 'null']);

for (const api of [describeGateway('1.2.3'), describeOperations('1.2.3')])
  describe(`the OpenAPI document of ${api.title}`, () => {
    const document = JSON.parse(JSON.stringify(describeApi(api))) as OpenApiDocument & Json;
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    const each = (check: (operation: Operation & Json, where: string, path: string) => void) => () => {
      assert.ok(operations.length > 0);
      for (const { path, method, operation } of operations)
        check(operation as Operation & Json, `${method} ${path}`, path);
    };

    test('has the parts that OpenAPI 3.1 requires', () => {
      assert.match(String(document.openapi), /^3\.1\.\d+$/);
      assert.equal(document.info.version, '1.2.3');
      assert.ok(document.info.title && document.info.description);
      for (const { path, method } of operations) {
        assert.match(path, /^\/(?:[A-Za-z0-9_.-]+|\{[A-Za-z]+\}|\/)*$/);
        assert.ok(['get', 'post', 'put', 'patch', 'delete'].includes(method));
      }
      for (const name of Object.keys(document.components.schemas)) assert.match(name, /^[A-Za-z0-9._-]+$/);
    });

    test('describes every route of the table once', () => {
      const ids = operations.map(({ operation }) => operation.operationId).sort();
      assert.deepEqual(ids, Object.keys(api.routes).sort());
    });

    test(
      'declares exactly the parameters of each path, each parameter once',
      each(({ parameters }, where, path) => {
        const named = [...path.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name).sort();
        const inPath = parameters.filter((parameter) => parameter.in === 'path');
        assert.deepEqual(inPath.map(({ name }) => name).sort(), named, where);
        for (const parameter of parameters) {
          assert.ok(['path', 'query', 'header'].includes(parameter.in), where);
          assert.ok(parameter.description, `${where}: ${parameter.name} is not described`);
          assert.ok(parameter.schema, `${where}: ${parameter.name} has no schema`);
          if (parameter.in === 'path') assert.equal(parameter.required, true, where);
        }
        assert.equal(
          new Set(parameters.map((one) => `${one.in} ${one.name}`)).size,
          parameters.length,
          where,
        );
      }),
    );

    test(
      'describes every answer and its body',
      each(({ responses, summary }, where) => {
        assert.doesNotMatch(summary, /\.$/, where);
        assert.ok(
          Object.keys(responses).some((status) => /^[23]/.test(status)),
          where,
        );
        for (const [status, answer] of Object.entries(responses)) {
          assert.match(status, /^[1-5]\d\d$/, where);
          assert.ok(answer.description, where);
          if (/^[45]/.test(status)) assert.ok(answer.content, `${where}: ${status} has no body`);
          for (const media of Object.keys(answer.content ?? {}))
            assert.match(media, /^[a-z]+\/[a-z0-9.+-]+$/);
        }
      }),
    );

    test(
      'requires a key by a declared scheme, or declares that it needs none',
      each((operation, where) => {
        const { securitySchemes } = document.components as unknown as { securitySchemes: Json };
        for (const scheme of document.security as Json[])
          for (const name of Object.keys(scheme)) assert.ok(securitySchemes[name]);
        const permission = operation['x-permission'];
        if (permission === undefined) assert.deepEqual(operation.security, [], where);
        else assert.ok(permission in PERMISSIONS, where);
      }),
    );

    test(
      'declares the answers that the server gives on any route, and the headers of every answer',
      each(({ responses }, where) => {
        const method = where.split(' ')[0];
        const everywhere = ['400', '405', '408', '414', '415', '417', '431', '500'];
        for (const status of method === 'get' ? everywhere : [...everywhere, '413', '503'])
          assert.ok(responses[status], `${where}: ${status}`);
        for (const [status, { headers = {} }] of Object.entries(responses)) {
          assert.ok(headers['X-Correlation-Id'], `${where}: ${status}`);
          for (const [name, header] of Object.entries(headers) as [string, Json][])
            assert.ok(header.$ref || (header.description && header.schema), `${where}: ${status} ${name}`);
        }
        for (const [status, name] of [
          ['401', 'WWW-Authenticate'],
          ['405', 'Allow'],
          ['503', 'Retry-After'],
        ] as const)
          if (responses[status]?.content?.['application/problem+json'])
            assert.ok(responses[status].headers?.[name], `${where}: ${status}`);
      }),
    );

    test('every reference resolves, and every named schema appears once', () => {
      walk(document, (object, where) => {
        assert.equal(object.$id, undefined, where);
        if (typeof object.$ref === 'string') assert.ok(at(document, object.$ref), `${where}: ${object.$ref}`);
      });
    });

    test('every schema is valid JSON Schema', () => {
      let schemas = 0;
      walk(document, (object, where) => {
        if (!/\/(schema|schemas\/[^/]+|properties\/[^/]+|items|anyOf\/\d+)$/.test(where)) return;
        schemas += 1;
        const { type, enum: values, pattern, required, properties = {}, anyOf } = object;
        if (type !== undefined) for (const one of [type].flat()) assert.ok(TYPES.has(String(one)), where);
        if (values !== undefined) assert.ok(Array.isArray(values) && values.length > 0, where);
        if (pattern !== undefined) assert.doesNotThrow(() => new RegExp(String(pattern), 'u'), where);
        if (anyOf !== undefined) assert.ok(Array.isArray(anyOf) && anyOf.length > 0, where);
        for (const name of (required ?? []) as string[]) {
          assert.ok(
            Object.hasOwn(properties as object, name),
            `${where} requires ${name} and does not have it`,
          );
        }
      });
      assert.ok(schemas > 20);
    });

    test(
      'shows an example of every required parameter and body, without placeholders',
      each(({ parameters, requestBody }, where) => {
        const { example: body } = requestBody?.content['application/json'] ?? {};
        for (const example of [body, ...parameters.map(({ example }) => example)])
          assert.ok(!JSON.stringify(example)?.includes(`"${PLACEHOLDER}"`), `${where}: ${example}`);
      }),
    );

    test('shows an example of every JSON answer that its schema allows, without placeholders', () => {
      let examples = 0;
      for (const { id, answers } of Object.values(api.routes))
        for (const [status, { schema, media = 'application/json' }] of Object.entries(answers)) {
          if (!schema || media !== 'application/json') continue;
          const { responses } =
            operations.find(({ operation }) => operation.operationId === id)?.operation ?? {};
          const { example } = responses?.[status]?.content?.[media] ?? {};
          const where = `${id} ${status}: ${JSON.stringify(example)}`;
          assert.deepEqual([...Value.Errors(schema, example)], [], where);
          assert.ok(!JSON.stringify(example).includes(`"${PLACEHOLDER}"`), where);
          examples += 1;
        }
      assert.ok(examples >= 9);
    });

    test('shows an example of every problem that a route may answer with, and its remedy', () => {
      for (const route of Object.values(api.routes)) {
        const { responses } =
          operations.find(({ operation }) => operation.operationId === route.id)?.operation ?? {};
        for (const name of problemsOfRoute(route)) {
          const { status, remedy } = PROBLEMS[name];
          if (route.answers[status]) continue;
          const { description, content } = responses?.[status] ?? {};
          assert.ok(description?.includes(`(/problems/${name})`) && description.includes(remedy), route.id);
          const reference = content?.['application/problem+json']?.examples?.[name] as { $ref: string };
          const { value } = at(document, reference.$ref) as { value: unknown };
          assert.deepEqual([...Value.Errors(Problem, value)], []);
          assert.equal((value as Problem).type, `/problems/${name}`);
        }
      }
    });
  });
