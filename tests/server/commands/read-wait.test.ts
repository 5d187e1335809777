import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWait } from '../../../server/commands/read-wait.ts';
import { ProblemError } from '../../../server/http/problem-error.ts';

for (const [header, seconds] of [
  [undefined, 0],
  ['', 0],
  [' , ,', 0],
  ['respond-async', 0],
  ['handling=lenient; x="a, wait=9"', 0],
  ['await=5, wait5', 0],
  ['wait=0', 0],
  ['wait=5', 5],
  ['WAIT=5', 5],
  ['wait="5"', 5],
  ['wait = 5', 5],
  ['respond-async, wait=10', 10],
  ['wait=10;foo=bar;;baz , respond-async', 10],
  ['wait=1, wait=2', 1],
  ['x="\\"", wait=3', 3],
  ['wait=0005', 5],
  ['wait=2147483647', 2_147_483_647],
] as const)
  test(`Prefer: ${header} asks for ${seconds} s`, () => assert.equal(readWait(header), seconds));

for (const header of [
  'wait',
  'wait=',
  'wait=""',
  'wait=-1',
  'wait=1.5',
  'wait=1e3',
  'wait=abc',
  'wait=five, wait=5',
  'wait=2147483648',
  'wait=99999999999',
  'wait=5 respond-async',
  'wait="5',
  '=5',
  '"wait"=5',
  'wait=5;=',
  'é',
])
  test(`Prefer: ${header} is refused, and the refusal names the header`, () =>
    assert.throws(
      () => readWait(header),
      (error) =>
        error instanceof ProblemError &&
        error.problem === 'invalid-request' &&
        error.extra.errors?.[0]?.pointer === '/prefer' &&
        /^The header `prefer` must /.test(error.message),
    ));

test('a long header takes no longer than its length', () => {
  for (const header of [`wait=1${' '.repeat(16_000)}x`, ' ;'.repeat(8_000), `a${';a=b'.repeat(4_000)}"`]) {
    const before = performance.now();
    try {
      readWait(header);
    } catch {}
    assert.ok(performance.now() - before < 5_000);
  }
});
