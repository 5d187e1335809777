import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payloadFingerprintOf, readIdempotencyKey } from '../../../server/commands/idempotency-key.ts';

const good: [header: string, key: string][] = [
  ['"a"', 'a'],
  ['  "8e03978e-40d5-43dd-bc93-6894a57f9324"  ', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
  ['"a\\"b\\\\c"', 'a"b\\c'],
  ['"a";x', 'a'],
  ['"a";x=1;y="z;\\""', 'a'],
  [`"${'k'.repeat(256)}"`, 'k'.repeat(256)],
];

for (const [header, key] of good) {
  test(`${header.slice(0, 30)} is a key`, () => assert.equal(readIdempotencyKey(header), key));
}

const bad = [
  '',
  'a',
  '"',
  '""',
  '"a',
  'a"',
  '"a" "b"',
  '"a", "b"',
  '"\\n"',
  '"ä"',
  '"a\tb"',
  `"${'k'.repeat(257)}"`,
  '?1',
  '"a";',
  "'a'",
];

for (const header of bad) {
  test(`${JSON.stringify(header).slice(0, 30)} is not a key`, () => {
    assert.throws(() => readIdempotencyKey(header), /double quotes/);
  });
}

test('no header is no key', () => assert.equal(readIdempotencyKey(undefined), undefined));

test('payloads are equal in any order of their members, and otherwise different', () => {
  assert.equal(
    payloadFingerprintOf({ a: 1, b: { c: [1, { d: 2, e: 3 }] } }),
    payloadFingerprintOf({ b: { c: [1, { e: 3, d: 2 }] }, a: 1 }),
  );
  assert.notEqual(payloadFingerprintOf({ a: [1, 2] }), payloadFingerprintOf({ a: [2, 1] }));
  assert.notEqual(payloadFingerprintOf({}), payloadFingerprintOf(null));
});
