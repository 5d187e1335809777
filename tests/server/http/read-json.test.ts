import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ProblemError } from '../../../server/http/problem-error.ts';
import { readJson } from '../../../server/http/read-json.ts';

const read = (text: string) => readJson(Buffer.from(text));

function refusalOf(body: string | Buffer): ProblemError {
  try {
    readJson(Buffer.from(body));
  } catch (error) {
    assert.ok(error instanceof ProblemError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: `taken: ${String(body).slice(0, 100)}` });
}

describe('a body of JSON', () => {
  test('is read as it is', () => {
    for (const value of [
      null,
      [],
      {},
      0,
      '\\',
      '"',
      '\\"',
      { a: 'a', b: 'a', c: { a: 1, b: [{ a: 1 }, { a: 2 }, '{"a":1,"a":2}'] }, d: ['a', 'a'] },
      { '\\': 1, '"': 2, '\\"': 3, '': 4, ' ': 5, '\u0000': 6, é: 7, 'e\u0301': 8 },
    ]) {
      assert.deepEqual(read(JSON.stringify(value)), value);
      assert.deepEqual(read(JSON.stringify(value, null, 2)), value);
    }
    assert.deepEqual(read('\ufeff{"a":1}'), { a: 1 }, 'with a byte order mark');
  });

  test('may have members of any name, and none of them changes the prototype', () => {
    const value = read('{"__proto__":{"isAdmin":true},"constructor":{"prototype":1},"toString":2}') as object;
    assert.deepEqual(Object.keys(value), ['__proto__', 'constructor', 'toString']);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.equal((value as { isAdmin?: unknown }).isAdmin, undefined);
  });

  for (const [text, pointer] of [
    ['{"a":1,"a":1}', '/a'],
    ['{"a":1,"b":2,"c":3,"a":4}', '/a'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"":1,"":2}', '/'],
    ['{"a/b":1,"a/b":2}', '/a~1b'],
    ['{"a~b":1,"a~b":2}', '/a~0b'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['{"x":{"y":[0,{"z":1 , "z":2}]}}', '/x/y/1/z'],
    ['{"x":{},"y":{"a":{}},"x":1}', '/x'],
    ['[[{"a":"}"}],{"b":"\\\\","b":1}]', '/1/b'],
  ] as const)
    test(`is refused where a member appears twice, and the refusal names it: ${text}`, () => {
      const { problem, extra, message } = refusalOf(text);
      assert.equal(problem, 'invalid-request');
      assert.deepEqual(extra.errors, [{ in: 'body', pointer, detail: 'appears more than once' }]);
      assert.match(message, / appears more than once\.$/);
    });

  for (const [text, pointer, detail] of [
    ['1128302748472360971', '', 'would be read as 1128302748472361000 instead of 1128302748472360971'],
    ['{"a":1,"b":[0.5,{"c":-1e400}]}', '/b/1/c', 'would be read as -Infinity instead of -1e400'],
    ['[0,0.1e-400]', '/1', 'would be read as 0 instead of 0.1e-400'],
    [
      '{"a/b":0.30000000000000002}',
      '/a~1b',
      'would be read as 0.30000000000000004 instead of 0.30000000000000002',
    ],
    [`[${'9'.repeat(700_000)}]`, '/0', `would be read as Infinity instead of ${'9'.repeat(40)}…`],
  ] as const)
    test(`is refused where a number would be changed, and the refusal names it: ${text.slice(0, 40)}`, () => {
      const { problem, extra } = refusalOf(text);
      assert.equal(problem, 'invalid-request');
      const whole = `${detail}: send a number that a double can carry`;
      assert.deepEqual(extra.errors, [{ in: 'body', pointer, detail: whole }]);
    });

  test('keeps every number that a double can carry, and text of digits', () => {
    const text = '{"n":[0.30000000000000004,-0.0,1.50,1E3],"9007199254740993":"9007199254740993"}';
    assert.deepEqual(read(text), {
      n: [0.30000000000000004, -0, 1.5, 1000],
      '9007199254740993': '9007199254740993',
    });
    // By the size of the body, not by the square of it.
    const zeros = '0'.repeat(700_000);
    assert.equal(refusalOf(`[1${zeros}1]`).problem, 'invalid-request');
    assert.deepEqual(read(`[0.5${zeros}]`), [0.5]);
  });

  test('is refused where it is no JSON in UTF-8, or nests deeper than the limit', () => {
    for (const body of [
      '',
      ' ',
      '{',
      '{"a":1,}',
      "{'a':1}",
      'NaN',
      '01',
      '"\u0001"',
      '\u0000',
      '{}x',
      '[1,]',
    ])
      assert.equal(refusalOf(body).problem, 'invalid-json', body);
    assert.equal(refusalOf(Buffer.from([0x22, 0xc3, 0x28, 0x22])).problem, 'invalid-json');
    assert.equal(refusalOf(Buffer.from('{"a":1}', 'utf16le')).problem, 'invalid-json');
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    assert.ok(read(nested(1_000)));
    assert.match(refusalOf(nested(1_001)).message, /at most 1000 levels/);
    assert.match(refusalOf(nested(300_000)).message, /at most 1000 levels/);
    assert.match(refusalOf(`${'{"a":'.repeat(1_001)}1${'}'.repeat(1_001)}`).message, /at most 1000 levels/);
  });

  test('repeats at most a hundred characters of a name', () => {
    const name = `${'x'.repeat(98)}💥${'/'.repeat(500_000)}`;
    const { message, extra } = refusalOf(`{"${name}":1,"${name}":2}`);
    assert.ok(message.length < 200 && (extra.errors?.[0]?.pointer.length ?? 0) < 110);
    assert.ok(message.isWellFormed() && extra.errors?.[0]?.pointer.isWellFormed());
    const tilde = refusalOf(`{"${'x'.repeat(98)}//":1,"${'x'.repeat(98)}//":2}`).extra.errors?.[0]?.pointer;
    assert.equal(tilde, `/${'x'.repeat(98)}…`);
  });
});
