import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routesAt } from '../../../app/ops/routes-at.ts';
import { fillPath, matchPath } from '../../../contracts/routes/path.ts';

const PATH = '/ops/v1/consumers/:stream/:consumer/history';

test('a value in a path is read from it unchanged, whatever its characters', () => {
  for (const name of [
    'EVENTS-1-0',
    'order:4711',
    'billing:v2',
    'früh',
    '注文',
    'a b',
    '100%',
    '%2f',
    '?x#y&z=1',
    '~._-',
  ]) {
    const pathname = fillPath(PATH, { stream: name, consumer: 'history' });
    assert.match(pathname, /^\/ops\/v1\/consumers\/[^/?#\s]+\/history\/history$/);
    assert.deepEqual(matchPath(PATH, pathname), { params: { stream: name, consumer: 'history' } }, pathname);
    // Browsers and other URL parsers make the same path of it.
    assert.equal(new URL(pathname, 'http://waybill.example').pathname, pathname);
  }
});

test('no value leads to another path', () => {
  for (const value of ['', '.', '..', 'a/b', 'a\\b', '/', 'a\0', 'a\n']) {
    assert.throws(() => fillPath(PATH, { stream: value, consumer: 'x' }), TypeError, JSON.stringify(value));
    const sent = PATH.replace(':stream', encodeURIComponent(value)).replace(':consumer', 'x');
    const refused = value === '' ? null : { unfit: 'stream' };
    assert.deepEqual(matchPath(PATH, sent), refused, JSON.stringify(value));
  }
  assert.throws(() => fillPath(PATH, { stream: 'a' }), TypeError);
  for (const other of [
    '/ops/v1/consumers/a/b',
    '/ops/v1/consumers/a/b/history/',
    '/ops/v1/consumers/%zz/b/history',
  ])
    assert.equal(matchPath(PATH, other), null, other);
});

test('the operations API has the methods of its routes at a path, and nothing at any other', () => {
  assert.deepEqual(routesAt('/ops/v1/replays'), { methods: ['POST', 'GET'], pathname: '/ops/v1/replays' });
  assert.deepEqual(routesAt('/ops/v1/traces/order:4711'), {
    methods: ['GET'],
    pathname: '/ops/v1/traces/order%3A4711',
  });
  const edit = '/ops/v1/dead-letters/history.1-0-1/edit-and-replay';
  assert.deepEqual(routesAt(edit), { methods: ['POST'], pathname: edit });
  for (const part of ['a%2Fb', 'a%5Cb', 'a%00', '%0a', '%7f', '%C2%85'])
    assert.deepEqual(routesAt(`/ops/v1/traces/${part}`), { unfit: 'correlationId' }, part);
  for (const path of [
    '/ops/v1',
    '/ops/v1/',
    '/ops/v1/anything',
    '/ops/v2/commands',
    '/v1/commands',
    '/metrics',
  ])
    assert.equal(routesAt(path), null, path);
});
