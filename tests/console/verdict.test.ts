import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lossOf } from '../../components/api/models/loss-of.ts';
import { attention } from '../../components/features/overview/attention.ts';
import { acceptancePoints } from '../../components/features/overview/chart-points.ts';
import { logIdleBetween } from '../../components/features/overview/log-points.ts';
import type { OverviewFacts } from '../../components/features/overview/overview-facts.ts';
import { judge } from '../../components/features/overview/verdict.ts';
import { plainPhrase } from '../../components/ui/text/phrase.ts';
import type { ReplaySummary } from '../../contracts/replay.ts';
import {
  AT,
  alertFixture,
  alertsFixture,
  countedFixture,
  factsFixture,
  openFixture,
  reconciliationFixture,
} from './overview-facts.ts';

const HOUR_MS = 3_600_000;
const SINCE = '2026-11-23T03:02:00.000Z';
const unreadable = { since: SINCE, why: 'The read model cannot be read.' };
const counted = (...projections: ReturnType<typeof countedFixture>[]) => ({
  reconciliation: reconciliationFixture(projections),
});
const waiting = { name: 'history', status: 'waiting-for-store', lag: 48_210 } as const;
const noLoss = `0 lost of 1,204,331 accepted in 24 h (counted ${AT}).`;

const table: [what: string, facts: OverviewFacts, family: string, sentence: string][] = [
  ['all well', factsFixture(), 'ok', `All 3 projections keep up. ${noLoss}`],
  ['one projection', factsFixture([{ name: 'history' }]), 'ok', `History keeps up. ${noLoss}`],
  [
    'some still looked for',
    factsFixture([{ name: 'history' }], counted(countedFixture('History', { open: 5 }))),
    'ok',
    `History keeps up. 0 lost of 1,204,331 accepted in 24 h (counted ${AT}); 5 are being looked up now.`,
  ],
  [
    'events processed after the count leave no doubt',
    factsFixture([{ name: 'history' }], counted(countedFixture('History', { open: 2, settling: 2 }))),
    'ok',
    `History keeps up. 0 lost of 1,204,331 accepted in 24 h (counted ${AT}); 2 processed after this count, counted next.`,
  ],
  [
    'some of both are distinguished',
    factsFixture([{ name: 'history' }], counted(countedFixture('History', { open: 3, settling: 2 }))),
    'ok',
    `History keeps up. 0 lost of 1,204,331 accepted in 24 h (counted ${AT}); 1 is being looked up now; 2 processed after this count, counted next.`,
  ],
  [
    'open dead letters',
    factsFixture([{ name: 'history' }], { deadLetters: openFixture(12) }),
    'ok',
    `History keeps up. ${noLoss} | 12 dead letters are open.`,
  ],
  [
    'a store is down',
    factsFixture([{ name: 'search' }, waiting], counted(countedFixture('History', { unknown: unreadable }))),
    'warn',
    'History has waited for its store since 2026-11-23T02:06:00.000Z. | 48,210 events are safe in the log; ' +
      `the first would expire in 29 d 21 h. Nothing needs replaying. No loss is known: none at the last full count, ${AT}. The count of ` +
      `History has waited since ${SINCE} (The read model cannot be read), and continues by itself. | Mend waiting-for-store.`,
  ],
  [
    'a store is down for so long that events will expire',
    factsFixture([{ ...waiting, leftMs: 20 * HOUR_MS }]),
    'bad',
    'History has waited for its store since 2026-11-23T02:06:00.000Z. | 48,210 events are safe in the log; ' +
      `the first would expire in 20 h 00 min. Nothing needs replaying. ${noLoss} | Mend waiting-for-store.`,
  ],
  [
    'the more severe of two is shown',
    factsFixture([
      { name: 'search', status: 'warn', lag: 9 },
      { name: 'history', status: 'no-worker', lag: 1 },
    ]),
    'bad',
    'History has had no worker since 2026-11-23T02:06:00.000Z. | 1 event is safe in the log; the first would ' +
      `expire in 29 d 21 h. Nothing needs replaying. ${noLoss} 1 other projection in trouble too. | Mend no-worker.`,
  ],
  [
    'lost events come before everything that is only late',
    factsFixture([waiting], counted(countedFixture('History', { lost: 3 }))),
    'bad',
    `3 accepted events of History are lost (counted ${AT}). | Why of History. | Do for History.`,
  ],
  [
    'an alert that is no status',
    factsFixture(undefined, { alerts: alertsFixture([alertFixture()]) }),
    'bad',
    'EVENTS-1-0 is at 96 % of its size. | Since 2026-11-23T02:06:00.000Z; no owner.',
  ],
  [
    'paused comes after firing alerts, and is shown',
    factsFixture([{ name: 'history', status: 'paused', lag: 7 }]),
    'held',
    'History is paused since 2026-11-23T02:06:00.000Z. | 7 events are safe in the log; the first would expire ' +
      'in 29 d 21 h. Nothing needs replaying. | Mend paused.',
  ],
  [
    'never an outdated 0: the number of lost events is unknown',
    factsFixture(
      [{ name: 'history' }],
      counted(countedFixture('History', { unknown: unreadable, nothingLostAt: null })),
    ),
    'none',
    `History keeps up. No loss is known. The count of History has waited since ${SINCE} (The read model cannot be read), and continues by itself.`,
  ],
  [
    'never an outdated 0: nothing can be counted',
    factsFixture([{ name: 'history' }], {
      reconciliation: reconciliationFixture([countedFixture('History')], { unknown: unreadable }),
    }),
    'none',
    `History keeps up. Losses have not been counted since ${SINCE} (The read model cannot be read); the count continues by itself.`,
  ],
  [
    'not counted yet',
    factsFixture([{ name: 'history' }], {
      reconciliation: reconciliationFixture([countedFixture('History')], { countedAt: null }),
    }),
    'none',
    'History keeps up. Lost: not counted yet.',
  ],
  [
    'an empty log',
    factsFixture(undefined, { log: { known: true, events: 0, bytes: 0, oldestAt: null } }),
    'none',
    'No command has been accepted yet.',
  ],
  [
    'nothing read yet',
    factsFixture(undefined, { consumers: null }),
    'none',
    'Reading the status of the pipeline.',
  ],
  [
    'nothing can be read',
    factsFixture(undefined, { consumers: null, failingSince: SINCE }),
    'none',
    `The status of the pipeline has been unknown since ${SINCE}. | Check that the operations service runs. Commands are accepted without it.`,
  ],
];

