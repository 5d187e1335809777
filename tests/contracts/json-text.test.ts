import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { inexactNumber } from '../../contracts/json-text/exact-number.ts';
import { type JsonTree, memberOf, readJsonTree } from '../../contracts/json-text/json-tree.ts';
import { printJson } from '../../contracts/json-text/print-json.ts';
import { wordsOfJson } from '../../contracts/json-text/words-of-json.ts';
import { readVectors } from '../conformance/vectors/read-vectors.ts';

const print = (text: string): string => printJson(readJsonTree(text) as JsonTree);

describe('a JSON text is shown as it is written', () => {
  for (const value of [
    '1128302748472360971',
    '1.0',
    '-0',
    '1e400',
    '0.1000',
    '"\\u00e9"',
    '"a\\/b"',
    'true',
  ]) {
    test(value, () => {
      assert.equal(print(value), value);
      assert.equal(
        print(`{"text":${value},"more":[${value}]}`),
        `{\n  "text": ${value},\n  "more": [\n    ${value}\n  ]\n}`,
      );
    });
  }

  test('a member that appears twice appears twice; its last value counts', () => {
    const tree = readJsonTree('{"a":1,"a":2}') as JsonTree;
    assert.equal(printJson(tree), '{\n  "a": 1,\n  "a": 2\n}');
    assert.deepEqual(memberOf(tree, 'a'), { text: '2' });
    assert.equal(memberOf(tree, 'b'), undefined);
  });

  test('as deep as it may be', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    assert.equal(print(deep).replace(/\s/g, ''), deep);
  });

  test('any value: the printed text is the same JSON, laid out as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        assert.equal(print(text), JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });

  test('what is not JSON has no tree', () => {
    for (const [name, base64] of Object.entries(readVectors<Record<string, string>>('json-texts.json'))) {
      const text = Buffer.from(base64, 'base64').toString('utf8');
      if (name.startsWith('n_') && !text.includes('\ufffd')) assert.equal(readJsonTree(text), null, name);
      if (name.startsWith('y_')) assert.deepEqual(JSON.parse(print(text)), JSON.parse(text), name);
    }
  });
});

test('a number that JSON.parse would change is found', () => {
  for (const exact of [
    '0',
    '-1',
    '9007199254740991',
    '1.0',
    '0.1',
    '-0',
    '0.0',
    '1e3',
    '123456.789e-3',
    '0.30000000000000004',
    '1e308',
    '5e-324',
    '-2.5E+3',
    '0e-400',
    `1${'0'.repeat(22)}`,
  ])
    assert.equal(
      inexactNumber(`{"a":${exact},"1128302748472360971":"1128302748472360971"}`),
      undefined,
      exact,
    );
  for (const inexact of [
    '9007199254740993',
    '1128302748472360971',
    '1e400',
    '-1e400',
    '1e-400',
    '0.1e-400',
    '0.30000000000000002',
    `${'0.'}${'0'.repeat(400)}1`,
    '0.1234567890123456789',
  ])
    assert.equal(inexactNumber(`[1,{"a":${inexact}}]`), inexact);
});

test('the words of a JSON text are decoded, also where it is cut off', () => {
  assert.equal(wordsOfJson('{"a":"one\\ntwo \\u00e9","n":1.50,"b":[null]}'), 'a one\ntwo é n 1.50 b null');
  assert.equal(wordsOfJson('{"text":"cut o'), 'text cut o');
  assert.equal(wordsOfJson('{"text":"cut \\u00'), 'text cut \\u00');
  assert.equal(wordsOfJson('not "JSON'), 'not JSON');
});
