import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknownName } from '../../../server/http/unknown-name.ts';

test('a misspelt name is answered with the known name nearest to it', () => {
  const known = ['channelId', 'text', 'title'];
  const near = (name: string) => /nearest known name is `(.+)`/.exec(unknownName(name, known))?.[1];
  for (const name of ['txt', 'tetx', 'Text', 'texts']) assert.equal(near(name), 'text', name);
  for (const name of ['channel_id', 'chanelId', 'channelID']) assert.equal(near(name), 'channelId', name);
  assert.equal(near('titel'), 'title');
});

test('a name that is near to none is answered with the known ones, if they are few', () => {
  assert.equal(unknownName('body', ['text', 'title']), 'is unknown: the known names are `text`, `title`');
  assert.equal(unknownName('body', []), 'is unknown');
  assert.equal(
    unknownName(
      'body',
      Array.from({ length: 13 }, (_, at) => `field${at}`),
    ),
    'is unknown',
  );
  assert.equal(unknownName('x'.repeat(300_000), ['text']), 'is unknown: the known names are `text`');
});
