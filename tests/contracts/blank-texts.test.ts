import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Type from 'typebox';
import { Compile } from 'typebox/compile';
import { trimmed } from '../../contracts/blank.ts';
import { operationsRoutes } from '../../contracts/routes/operations-routes.ts';
import type { Route } from '../../contracts/routes/route.ts';
import { commands } from '../../domain/catalog.ts';

/** What people write in requests, by the member's name. */
const WRITTEN = new Set(['reason', 'text', 'title', 'assignee', 'ticket']);
const BLANK = ['', ' ', '   ', '\t\n', '\u0085', '\u00a0\u2003\u3000', '\u2028\ufeff'];

type Bodies = [name: string, schema: Type.TSchema][];

const bodies: Bodies = [
  ...Object.values<Route>(operationsRoutes).flatMap(({ id, body }): Bodies => (body ? [[id, body]] : [])),
  ...commands.flatMap(({ name, body }): Bodies => (body ? [[name, body]] : [])),
];

const written = bodies.flatMap(([name, schema]) =>
  Object.entries((schema as { properties?: Record<string, Type.TSchema> }).properties ?? {})
    .filter(([member]) => WRITTEN.has(member))
    .map(([member, one]) => ({ name, member, check: Compile(one) })),
);

test('no request takes a blank reason, note, name, ticket, title or message', () => {
  assert.ok(written.length >= 12, String(written.length));
  for (const { name, member, check } of written) {
    assert.ok(check.Check('x'), `${name}: ${member}`);
    for (const blank of BLANK)
      assert.ok(!check.Check(blank), `${name} takes ${JSON.stringify(blank)} as ${member}`);
  }
});

test('what the console sends of a typed text is empty exactly where the API calls it blank', () => {
  for (const blank of BLANK) assert.equal(trimmed(blank), '');
  assert.equal(trimmed('\u0085 a b\u3000'), 'a b');
});
