import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fastify from 'fastify';
import { PROBLEMS } from '../../../contracts/problem.ts';
import { operationsReference } from '../../../contracts/routes/operations-routes.ts';
import { describeOperations } from '../../../server/operations/describe-operations.ts';
import { registerReference } from '../../../server/reference/register-reference.ts';

test('the page of every problem type says its cause and its remedy', async (t) => {
  const app = fastify();
  t.after(() => app.close());
  registerReference(app, operationsReference, describeOperations('1.2.3'));
  for (const [name, { status, title }] of Object.entries(PROBLEMS)) {
    const page = (await app.inject(`/problems/${name}`)).json();
    assert.deepEqual([page.type, page.status, page.title], [`/problems/${name}`, status, title]);
    assert.match(page.remedy, /^[A-Z].{8,}\.$/, name);
  }
});

test('the docs of the two APIs list every problem type with its status', () => {
  const docs = ['api', 'operations-api']
    .map((page) => readFileSync(join(import.meta.dirname, `../../../docs/${page}.md`), 'utf8'))
    .join('\n');
  for (const [name, { status }] of Object.entries(PROBLEMS))
    assert.match(docs, new RegExp(`^\\| .*\`/problems/${name}\`.* \\| ${status} \\| \\S`, 'm'), name);
});
