import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correlationWord, findThings } from '../../components/features/frame/palette/find-things.ts';
import { findCommandIds } from '../../components/ui/paste/find-command-ids.ts';
import { isNamedHref } from '../../components/ui/preferences/kept-list.ts';

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
  assert.ok(performance.now() - began < 20_000);
});

const things: [text: string, found: string[]][] = [
  ['history.1-3-48211', ['dead-letter history.1-3-48211 /dead-letters/history.1-3-48211']],
  [
    'see http://console/dead-letters/history.1-3-48211?from=x',
    ['dead-letter history.1-3-48211 /dead-letters/history.1-3-48211'],
  ],
  [
    'r-0123456789abcdef01234567 ran',
    ['replay r-0123456789abcdef01234567 /replays/r-0123456789abcdef01234567'],
  ],
  [' 0123456789abcdef ', ['group 0123456789abcdef /dead-letters/groups/0123456789abcdef']],
  ['span 0123456789abcdef of a trace', []],
  ['http://console/alerts/lag-history?x', ['alert lag-history /alerts/lag-history']],
  [
    '/consumers/EVENTS-1-0/history-3f9c',
    ['consumer EVENTS-1-0/history-3f9c /consumers/EVENTS-1-0/history-3f9c'],
  ],
  ['/consumers/%E0%A4%A/history', []],
  [`${one} 10.0.0.1 2026-11-23T03:04:11.482Z`, []],
];

test('other ids in a text: dead letters, groups, replays, alerts, consumers', () => {
  for (const [text, found] of things)
    assert.deepEqual(
      findThings(text).map(({ kind, id, href }) => `${kind} ${id} ${href}`),
      found,
      text,
    );
});

test('one word may be a correlation id; the name of a page is hardly one', () => {
  assert.equal(correlationWord(' order-4711 '), 'order-4711');
  for (const text of ['', 'consumers', 'two words-1', '-x', 'a-'])
    assert.equal(correlationWord(text), null, text);
});

test('addresses kept in the browser never lead outside of the console', () => {
  assert.ok(isNamedHref({ name: 'Mine', href: '/dead-letters?assignee=olga' }));
  for (const href of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    7,
  ])
    assert.ok(!isNamedHref({ name: 'x', href }), String(href));
  assert.ok(!isNamedHref(null));
});
