import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstOffer, heldTitle, jobTitle, outcomesInWords } from '../../components/api/models/progress-of.ts';
import { heldReplay, runningReplay } from '../../components/features/dead-letters/groups/replay-of-group.ts';
import { endedElsewhere } from '../../components/features/dead-letters/replays/ended-elsewhere.ts';
import { stateSentence } from '../../components/features/dead-letters/replays/state-sentence.ts';
import type { Replay, ReplaySummary } from '../../contracts/replay.ts';

const job: ReplaySummary = {
  replayId: 'r-1',
  title: 'Replay 909 to history',
  createdBy: 'maria',
  createdAt: '2026-11-24T01:13:19.000Z',
  reason: null,
  override: false,
  state: 'paused',
  why: null,
  pausedBy: 'canary',
  holdsAfter: null,
  count: 909,
  waiting: 899,
  underWay: 0,
  outcomes: { applied: 10, superseded: 0, rejected: 0, failedAgain: 0, skipped: 0 },
  ratePerSecond: 0,
  finishedAt: null,
};
const reachedBy = (replayId: string | null) => ({
  sinceThen: {
    lastFailedAt: '',
    workerVersions: { first: '1', last: '1', newestSeen: '1' },
    stores: [],
    lastReplay: replayId === null ? null : { replayId, deadLetterId: '', outcome: 'applied', at: '' },
  },
});

test('dead letters wait in the newest replay of their group, while it is paused with some of them left', () => {
  assert.equal(heldReplay(reachedBy('r-1'), [job]), job);
  assert.equal(heldReplay(reachedBy('r-2'), [job]), null);
  assert.equal(heldReplay(reachedBy(null), [job]), null);
  assert.equal(heldReplay(reachedBy('r-1'), [{ ...job, state: 'running' }]), null);
  assert.equal(heldReplay(reachedBy('r-1'), [{ ...job, waiting: 0 }]), null);
  assert.equal(heldReplay(reachedBy('r-1'), []), null);
  assert.equal(runningReplay(reachedBy('r-1'), [job]), null);
  const running = { ...job, state: 'running' as const };
  assert.equal(runningReplay(reachedBy('r-1'), [running]), running);
  assert.equal(runningReplay(reachedBy('r-2'), [running]), null);
});

test('the outcome of a replay is shown as a whole', () => {
  assert.equal(outcomesInWords(job), '10 of 909 ended, 10 applied');
  const outcomes = { applied: 844, superseded: 60, rejected: 2, failedAgain: 2, skipped: 1 };
  assert.equal(
    outcomesInWords({ count: 909, outcomes }),
    '909 of 909 ended, 844 applied, 60 superseded, 2 rejected, 2 failed again, 1 skipped',
  );
});

const reaches = [{ consumer: 'history', deadLetters: 909, aggregates: 9, storeUsable: true }];
const pace = {
  canary: 10,
  holdAfterCanary: true,
  ratePerSecond: 100,
  stopAtFailureShare: 0.5,
  stopAfterFailures: 10,
};

test('a replay that pauses after the first ones has a title that says so until it continues', () => {
  assert.equal(heldTitle(10, 1_909, reaches), 'First 10 of 1,909 to history, then pause');
  const title = 'Replay 1,909 to history';
  assert.equal(jobTitle({ title, holdsAfter: 10 }), 'Replay 1,909 to history: first 10, then pause');
  assert.equal(jobTitle({ title, holdsAfter: null }), title);
});

test('the heading of a plan is its first offer', () => {
  const plan = { count: 706, pace, reaches };
  assert.equal(firstOffer(plan, false), 'First 10 of 706 to history, then pause');
  assert.equal(firstOffer({ ...plan, count: 20 }, false), '20 to history');
  assert.equal(firstOffer({ ...plan, count: 20 }, true), 'First 10 of 20 to history, then pause');
});

test('a paused replay says how many it has sent', () => {
  const said = stateSentence({ ...job, pace } as Replay);
  assert.equal(said, '10 of 909 sent, paused: 10 applied, 0 failed. Resume or cancel.');
});

test('a replay that ends while the upper list is held is shown only there', () => {
  const ended = (replayId: string, finishedAt: string): ReplaySummary => ({
    ...job,
    replayId,
    state: 'finished',
    finishedAt,
  });
  const replays = [
    job,
    ended('r-2', '2026-11-24T01:20:00.000Z'),
    ended('r-3', '2026-11-24T01:10:00.000Z'),
    ended('r-4', '2026-11-10T01:10:00.000Z'),
  ];
  const ids = (above: string[], since: number | null) =>
    endedElsewhere(
      replays,
      above.map((replayId) => ({ replayId })),
      since,
    ).map(({ replayId }) => replayId);
  assert.deepEqual(ids(['r-1', 'r-2'], null), ['r-3', 'r-4']);
  assert.deepEqual(ids(['r-1'], Date.parse('2026-11-20T00:00:00.000Z')), ['r-2', 'r-3']);
});
