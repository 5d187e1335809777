import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReplayAction, ReplayOutcome, ReplayPace } from '../../../contracts/operation.ts';
import { nextStep, type Step, type Surroundings } from '../../../server/operations/replays/next-step.ts';
import {
  foldReplay,
  heldAfterFirst,
  PIPELINE,
  type ReplayJob,
} from '../../../server/operations/replays/replay-job.ts';

const NOW = Date.parse('2026-11-23T03:04:11.000Z');
const at = (secondsAgo: number) => new Date(NOW - secondsAgo * 1_000).toISOString();
const pace: ReplayPace = {
  canary: 2,
  holdAfterCanary: false,
  ratePerSecond: 8,
  stopAtFailureShare: 0.5,
  stopAfterFailures: 2,
};
const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `history.1-0-${from + n + 1}`);
const ended = (
  deadLetterIds: string[],
  outcome: 'applied' | 'failed-again' | 'skipped' = 'applied',
): ReplayAction => ({
  kind: 'replay-outcomes',
  outcomes: deadLetterIds.map(
    (deadLetterId): ReplayOutcome =>
      outcome === 'failed-again'
        ? { deadLetterId, outcome, at: at(60), code: 'INVALID' }
        : outcome === 'skipped'
          ? { deadLetterId, outcome, at: at(60), why: 'unknown' }
          : { deadLetterId, outcome, at: at(60) },
  ),
});
const sending = (deadLetterIds: string[], secondsAgo = 60): [ReplayAction, number] => [
  { kind: 'replay-sending', deadLetterIds },
  secondsAgo,
];

type Given = ReplayAction | [ReplayAction, secondsAgo: number];

/** A replay of `count` dead letters after these actions. */
function given(count: number, own: Partial<ReplayPace>, ...actions: Given[]): ReplayJob {
  const created: ReplayAction = {
    kind: 'replay-created',
    title: 'A replay',
    part: 1,
    parts: 1,
    count,
    deadLetterIds: names(0, count),
    pace: { ...pace, ...own },
    override: false,
  };
  let job: ReplayJob | undefined;
  for (const [n, item] of [created, ...actions].entries()) {
    const [action, secondsAgo] = Array.isArray(item) ? item : [item, 60];
    job = foldReplay(
      job,
      {
        id: `action-${n}`,
        at: at(secondsAgo),
        actor: action === stopped || action === held ? PIPELINE : 'ann',
        requestId: `request-${n}`,
        reason: null,
        target: 'replay',
        replayId: 'r-1',
        ...action,
      },
      n + 1,
    );
  }
  return job!;
}

const around = (own: Partial<Surroundings> = {}): Surroundings => ({
  now: NOW,
  storeDown: null,
  room: 100,
  aggregateOf: (deadLetterId) => deadLetterId,
  busy: new Set(),
  ...own,
});

const send = (deadLetterIds: string[]): Step => ({ kind: 'send', deadLetterIds });
const paused: ReplayAction = { kind: 'replay-paused', why: 'ann paused it.' };
const stopped: ReplayAction = { kind: 'replay-paused', why: 'The replay stopped by itself.' };
const held: ReplayAction = { kind: 'replay-paused', why: heldAfterFirst(2) };
const resumed: ReplayAction = { kind: 'replay-resumed' };
const cancelled: ReplayAction = { kind: 'replay-cancelled' };
const oneChannel = { aggregateOf: () => 'channel/general' };

