import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CONSUMER_STATUSES } from '../../../../contracts/consumer-status.ts';
import type { PipelineFacts, StreamFact } from '../../../../contracts/pipeline-facts.ts';
import { formatBytes } from '../../../../contracts/words/bytes.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { alertId } from '../../../../server/operations/alerts/alert-id.ts';
import { runbookOf } from '../../../../server/operations/alerts/describe-rule.ts';
import { REPORTED_ALERTS } from '../../../../server/operations/alerts/reported-alerts.ts';
import { timesInText } from '../times-in-text.ts';
import {
  consumers,
  DAY,
  deadLetters,
  defaultRules,
  HOUR,
  lostStream,
  MINUTE,
  NOW,
  reconciled,
  ruleOf,
  streams,
  well,
} from './facts.ts';

/**
 * What a rule finds: alerts by id, followed by `!` for those over their bound, `!!` for critical ones; or that it can't judge.
 */
const found = (rule: string, facts: PipelineFacts): string[] | 'unknown' =>
  ruleOf(rule)
    .judge(facts)
    ?.map(({ alert, over, severity }) => `${alert}${over ? (severity === 'critical' ? '!!' : '!') : ''}`) ??
  'unknown';

test('a critical bound of 0 keeps lag and age a warning', () => {
  const off = { WAYBILL_ALERT_LAG_CRITICAL_EVENTS: '0', WAYBILL_ALERT_OLDEST_CRITICAL_MS: '0' };
  for (const name of ['lag', 'oldest']) {
    const [finding] =
      ruleOf(name, off).judge(consumers({ lag: 10_000_000, oldestAt: NOW - 100 * HOUR })) ?? [];
    assert.deepEqual([finding?.severity, finding?.over], ['warning', true]);
  }
});

const unknown = { known: false, since: NOW - MINUTE, why: 'Nobody answers.' } as const;

/** An event stream of 1 GiB that would be full in this many days at its rate, and keeps events for 30. */
const growing = (days: number): Partial<StreamFact> => ({
  bytes: 0,
  rate: {
    stream: 'EVENTS-1-0',
    bytes: 0,
    maxBytes: 1024 ** 3,
    keptMs: 30 * DAY,
    bytesPerSecond: 1024 ** 3 / (days * 86_400),
    countedMs: HOUR,
  },
});