for (const [what, facts, family, sentence] of table) {
  test(`the verdict: ${what}`, () => {
    const { status, what: so, costs, todo } = judge(facts);
    const recorded = [plainPhrase(so), plainPhrase(costs), todo ?? ''].filter((part) => part !== '');
    assert.equal(recorded.join(' | '), sentence);
    assert.equal(status.family, family);
  });
}

test('known losses are always shown, even if there may be more', () => {
  const lost = countedFixture('History', { lost: 3, unknown: unreadable });
  assert.equal(
    plainPhrase(lossOf(reconciliationFixture([lost]))),
    `At least 3 lost of 1,204,331 accepted in 24 h (counted ${AT}).`,
  );
  const counted = countedFixture('Search', { lost: 3 });
  const unread = countedFixture('History', { unknown: unreadable });
  for (const projections of [
    [counted, unread],
    [unread, counted],
  ])
    assert.equal(
      plainPhrase(lossOf(reconciliationFixture(projections))),
      `At least 3 lost of 1,204,331 accepted in 24 h (counted ${AT}).`,
    );
});

test('an alert that has recovered but has yet to clear is no verdict, and the last thing that needs attention', () => {
  const quiet = alertFixture({ id: 'status-history', why: 'history waits.', quietSince: AT });
  const facts = factsFixture(undefined, { alerts: alertsFixture([quiet]) });
  assert.equal(judge(facts).status.family, 'ok');
  const items = attention({ ...facts, alerts: alertsFixture([quiet, alertFixture()]) });
  assert.deepEqual(
    items.map(({ why }) => why),
    [
      'EVENTS-1-0 is at 96 % of its size.',
      'Recovered; clears if that lasts. When it was raised: history waits.',
    ],
  );
});

