import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionFilters, changeFilters } from '../../components/api/models/activity-filters.ts';
import { type ActivityView, withoutFilters } from '../../components/ui/search-params/activity.ts';
import { actionWords } from '../../components/ui/status/activity-status.ts';
import { actionOutcome } from '../../components/ui/timeline/action-outcome.ts';
import { actionItem, changeItem, merged } from '../../components/ui/timeline/activity-item.ts';
import type { Action } from '../../contracts/dead-letters.ts';
import type { PipelineChange } from '../../contracts/pipeline-change.ts';

const action = (change: Partial<Action>): Action => ({
  sequence: 1,
  id: 'i',
  at: '2026-11-23T03:04:00.000Z',
  actor: 'olga',
  kind: 'noted',
  target: 'dead-letter',
  targetId: 'history.1-3-48211',
  requestId: 'r',
  reason: null,
  details: {},
  ...change,
});
const time = (iso: string) => iso.slice(11, 16);

test('the effect and the outcome of an action', () => {
  const table: [string, Action['details'], string | null][] = [
    ['noted', { text: 'asked the store’s people' }, 'asked the store’s people'],
    ['assigned', { assignee: null }, 'owner removed'],
    ['consumer-paused', { until: '2026-11-23T04:04:00.000Z' }, 'until 04:04'],
    ['consumer-resumed', {}, null],
    ['consumer-reset', { from: 9, to: 1, again: 8, skipped: 0 }, 'from 9 to 1: 8 again, 0 skipped'],
    [
      'replay-created',
      { title: 'all', count: 1_236, part: 1, parts: 1, override: true },
      'all: 1,236 dead letters, the loop guard overridden',
    ],
    ['replay-sending', { deadLetterIds: ['a'], deadLetterIdsCount: 500 }, '500 dead letters'],
    [
      'replay-outcomes',
      { outcomes: [{ outcome: 'applied' }, { outcome: 'failed-again' }, { outcome: 'applied' }] },
      '2 applied, 1 failed again',
    ],
    ['replay-outcomes', { outcomes: [{ outcome: 'applied' }], outcomesCount: 400 }, '400 outcomes'],
    [
      'alert-notified',
      { outcome: 'given-up', attempts: 5, detail: 'refused' },
      'given up after 5 attempts: refused',
    ],
    ['of-another-version', {}, null],
  ];
  for (const [kind, details, expected] of table)
    assert.equal(actionOutcome({ kind, details }, time), expected, kind);
});

test('each line links what it names', () => {
  const href = (change: Partial<Action>) => actionItem(action(change), time).target?.href;
  assert.equal(href({}), '/dead-letters/history.1-3-48211');
  assert.equal(href({ target: 'group', targetId: '3f9c' }), '/dead-letters/groups/3f9c');
  assert.equal(href({ target: 'replay', targetId: 'r-1' }), '/replays/r-1');
  assert.equal(href({ target: 'alert', targetId: 'lag-history' }), '/alerts/lag-history');
  assert.equal(
    href({ target: 'consumer', targetId: 'EVENTS-1-0.history-1' }),
    '/consumers/EVENTS-1-0/history-1',
  );
  const change = (of: object) =>
    changeItem({ id: 'x', at: '2026-11-23T03:04:00.000Z', ...of } as PipelineChange, time);
  const started = change({
    kind: 'process-started',
    role: 'worker:history',
    process: 'a:1',
    version: '0.2.0',
    why: null,
  });
  assert.deepEqual(
    [started.target, started.says],
    [{ name: 'worker:history', href: '/consumers/history' }, 'a:1, version 0.2.0'],
  );
  const stalled = change({
    kind: 'consumer-status',
    stream: 'S',
    consumer: 'c',
    projection: null,
    from: 'ok',
    to: 'stalled',
    why: '5 ack pending, 90 pending.',
  });
  assert.deepEqual(
    [stalled.status.word, stalled.says],
    ['stalled', 'Changed from OK. 5 ack pending, 90 pending.'],
  );
});

test('the newest stands first, whatever list it is of', () => {
  const at = (second: number) =>
    actionItem(action({ at: `2026-11-23T03:04:0${second}.000Z`, sequence: second }), time);
  assert.deepEqual(
    merged([at(3), at(1)], [at(2)]).map(({ key }) => key),
    ['act 3', 'act 2', 'act 1'],
  );
});

/** As they are sent: what is undefined is left out. */
const sent = (query: object): unknown => JSON.parse(JSON.stringify(query));

test('filters are those of each API, and of one consumer in both', () => {
  const plain = withoutFilters({ kind: 'all', within: '24h' } as ActivityView);
  assert.deepEqual(sent(actionFilters(plain, 'then')), { from: 'then' });
  const one = { ...plain, stream: 'S', consumer: 'c' };
  assert.deepEqual(sent(actionFilters(one, null)), { target: 'consumer', targetId: 'S.c' });
  assert.deepEqual(sent(changeFilters(one, null)), { stream: 'S', consumer: 'c' });
  assert.ok(actionWords.some(({ value, word }) => value === 'consumer-reset' && word === 'reset'));
});