const table: [rule: string, what: string, facts: PipelineFacts, expected: string[] | 'unknown'][] = [
  ['lag', 'nothing', consumers({ lag: 0 }), []],
  ['lag', 'under the lower bound', consumers({ lag: 7_999 }), []],
  ['lag', 'between the bounds', consumers({ lag: 8_000 }), ['lag-history']],
  ['lag', 'at the bound', consumers({ lag: 10_000 }), ['lag-history!']],
  [
    'lag',
    'the partitions of a projection together',
    consumers({ lag: 6_000 }, { stream: 'EVENTS-1-1', lag: 6_000 }),
    ['lag-history!'],
  ],
  [
    'lag',
    'another consumer',
    consumers({ projection: null, stream: 'ORDERS', consumer: 'billing', lag: 20_000 }),
    ['lag-ORDERS-billing!'],
  ],
  ['lag', 'just under the critical bound', consumers({ lag: 99_999 }), ['lag-history!']],
  ['lag', 'at the critical bound', consumers({ lag: 100_000 }), ['lag-history!!']],
  [
    'lag',
    'retries count',
    consumers({ lag: 0 }, { stream: 'RETRIES', isRetries: true, lag: 10_000 }),
    ['lag-history!'],
  ],
  [
    'lag',
    'an unknown part hides no known part',
    consumers({ lag: null, status: 'unknown' }, { stream: 'EVENTS-1-1', lag: 10_000 }),
    ['lag-history!'],
  ],
  [
    'lag',
    'other consumers raise no alert, however far they are behind',
    consumers({ projection: null, stream: 'ORDERS', consumer: 'billing', lag: 1_000_000 }),
    ['lag-ORDERS-billing!'],
  ],
  ['lag', 'unknown', well({ consumers: unknown }), 'unknown'],
  ['oldest', 'nothing pending', consumers({ lag: 0 }), []],
  ['oldest', 'young', consumers({ lag: 1, oldestAt: NOW - 3 * MINUTE }), []],
  ['oldest', 'between the bounds', consumers({ lag: 1, oldestAt: NOW - 4 * MINUTE }), ['oldest-history']],
  ['oldest', 'old', consumers({ lag: 1, oldestAt: NOW - 5 * MINUTE }), ['oldest-history!']],
  ['oldest', 'at the critical bound', consumers({ lag: 1, oldestAt: NOW - HOUR }), ['oldest-history!!']],
  ['oldest', 'stored by a clock that is ahead', consumers({ lag: 1, oldestAt: NOW + MINUTE }), []],
  ['status', 'ok', consumers({ status: 'ok' }), []],
  ['status', 'paused', consumers({ status: 'paused' }), []],
  [
    'status',
    'bad for a while',
    consumers({ status: 'stalled', statusSince: NOW - MINUTE }),
    ['status-history'],
  ],
  [
    'status',
    'bad for long',
    consumers({ status: 'stalled', statusSince: NOW - 2 * MINUTE }),
    ['status-history!!'],
  ],
  ['status', 'not well', consumers({ status: 'warn', statusSince: NOW - HOUR }), ['status-history!']],
  [
    'status',
    'one partition is worse',
    consumers(
      { status: 'warn', statusSince: NOW - HOUR },
      { stream: 'EVENTS-1-1', status: 'no-worker', statusSince: NOW - HOUR },
    ),
    ['status-history!!'],
  ],
  [
    'status',
    'the worst is recent, another is not',
    consumers(
      { status: 'warn', statusSince: NOW - HOUR },
      { stream: 'EVENTS-1-1', status: 'no-worker', statusSince: NOW },
    ),
    ['status-history!'],
  ],
  [
    'status',
    'other consumers are never critical',
    consumers({ projection: null, consumer: 'theirs', status: 'no-worker', statusSince: NOW - HOUR }),
    ['status-EVENTS-1-0-theirs!'],
  ],
  ['retention', 'nothing pending', consumers({}), []],
  ['retention', 'far away', consumers({ lag: 1, oldestAt: NOW - DAY, oldestExpiresAt: NOW + 29 * DAY }), []],
  [
    'retention',
    'nearly a day',
    consumers({ lag: 1, oldestAt: NOW - 29 * DAY, oldestExpiresAt: NOW + 25 * HOUR }),
    ['retention-history'],
  ],
  [
    'retention',
    'less than a day',
    consumers({ lag: 1, oldestAt: NOW - 29 * DAY, oldestExpiresAt: NOW + 23 * HOUR }),
    ['retention-history!!'],
  ],
  [
    'retention',
    'a short retention, just begun',
    consumers({ lag: 1, oldestAt: NOW, oldestExpiresAt: NOW + 12 * HOUR }),
    [],
  ],
  [
    'retention',
    'a short retention, at its end',
    consumers({ lag: 1, oldestAt: NOW - 10 * HOUR, oldestExpiresAt: NOW + 2 * HOUR }),
    ['retention-history!!'],
  ],
  ['dead-letters-new', 'none', deadLetters(0), []],
  ['dead-letters-new', 'old ones', deadLetters(5, NOW - HOUR), []],
  ['dead-letters-new', 'a new one', deadLetters(5, NOW - MINUTE), ['dead-letters-new!']],
  ['dead-letters-new', 'unknown', well({ deadLetters: unknown }), 'unknown'],
  ['dead-letters-many', 'few', deadLetters(79), []],
  ['dead-letters-many', 'between the bounds', deadLetters(80), ['dead-letters-many']],
  ['dead-letters-many', 'many', deadLetters(100), ['dead-letters-many!!']],
  ['log-full', 'room', streams({ bytes: 0.74 * 1024 ** 3 }), []],
  ['log-full', 'between the bounds', streams({ bytes: 0.76 * 1024 ** 3 }), ['log-full-EVENTS-1-0']],
  ['log-full', 'nearly full', streams({ bytes: 0.81 * 1024 ** 3 }), ['log-full-EVENTS-1-0!']],
  ['log-full', 'full', streams({ bytes: 0.96 * 1024 ** 3 }), ['log-full-EVENTS-1-0!!']],
  ['log-full', 'one that drops its oldest', streams({ bytes: 1024 ** 3, refusesWhenFull: false }), []],
  ['log-full', 'one without a limit', streams({ bytes: 1024 ** 4, maxBytes: null }), []],
  ['log-full', 'unknown', well({ log: unknown }), 'unknown'],
  ['log-short', 'not known', streams(), []],
  ['log-short', 'lasts twice its retention', streams(growing(60)), []],
  ['log-short', 'between the bounds', streams(growing(33)), ['log-short-EVENTS-1-0']],
  ['log-short', 'lasts less than its retention', streams(growing(29)), ['log-short-EVENTS-1-0!']],
  ['log-short', 'full today', streams(growing(0.9)), ['log-short-EVENTS-1-0!!']],
  ['log-short', 'nothing is stored', streams(growing(Number.POSITIVE_INFINITY)), []],
  ['log-short', 'one that drops its oldest', streams({ ...growing(1), refusesWhenFull: false }), []],
  ['log-short', 'unknown', well({ log: unknown }), 'unknown'],
  ['lost', 'none', reconciled({ lost: 0, unreconciled: 3 }), []],
  ['lost', 'one', reconciled({ lost: 1 }), ['lost-history!!']],
  ['lost', 'one that expired', reconciled({ expired: 1 }), ['lost-history!!']],
  [
    'lost',
    'none, where counting fails: firing alerts stay',
    reconciled({ unknown: { since: NOW, why: 'The store is down.' } }),
    ['lost-history'],
  ],
  ['lost', 'unknown', well({ reconciliation: unknown }), 'unknown'],
  ['unreconciled', 'just counted', reconciled(), []],
  ['unreconciled', 'counted long ago', reconciled({ countedAt: NOW - HOUR }), ['unreconciled-history!']],
  [
    'unreconciled',
    'counted just now, but not completely for an hour',
    reconciled({ countedAt: NOW, unknown: { since: NOW - HOUR, why: 'The store is down.' } }),
    ['unreconciled-history!'],
  ],
  [
    'unreconciled',
    'incomplete for a minute',
    reconciled({ countedAt: NOW, unknown: { since: NOW - MINUTE, why: 'The store is down.' } }),
    [],
  ],
  ['unreconciled', 'unknown for a minute', well({ reconciliation: unknown }), []],
  [
    'unreconciled',
    'unknown for long',
    well({ reconciliation: { ...unknown, since: NOW - HOUR } }),
    ['unreconciled!'],
  ],
  ['stream-lost', 'an hour ago', lostStream(NOW - HOUR), ['stream-lost-EVENTS-1-0!!']],
  ['stream-lost', 'a small one', lostStream(NOW - HOUR, 'SNAPSHOTS', null), ['stream-lost-SNAPSHOTS!']],
  ['stream-lost', 'two days ago', lostStream(NOW - 48 * HOUR), []],
  [
    'index-behind',
    'for a second',
    well({ indexes: { known: true, value: [{ name: 'ledger', behind: 9_000, behindMs: 1_000 }] } }),
    [],
  ],
  [
    'index-behind',
    'for long',
    well({ indexes: { known: true, value: [{ name: 'ledger', behind: 2, behindMs: HOUR }] } }),
    ['index-behind-ledger!'],
  ],
  ['unknown', 'nothing', well(), []],
  ['unknown', 'for a minute', well({ consumers: unknown }), []],
  [
    'unknown',
    'for long',
    well({ consumers: { ...unknown, since: NOW - HOUR }, log: { ...unknown, since: NOW - HOUR } }),
    ['unknown-consumers!', 'unknown-log!'],
  ],
];