const table: { name: string; job: ReplayJob; around?: Partial<Surroundings>; step: Step | Step['kind'] }[] = [
  { name: 'it begins with the canary', job: given(10, {}), step: send(names(0, 2)) },
  { name: 'the canary is awaited', job: given(10, {}, sending(names(0, 2))), step: 'wait' },
  {
    name: 'half an ended canary permits nothing more',
    job: given(10, {}, sending(names(0, 2)), ended(names(0, 1))),
    step: 'wait',
  },
  {
    name: 'after the canary as many as have ended',
    job: given(10, {}, sending(names(0, 2)), ended(names(0, 2))),
    step: send(names(2, 4)),
  },
  {
    name: 'it doubles, up to a portion of the rate',
    job: given(50, {}, sending(names(0, 20)), ended(names(0, 20))),
    step: send(names(20, 22)),
  },
  {
    name: 'the rate of the last second is spent',
    job: given(50, {}, sending(names(0, 8), 0.5), ended(names(0, 8))),
    step: 'wait',
  },
  {
    name: 'a quarter of a second later the next portion goes',
    job: given(50, { ratePerSecond: 16 }, sending(names(0, 4), 0.3), ended(names(0, 4))),
    step: send(names(4, 8)),
  },
  {
    name: 'no room, because other replays have it',
    job: given(10, {}),
    around: { room: 0 },
    step: 'wait',
  },
  { name: 'little room', job: given(10, {}), around: { room: 1 }, step: send(names(0, 1)) },
  { name: 'one per aggregate at a time', job: given(10, {}), around: oneChannel, step: send(names(0, 1)) },
  {
    name: 'none of an aggregate that is busy, in this replay or another',
    job: given(10, {}),
    around: { ...oneChannel, busy: new Set(['channel/general']) },
    step: 'wait',
  },
  {
    name: 'a dead letter without an aggregate waits for none',
    job: given(10, {}),
    around: { aggregateOf: () => null },
    step: send(names(0, 2)),
  },
  {
    name: 'resumed after failures, those in flight then do not stop it again: it sends',
    job: given(
      10,
      { canary: 4 },
      sending(names(0, 4)),
      ended(names(0, 2), 'failed-again'),
      stopped,
      resumed,
      ended(names(2, 4), 'failed-again'),
    ),
    step: send(names(4, 6)),
  },
  {
    name: 'new failures stop it again',
    job: given(
      10,
      {},
      sending(names(0, 2)),
      ended(names(0, 2), 'failed-again'),
      stopped,
      resumed,
      sending(names(2, 4)),
      ended(names(2, 4), 'failed-again'),
    ),
    step: 'pause',
  },
  {
    name: 'resumed after failures in the canary, it does not pause after the canary as well',
    job: given(
      10,
      { holdAfterCanary: true },
      sending(names(0, 2)),
      ended(names(0, 2), 'failed-again'),
      stopped,
      resumed,
    ),
    step: send(names(2, 4)),
  },
  {
    name: 'resumed after a person paused the canary, it still pauses after the canary',
    job: given(10, { holdAfterCanary: true }, sending(names(0, 2)), paused, resumed, ended(names(0, 2))),
    step: { kind: 'pause', why: heldAfterFirst(2) },
  },
  {
    name: 'resumed after the pause it sends, however often it is resumed',
    job: given(
      10,
      { holdAfterCanary: true },
      sending(names(0, 2)),
      ended(names(0, 2)),
      held,
      resumed,
      resumed,
    ),
    step: send(names(2, 4)),
  },
  {
    name: 'stopped by failures with nothing left, it finishes',
    job: given(2, {}, sending(names(0, 2)), ended(names(0, 2), 'failed-again'), stopped),
    step: 'finish',
  },
  {
    name: 'resumed with nothing left, it finishes',
    job: given(2, {}, sending(names(0, 2)), ended(names(0, 2), 'failed-again'), stopped, resumed),
    step: 'finish',
  },
  {
    name: 'cancelled while stopped by failures, it finishes once those in flight have ended',
    job: given(
      10,
      { canary: 4 },
      sending(names(0, 4)),
      ended(names(0, 2), 'failed-again'),
      stopped,
      cancelled,
      ended(names(2, 4), 'failed-again'),
    ),
    step: 'finish',
  },
  {
    name: 'a store that is down',
    job: given(10, {}),
    around: { storeDown: 'SQLITE_CANTOPEN' },
    step: { kind: 'wait', why: "The store can't be used: SQLITE_CANTOPEN" },
  },
  {
    name: 'paused after the canary, when requested',
    job: given(10, { holdAfterCanary: true }, ended(names(0, 2))),
    step: { kind: 'pause', why: heldAfterFirst(2) },
  },
  {
    name: 'paused once only',
    job: given(
      10,
      { holdAfterCanary: true },
      ended(names(0, 2)),
      { kind: 'replay-paused', why: heldAfterFirst(2) },
      resumed,
    ),
    step: send(names(2, 4)),
  },
  {
    name: 'no pause where the canary was everything',
    job: given(2, { holdAfterCanary: true }, ended(names(0, 2))),
    step: 'finish',
  },
  {
    name: 'too many failed again',
    job: given(10, {}, ended(names(0, 2)), ended(names(2, 4), 'failed-again')),
    step: {
      kind: 'pause',
      why: 'The replay stopped by itself: 2 of 4 failed again (50 %; the limit is 50 %).',
    },
  },
  {
    name: 'one failure is not yet a share',
    job: given(10, {}, ended(names(0, 1)), ended(names(1, 2), 'failed-again')),
    step: send(names(2, 4)),
  },
  {
    name: 'after a person resumed it, earlier failures no longer count',
    job: given(10, {}, ended(names(0, 2), 'failed-again'), paused, resumed),
    step: send(names(2, 4)),
  },
  {
    name: 'a skipped one is no failure',
    job: given(10, {}, ended(names(0, 2), 'skipped')),
    step: send(names(2, 4)),
  },
  { name: 'paused', job: given(10, {}, paused), step: { kind: 'wait', why: 'ann paused it.' } },
  { name: 'resumed', job: given(10, {}, paused, resumed), step: send(names(0, 2)) },
  {
    name: 'cancelled with some under way',
    job: given(10, {}, sending(names(0, 2)), cancelled),
    step: 'wait',
  },
  {
    name: 'cancelled, and what was under way has ended',
    job: given(10, {}, sending(names(0, 2)), cancelled, ended(names(0, 2))),
    step: 'finish',
  },
  { name: 'cancelled before the first', job: given(10, {}, cancelled), step: 'finish' },
  { name: 'cancelled while paused', job: given(10, {}, paused, cancelled), step: 'finish' },
  { name: 'a cancelled one is not resumed', job: given(10, {}, cancelled, resumed), step: 'finish' },
  { name: 'all have ended', job: given(2, {}, ended(names(0, 2))), step: 'finish' },
  {
    name: 'all have ended while it was paused',
    job: given(2, {}, sending(names(0, 2)), paused, ended(names(0, 2))),
    step: 'finish',
  },
  {
    name: 'finished',
    job: given(2, {}, ended(names(0, 2)), { kind: 'replay-finished' }),
    step: 'wait',
  },
  {
    name: 'the first outcome is final',
    job: given(2, {}, ended(names(0, 2)), sending(names(0, 1)), ended(names(0, 1), 'failed-again')),
    step: 'finish',
  },
];

