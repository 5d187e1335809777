import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCommandIds } from '../../components/commands/find-command-ids.ts';

const one = '0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa';
const two = '0192f7c2-0000-7c33-8d1e-4f2a9a3f04ab';
const correlation = '7f3a91c2-44d0-4c1b-9a55-0d8e2b6c1f90';

const table: [what: string, text: string, commandIds: string[], others: number][] = [
  ['an id', one, [one], 0],
  ['an id in capitals, with spaces around', `  ${one.toUpperCase()}\n`, [one], 0],
  ['a URL', `http://127.0.0.1:7400/v1/commands/${one}?position=1-2-48211`, [one], 0],
  ['a curl', `curl -H 'Authorization: Bearer x' 'http://h/v1/commands/${one}'`, [one], 0],
  [
    'a log line',
    `{"level":30,"commandId":"${one}","correlationId":"${correlation}","msg":"accepted"}`,
    [one],
    1,
  ],
  ['several, each once, in their order', `${two} ${one},${two}`, [two, one], 0],
  ['an id glued to more hex digits', `${one}0`, [], 0],
  ['a correlation id alone', correlation, [], 1],
  ['an id cut short', one.slice(0, -1), [], 0],
  ['nothing', '', [], 0],
];

for (const [what, text, commandIds, others] of table) {
  test(`command ids in ${what}`, () => assert.deepEqual(findCommandIds(text), { commandIds, others }));
}

test('a very long text is searched in time that grows with its length only', () => {
  const began = performance.now();
  assert.deepEqual(findCommandIds(`${'0192f7c1-5b0e-'.repeat(100_000)}${one}`).commandIds, [one]);
  assert.ok(performance.now() - began < 1_000);
});