test('the owner of all open dead letters is named, by the alert’s line too', () => {
  const alert = alertFixture({ id: 'dead-letters-new', subject: { kind: 'dead-letters', name: 'open' } });
  const recorded = (owners: string[]) => {
    const deadLetters = openFixture(2, Date.parse(AT), owners);
    const facts = factsFixture(undefined, { alerts: alertsFixture([alert]), deadLetters });
    const { who } = attention(facts)[0]!;
    return [who, plainPhrase(judge(facts).costs).split('; ')[1]];
  };
  assert.deepEqual(recorded([]), [[], 'no owner.']);
  assert.deepEqual(recorded(['olga']), [['olga'], 'owner olga.']);
  assert.deepEqual(recorded(['olga', 'per']), [['olga', 'per'], 'owners olga and per.']);
  assert.deepEqual(recorded(['a', 'b', 'c', 'd']), [['a', 'b', 'c', 'd'], 'owners a, b and 2 others.']);
  assert.deepEqual(recorded(['olga and per']), [['olga and per'], 'owner olga and per.'], 'one by that name');
  const [item] = attention(factsFixture(undefined, { deadLetters: openFixture(1, null, ['olga']) }));
  assert.deepEqual(item?.who, ['olga']);
});

test('while the owners of open dead letters are unknown, the line does not say that there is none', () => {
  const alert = alertFixture({ id: 'dead-letters-new', subject: { kind: 'dead-letters', name: 'open' } });
  const behind = { known: false, since: 1, why: 'The index of dead letters is behind its streams.' } as const;
  for (const deadLetters of [behind, openFixture(600, null, null), null]) {
    const facts = factsFixture(undefined, { alerts: alertsFixture([alert, alertFixture()]), deadLetters });
    assert.equal(plainPhrase(judge(facts).costs), `Since ${alert.since}.`);
    assert.deepEqual(
      attention(facts).map(({ key, who }) => [key, who]),
      [
        ['log-full-EVENTS-1-0', []],
        ['dead-letters-new', undefined],
      ],
    );
    const taken = { ...alert, acknowledged: { by: 'per', at: AT, text: null } };
    assert.deepEqual(attention({ ...facts, alerts: alertsFixture([taken]) })[0]?.who, ['per']);
  }
});

test('with an unreadable log, no projection is said to keep up', () => {
  const facts = factsFixture();
  const consumers = facts.consumers!;
  const watch = { ...consumers.watch, current: false, why: 'There is no connection to NATS.' };
  const { status, what } = judge({ ...facts, consumers: { ...consumers, watch } });
  assert.equal(status.family, 'none');
  assert.equal(plainPhrase(what), `The status of the pipeline has been unknown since ${AT}.`);
});

test('attention: lines without an owner come first, each once, with a link', () => {
  const alerts = alertsFixture([
    alertFixture({
      id: 'status-history',
      subject: { kind: 'projection', name: 'history' },
      acknowledged: { by: 'olga', at: AT, text: null },
    }),
    alertFixture(),
  ]);
  const replay = {
    replayId: 'r1',
    title: 'Replay 36',
    state: 'paused',
    why: 'Holds after the first 10.',
    holdsAfter: 10,
    createdAt: AT,
    count: 36,
    outcomes: { applied: 16, superseded: 0, rejected: 0, failedAgain: 0, skipped: 0 },
  } as ReplaySummary;
  const items = attention(
    factsFixture([waiting, { name: 'search', status: 'warn', lag: 3 }], {
      alerts,
      deadLetters: openFixture(2, Date.parse(AT)),
      replays: { replays: [replay, { ...replay, replayId: 'r2', state: 'running' }], total: 2 },
    }),
  );
  assert.deepEqual(
    items.map(
      ({ title, href, who }) =>
        `${title} → ${href}${who === undefined ? '' : ` (${who.join() || 'nobody'})`}`,
    ),
    [
      'The log is nearly full · EVENTS-1-0 → /alerts/log-full-EVENTS-1-0 (nobody)',
      'Search falls behind → /consumers/EVENTS-1-0/search-1',
      'Replay 36: first 10, then pause → /replays/r1',
      '2 open dead letters → /dead-letters',
      'The log is nearly full · history → /alerts/status-history (olga)',
    ],
  );
  assert.deepEqual(
    items.flatMap(({ key, replay: runs }) => (runs ? [`${key}: ${runs.words} → ${runs.href}`] : [])),
    ['dead letters: A replay of dead letters runs: 16 of 36 ended → /replays/r2'],
  );
  assert.deepEqual(attention(factsFixture()), []);
});

