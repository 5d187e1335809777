import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertsOfSame } from '../../components/features/alerts/alerts-of-same.ts';
import { versionSentence } from '../../components/features/dead-letters/groups/version-sentence.ts';
import { alertStatus } from '../../components/ui/status/alert-status.ts';
import { plainPhrase } from '../../components/ui/text/phrase.ts';
import { alertFixture } from './overview-facts.ts';

const at = (time: string) => `2026-11-23T${time}.000Z`;

/** 1,204 that began with 2.15.0, started at 22:40, after 2.14.1. */
const failed = (
  fields: { first?: string; last?: string; from?: string; to?: string; open?: number; code?: string } = {},
) => {
  const {
    first = '2.15.0',
    last = '2.15.0',
    from = '22:40:05',
    to = '22:44:16',
    open = 1_204,
    code = 'TypeError',
  } = fields;
  return {
    group: {
      newest: { code },
      firstFailedAt: at(from),
      failedAt: at(to),
      states: { open, replaying: 0, resolved: 0, discarded: 0, 'on-hold': 0 },
    },
    sinceThen: { workerVersions: { first, last } },
  };
};
const started = (now: string, since: string, before: string | null, back = false) => ({
  now: { version: now, since: at(since) },
  before: before === null ? null : { version: before, since: at('20:00:00') },
  back,
});

const sentences: [
  what: string,
  Parameters<typeof versionSentence>[0],
  Parameters<typeof versionSentence>[1],
  string,
][] = [
  [
    'a bad deploy',
    failed(),
    started('2.15.0', '22:40:00', '2.14.1'),
    'Began with version 2.15.0, which is still running: roll it back before replaying.',
  ],
  [
    'bytes that are no event',
    failed({ code: 'undecodable' }),
    started('2.15.0', '22:40:00', '2.14.1'),
    'These are no events, so no version of the worker can apply them: discard them, and find out what wrote them to the log.',
  ],
  [
    'rolled back',
    failed(),
    started('2.14.1', '22:44:17', '2.15.0', true),
    `2.14.1 has been back since ${at('22:44:17')}, none has failed since: replay the first ten.`,
  ],
  [
    'a newer version, and few of them',
    failed({ open: 4 }),
    started('2.15.1', '22:44:17', '2.15.0'),
    `Version 2.15.1 has been running since ${at('22:44:17')}, none has failed since: replay the 4.`,
  ],
  [
    'rolled back to a version they failed on too',
    failed({ first: '2.14.1', from: '21:00:00' }),
    started('2.14.1', '22:44:17', '2.15.0', true),
    `2.14.1 has been back since ${at('22:44:17')}; none has failed since, but they began on it: fix the cause before replaying.`,
  ],
  [
    'a worker of the bad version is left',
    failed({ to: '22:46:00' }),
    started('2.14.1', '22:44:17', '2.15.0', true),
    `Version 2.14.1 has been running since ${at('22:44:17')}, but some still failed later on 2.15.0: check that no such worker is left.`,
  ],
  [
    'the bad version again',
    failed(),
    started('2.15.0', '22:50:00', '2.14.1', true),
    `Version 2.15.0, on which these failed, has been running again since ${at('22:50:00')}; none has failed since: replay the first ten only if the cause is fixed.`,
  ],
  [
    'they failed before it too',
    failed({ first: '2.14.1', from: '21:00:00' }),
    started('2.15.0', '22:40:00', '2.14.1'),
    `Failed last on version 2.15.0, running since ${at('22:40:00')}: fix the cause before replaying.`,
  ],
  [
    'it has been running for long',
    failed(),
    started('2.15.0', '19:00:00', '2.14.1'),
    `Failed last on version 2.15.0, running since ${at('19:00:00')}: fix the cause before replaying.`,
  ],
  ['no start is known', failed(), null, 'Failed last on version 2.15.0; the version running now is unknown.'],
];
for (const [what, group, versions, sentence] of sentences) {
  test(`the versions of a group: ${what}`, () =>
    assert.equal(plainPhrase(versionSentence(group, versions)), sentence));
}

test('alerts of the same: by what they concern, and of dead letters by whose they are', () => {
  const of = (id: string, kind: string, name: string) => alertFixture({ id, subject: { kind, name } });
  const many = of('dead-letters-many', 'dead-letters', 'open');
  const fresh = of('dead-letters-new', 'dead-letters', 'open');
  const held = of('dead-lettering-paused-history', 'projection', 'history');
  const lag = of('lag-history', 'projection', 'history');
  const search = of('lag-search', 'projection', 'search');
  const full = of('log-full-history', 'stream', 'history');
  const all = [many, fresh, held, lag, search, full];
  const same = (alert: typeof many, failedOn: string[]) =>
    alertsOfSame(
      alert,
      all.filter(({ id }) => id !== alert.id),
      new Set(failedOn),
    ).map(({ id }) => id);
  assert.deepEqual(same(many, ['history']), [fresh.id, held.id, lag.id]);
  assert.deepEqual(same(many, []), [fresh.id]);
  assert.deepEqual(same(held, ['history']), [many.id, fresh.id, lag.id]);
  assert.deepEqual(same(search, ['history']), []);
});

test('an alert shows its severity only while its problem lasts', () => {
  const word = (fields: Parameters<typeof alertFixture>[0]) => alertStatus(alertFixture(fields)).word;
  assert.equal(word({}), 'critical');
  assert.equal(word({ quietSince: at('22:45:00') }), 'recovered, clearing');
  assert.equal(word({ state: 'cleared', quietSince: null, clearedAt: at('22:46:00') }), 'resolved');
  assert.notEqual(alertStatus(alertFixture({ quietSince: at('22:45:00') })).family, 'bad');
});