for (const { name, job, around: own, step: expected } of table) {
  test(name, () => {
    const step = nextStep(job, around(own));
    if (typeof expected === 'string') assert.equal(step.kind, expected, JSON.stringify(step));
    else assert.deepEqual(step, expected);
  });
}

test('a set in parts is not begun before its last part', () => {
  const part = (n: number, job?: ReplayJob) =>
    foldReplay(
      job,
      {
        ...{
          id: `a${n}`,
          at: at(1),
          actor: 'ann',
          requestId: 'r',
          reason: null,
          target: 'replay',
          replayId: 'r-1',
        },
        ...{
          kind: 'replay-created',
          title: 't',
          part: n,
          parts: 2,
          count: 2,
          deadLetterIds: names(n - 1, n),
        },
        ...{ pace, override: false },
      },
      n,
    );
  const half = part(1);
  assert.equal(nextStep(half!, around()).kind, 'wait');
  const whole = part(2, part(2, half));
  assert.deepEqual(whole!.deadLetterIds, names(0, 2));
  assert.deepEqual(nextStep(whole!, around()), send(names(0, 2)));
});

test('actions of a replay that was never begun belong to no replay', () => {
  const action = { id: 'a', at: at(1), actor: 'ann', requestId: 'r', reason: null };
  assert.equal(
    foldReplay(undefined, { ...action, target: 'replay', replayId: 'r-1', kind: 'replay-resumed' }, 1),
    undefined,
  );
});