test('attention: the first line about dead letters says that a replay of them runs, no other does', () => {
  const running = (replayId: string, applied: number) =>
    ({
      replayId,
      state: 'running',
      count: 1_000,
      outcomes: { applied, superseded: 0, rejected: 0, failedAgain: 0, skipped: 0 },
    }) as ReplaySummary;
  const alerts = alertsFixture([
    alertFixture(),
    alertFixture({ id: 'dead-letters-many', subject: { kind: 'dead-letters', name: 'open' } }),
    alertFixture({ id: 'dead-letters-new', subject: { kind: 'dead-letters', name: 'open' } }),
  ]);
  const recorded = (...replays: ReplaySummary[]) =>
    attention(factsFixture(undefined, { alerts, replays: { replays, total: replays.length } })).map(
      ({ replay }) => replay ?? null,
    );
  assert.deepEqual(recorded(running('r1', 160)), [
    null,
    { words: 'A replay of dead letters runs: 160 of 1,000 ended', href: '/replays/r1' },
    null,
  ]);
  assert.deepEqual(recorded(running('r1', 160), running('r2', 0))[1], {
    words: '2 replays of dead letters run: 160 of 2,000 ended',
    href: '/replays',
  });
  assert.deepEqual(recorded({ ...running('r1', 10), state: 'finished' }), [null, null, null]);
});

test('charts: a minute without a report is a gap, and one that has not ended has no rate', () => {
  const accepted = {
    from: '2026-11-23T03:00:00.000Z',
    until: '2026-11-23T03:03:30.000Z',
    stepMs: 60_000,
    points: [
      { at: '2026-11-23T03:00:00.000Z', count: 120, p50Ms: 2, p95Ms: 3, p99Ms: 4, mostMs: 9 },
      { at: '2026-11-23T03:03:00.000Z', count: 30, p50Ms: 2, p95Ms: 3, p99Ms: 5, mostMs: 9 },
    ],
    index: { caughtUp: true, behind: 0, of: 0, readAt: AT },
  };
  const said = (points: ReturnType<typeof acceptancePoints>) =>
    points.map(({ perSecond, p99 }) => [perSecond, p99]);
  assert.deepEqual(said(acceptancePoints(accepted)), [
    [2, 4],
    [null, null],
    [null, null],
    [null, 5],
  ]);
  const reading = (at: string, messages: number) => ({
    at,
    bytes: 1,
    maxBytes: null,
    messages,
    fullestShare: null,
    oldestAt: null,
    leftMs: null,
  });
  const idleBetween = logIdleBetween(
    {
      from: accepted.from,
      until: accepted.until,
      resolution: 'second',
      points: [
        reading('2026-11-23T03:00:30.000Z', 7),
        reading('2026-11-23T03:00:55.000Z', 120),
        reading('2026-11-23T03:01:55.000Z', 120),
        reading('2026-11-23T03:02:55.000Z', 121),
      ],
    },
    5_000,
  );
  assert.deepEqual(
    said(acceptancePoints(accepted, idleBetween)).map(([rate]) => rate),
    [2, 0, null, null],
    'a zero where the log did not grow; where it did without a report, nothing is known',
  );
});
