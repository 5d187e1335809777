import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payloadLines } from '../../components/ui/payload/payload-lines.ts';
import { showControls, splitControls } from '../../components/ui/text/show-controls.ts';
import { type JsonTree, readJsonTree } from '../../contracts/json-text/json-tree.ts';

const table: [what: string, text: string, shown: string][] = [
  ['plain text', 'Are we still on?', 'Are we still on?'],
  ['a bidi override', 'abc\u202etxt.exe', 'abc\\u202etxt.exe'],
  ['bidi isolates and marks', '\u2066a\u2069\u200f\u061c', '\\u2066a\\u2069\\u200f\\u061c'],
  ['controls', 'a\u0000b\u001b[31m\u007f\u0085', 'a\\u0000b\\u001b[31m\\u007f\\u0085'],
  ['line ends and tabs', 'a\r\n\tb', 'a\\r\\n\\tb'],
  ['what takes no room', 'a\u200bb\ufeffc\u2060', 'a\\u200bb\\ufeffc\\u2060'],
  ['tags', 'a\u{e0041}', 'a\\u{e0041}'],
  ['a lone surrogate', 'a\ud800', 'a\\ud800'],
  ['emoji and their joiners', '👩‍👩‍👧 ok', '👩‍👩‍👧 ok'],
  ['right-to-left script', 'مرحبا', 'مرحبا'],
];

for (const [what, text, shown] of table) {
  test(`shown of ${what}`, () => {
    assert.equal(showControls(text), shown);
    assert.equal(
      splitControls(text)
        .map((part) => part.text)
        .join(''),
      shown,
    );
  });
}

const text = (value: unknown, flipped: string[] = []) =>
  payloadLines(readJsonTree(JSON.stringify(value)) as JsonTree, 3, new Set(flipped)).map(
    ({ indent, text: line }) => '  '.repeat(indent) + line,
  );

test('a payload’s lines are its pretty JSON', () => {
  const value = { a: 1, b: [true, null, 'x'], c: {}, d: [] };
  assert.equal(text(value).join('\n'), JSON.stringify(value, null, 2));
});

test('below the third level a payload is folded, until asked', () => {
  const value = { a: { b: { c: { d: 1 } } } };
  assert.deepEqual(text(value), ['{', '  "a": {', '    "b": {', '      "c": { … }', '    }', '  }', '}']);
  assert.deepEqual(text(value, ['/0/0/0']).slice(3, 6), ['      "c": {', '        "d": 1', '      }']);
});

test('a payload’s keys and values are shown with their controls', () => {
  assert.deepEqual(text({ 'k\u202e': 'v\u2066' }), ['{', '  "k\\u202e": "v\\u2066"', '}']);
});

test('a payload’s numbers are shown as they are written', () => {
  const tree = readJsonTree('{"text":1128302748472360971}') as JsonTree;
  assert.equal(payloadLines(tree, 3, new Set())[1]?.text, '"text": 1128302748472360971');
});
