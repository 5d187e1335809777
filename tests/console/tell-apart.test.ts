import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellApart } from '../../components/ui/text/tell-apart.ts';

test('texts that begin alike are split where they differ, between words', () => {
  const begin = 'The projection cannot apply the event because its member';
  const texts = [`${begin} text is missing`, `${begin} title is too long`, 'The store is down'];
  const split = tellApart(texts);
  for (const text of texts) {
    const { head, middle, tail } = split(text);
    assert.equal(head + middle + tail, text, 'nothing is lost');
  }
  assert.deepEqual(split(texts[0]!), {
    head: 'The projection ',
    middle: 'cannot apply the event because its member ',
    tail: 'text is missing',
  });
  assert.equal(split(texts[1]!).tail, 'title is too long');
  assert.equal(split(texts[2]!).middle, '');
});

test('a text alone, equal texts and short ones stay whole', () => {
  const long = 'The projection cannot apply the event because its member is missing';
  assert.equal(tellApart([long, long])(long).middle, '');
  assert.equal(tellApart(['a b c', 'a b d'])('a b c').middle, '');
});