for (const [rule, what, facts, expected] of table)
  test(`${rule}: ${what}`, () => assert.deepEqual(found(rule, facts), expected));

test('every finding says why in one sentence with a number, and its alert is one token', () => {
  const findings = table.flatMap(([rule, , facts]) => ruleOf(rule).judge(facts) ?? []);
  assert.ok(findings.length > 20);
  for (const { alert, why } of findings) {
    assert.match(alert, /^[A-Za-z0-9_-]{1,96}$/);
    assert.match(why, /^.*(?:[0-9]|an unknown number).*\.$/);
    assert.deepEqual(timesInText(why), []);
  }
});

test('the last count of a lost stream names its messages in the plural', () => {
  const held = (stream: string) =>
    /: (.*?)\. /.exec(ruleOf('stream-lost').judge(lostStream(NOW - HOUR, stream, 0))?.[0]?.why ?? '')?.[1];
  assert.equal(held('KV_IDEMPOTENCY'), 'at the last check it held 0 idempotency keys');
  assert.equal(held('RETRIES'), 'at the last check it held 0 events');
  assert.equal(held('ATTEMPTS'), 'at the last check it held 0 unfinished attempts');
  assert.equal(held('ADVISORIES'), 'at the last check it held 0 advisory messages');
});

test('sentences of alerts', () => {
  const why = (rule: string, facts: PipelineFacts) => ruleOf(rule).judge(facts)?.[0]?.why;
  assert.equal(
    why('lag', consumers({ lag: 12_345, drainMs: 30_000 })),
    'history is 12,345 events behind (threshold 10,000); ETA: about 30 s.',
  );
  assert.equal(
    why('retention', consumers({ lag: 3_201, oldestAt: NOW - 29 * DAY, oldestExpiresAt: NOW + 5 * HOUR })),
    'The log drops the oldest unprocessed event of history on EVENTS-1-0 in 5 h; 3,201 events are unprocessed there.',
  );
  assert.equal(
    why(
      'status',
      consumers({
        status: 'no-worker',
        statusSince: NOW - HOUR,
        why: 'No client has fetched events for 65 s.',
      }),
    ),
    'history is NO WORKER on EVENTS-1-0: No client has fetched events for 65 s.',
  );
});

