import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changedPlaces } from '../../components/ui/text/changed-places.ts';
import { markLookAlikes } from '../../components/ui/text/mark-look-alikes.ts';

const shown = (was: string | null, is: string | null) =>
  markLookAlikes(was, is).map((parts) =>
    parts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join(''),
  );

const table: [what: string, was: string, is: string, shown: [string, string]][] = [
  ['a non-breaking hyphen', 'order\u20114711', 'order-4711', ['order[U+2011]4711', 'order-4711']],
  ['a no-break space', 'a\u00a0b', 'a b', ['a[U+00A0]b', 'a b']],
  ['a dash and quotes', '\u201ca\u201d \u2013 b', '"a" - b', ['[U+201C]a[U+201D] [U+2013] b', '"a" - b']],
  ['a soft hyphen, a joiner', 'or\u00adder\u200d', 'order', ['or[U+00AD]der[U+200D]', 'order']],
  ['an override, wherever it is', 'a\u202eb 1', 'a\u202eb 2', ['a[U+202E]b 1', 'a[U+202E]b 2']],
  ['a control and a lone surrogate', 'a\u0085\ud800', 'a', ['a[U+0085][U+D800]', 'a']],
  [
    'one that both have',
    'l\u2019an 1 \u2013 x',
    'l\u2019an 2 \u2013 x',
    ['l\u2019an 1 \u2013 x', 'l\u2019an 2 \u2013 x'],
  ],
  ['between two changes', '1 \u2013 2', '3 \u2013 4', ['1 \u2013 2', '3 \u2013 4']],
  ['another emoji', 'ok', 'ok 👩\u200d👧 \u2764\ufe0f', ['ok', 'ok 👩\u200d👧 \u2764\ufe0f']],
  ['letters and plain signs', 'naïve - "x"', 'naive - "y"', ['naïve - "x"', 'naive - "y"']],
];

for (const [what, was, is, expected] of table)
  test(`in a difference: ${what}`, () => assert.deepEqual(shown(was, is), expected));

test('an added or removed value is compared with nothing: only invisible characters are marked', () => {
  assert.deepEqual(shown(null, 'l\u2019an\u202e'), ['', 'l\u2019an[U+202E]']);
  assert.deepEqual(shown('a\u2011b', null), ['a\u2011b', '']);
});

test('without their changes, both texts are the same', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '-', '\u2011', '👩'), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (was, is) => {
      const [before, after] = changedPlaces(was, is);
      assert.deepEqual(
        was.filter((_, at) => !before[at]),
        is.filter((_, at) => !after[at]),
      );
    }),
  );
});

test('two long values without anything in common are compared quickly', () => {
  const [from, to] = ['a'.repeat(60_000), '\u2011'.repeat(60_000)];
  const begun = performance.now();
  assert.equal(markLookAlikes(from, to)[1].length, 60_000);
  assert.ok(performance.now() - begun < 30_000);
});