test('an alert about an age began when the age crossed the bound, not when the event was stored', () => {
  const beganAtOf = (rule: string, facts: PipelineFacts) => ruleOf(rule).judge(facts)?.[0]?.beganAt;
  const stored = (oldestAt: number, left: number) =>
    consumers({ lag: 1, oldestAt, oldestExpiresAt: NOW + left });
  assert.equal(beganAtOf('retention', stored(NOW - 29 * DAY, 20 * HOUR)), NOW - 4 * HOUR);
  assert.equal(beganAtOf('retention', stored(NOW - 10 * HOUR, 2 * HOUR)), NOW - HOUR, 'a quarter of 12 h');
  assert.equal(beganAtOf('retention', stored(NOW - 29 * DAY, 25 * HOUR)), undefined, 'not over it');
  assert.equal(beganAtOf('oldest', consumers({ lag: 1, oldestAt: NOW - 7 * MINUTE })), NOW - 2 * MINUTE);
  assert.equal(beganAtOf('oldest', consumers({ lag: 1, oldestAt: NOW - 4 * MINUTE })), undefined);
});

test('every status but ok and paused raises an alert', () => {
  for (const status of CONSUMER_STATUSES) {
    const alarmed = ruleOf('status').judge(consumers({ status, statusSince: NOW - DAY }))?.length === 1;
    assert.equal(alarmed, status !== 'ok' && status !== 'paused', status);
  }
});

test('bounds are settings, and rules can be switched off', () => {
  const facts = consumers({ lag: 5 });
  assert.equal(ruleOf('lag', { WAYBILL_ALERT_LAG_EVENTS: '5' }).judge(facts)?.[0]?.over, true);
  const rules = defaultRules({ WAYBILL_ALERT_RULES_OFF: 'lag,oldest' });
  assert.deepEqual(
    rules
      .filter(({ on }) => !on)
      .map(({ rule }) => rule.name)
      .sort(),
    ['lag', 'oldest'],
  );
  for (const { rule } of defaultRules())
    assert.equal(defaultRules({ WAYBILL_ALERT_RULES_OFF: rule.name }).filter(({ on }) => !on).length, 1);
});

test('names that no token can hold get distinct ids that are tokens', () => {
  assert.equal(alertId('lag', 'history'), 'lag-history');
  const names = ['größe', 'gr__e', 'a b', 'a.b', 'x'.repeat(300), `${'x'.repeat(300)}y`];
  const ids = names.map((name) => alertId('lag', 'ORDERS', name));
  for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{1,96}$/);
  assert.equal(new Set(ids).size, names.length);
});

test('docs/alerts.md has a dead letter for each alert, of that name', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'alerts.md'), 'utf8');
  for (const name of [
    ...defaultRules().map(({ rule }) => rule.name),
    ...REPORTED_ALERTS.map(({ name }) => name),
  ]) {
    assert.equal(runbookOf(name), `docs/alerts.md#${name}`);
    assert.match(page, new RegExp(`^### ${name}$`, 'm'));
  }
});

test('durations, counts and sizes in words', () => {
  assert.deepEqual(
    [850, 1_000, 61_000, 3 * HOUR + 20 * MINUTE, 12 * HOUR + 20 * MINUTE, 3 * DAY + 4 * HOUR].map(
      timeInWords,
    ),
    ['850 ms', '1 s', '1 min 1 s', '3 h 20 min', '12 h', '3 d 4 h'],
  );
  assert.deepEqual([0, 999, 1_000, 1_234_567].map(formatCount), ['0', '999', '1,000', '1,234,567']);
  assert.deepEqual([12, 1024, 1.5 * 1024 ** 3].map(formatBytes), ['12 B', '1.0 KiB', '1.5 GiB']);
});

test('an alert of new dead letters says how new they are, and that one failed again in a replay', () => {
  const { judge, whatToDo } = ruleOf('dead-letters-new');
  const why = (...of: Parameters<typeof deadLetters>) => judge(deadLetters(...of))?.[0]?.why;
  const came = NOW - MINUTE;
  assert.equal(why(1, came), '1 open dead letter, less than 15 min old.');
  assert.equal(why(1, came, NOW), '1 open dead letter, less than 15 min old; it failed again in a replay.');
  assert.equal(
    why(5, came, NOW),
    '5 open dead letters, the newest less than 15 min old; one failed again in a replay.',
  );
  // A worker that still refuses them fails again: fix the cause first.
  assert.match(whatToDo, /Fix the cause first, then replay/);
});

test('the documentation gives each status its default time, and the setting for it', () => {
  const docs = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'alerts.md'), 'utf8');
  const deadLetterId = docs.split('\n### ').find((each) => each.startsWith('status\n'))!;
  const [threshold] = ruleOf('status').thresholds;
  assert.equal(threshold?.value, 2 * MINUTE);
  assert.ok(deadLetterId.includes('two minutes') && deadLetterId.includes(threshold.setting));
});
