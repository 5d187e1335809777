import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReplayAction, ReplayPace } from '../../../contracts/operation.ts';
import { rateOf } from '../../../server/operations/replays/rate-of.ts';
import { foldReplay, type ReplayJob } from '../../../server/operations/replays/replay-job.ts';

const BEGAN = Date.parse('2026-11-23T03:04:00.000Z');
const MAX_UNDER_WAY = 100;
const pace: ReplayPace = {
  canary: 10,
  holdAfterCanary: true,
  ratePerSecond: 50,
  stopAtFailureShare: 0.2,
  stopAfterFailures: 5,
};
const iso = (second: number) => new Date(BEGAN + second * 1_000).toISOString();

/** A replay of 900, and what happens to it at which second. */
class Recorded {
  job: ReplayJob | undefined;
  #sent = 0;
  #ended = 0;
  #deadLetterIds = Array.from({ length: 900 }, (_, n) => `history.1-0-${n + 1}`);

  constructor() {
    this.action(0, {
      kind: 'replay-created',
      title: 'A replay',
      part: 1,
      parts: 1,
      count: 900,
      deadLetterIds: this.#deadLetterIds,
      pace,
      override: false,
    });
  }

  action(second: number, action: ReplayAction, actor = 'ann'): this {
    const about = { target: 'replay', replayId: 'r-1', reason: null, requestId: 'request' } as const;
    this.job = foldReplay(
      this.job,
      { id: `action-${second}`, at: iso(second), actor, ...about, ...action },
      1,
    );
    return this;
  }

  /** This many are sent at this second, and end after another `takes` seconds. */
  round(second: number, count: number, takes = 0.5): this {
    const deadLetterIds = this.#deadLetterIds.slice(this.#sent, this.#sent + count);
    this.#sent += count;
    this.action(second, { kind: 'replay-sending', deadLetterIds });
    const ended = this.#deadLetterIds.slice(this.#ended, this.#ended + count);
    this.#ended += count;
    return this.action(second + takes, {
      kind: 'replay-outcomes',
      outcomes: ended.map((deadLetterId) => ({ deadLetterId, outcome: 'applied', at: iso(second + takes) })),
    });
  }

  /** The possible rate from one second until before another. */
  steady(from: number, until: number): this {
    for (let second = from; second < until; second += 1) this.round(second, 50);
    return this;
  }

  rate(second: number): number | null {
    const rate = rateOf(this.job!, MAX_UNDER_WAY, BEGAN + second * 1_000);
    return rate === null ? null : Math.round(rate);
  }
}

const held = () =>
  new Recorded()
    .round(0, 10)
    .action(
      1,
      { kind: 'replay-paused', why: 'The first 10 have ended. The replay waits for a person.' },
      'waybill',
    )
    .action(60, { kind: 'replay-resumed' });

test('before it has sent anything, and just after, there is no rate', () => {
  assert.equal(new Recorded().rate(5), null);
  assert.equal(new Recorded().round(0, 10).rate(1), null);
});

test('a pause after the canary does not count, and neither does the ramp after it', () => {
  const replay = held();
  assert.equal(replay.rate(60.1), null, 'what ended before the pause does not count');
  replay.round(60, 10).round(61, 20);
  assert.equal(replay.rate(62), null, 'it still doubles by the round');
  replay.round(62, 50);
  assert.equal(replay.rate(63), null, 'the full rate has lasted for a moment only');
  replay.steady(63, 66);
  assert.equal(replay.rate(65.5), 50);
  replay.steady(66, 76);
  assert.equal(replay.rate(75.6), 50);
});

test('a pause does not count', () => {
  const replay = held().round(60, 10).round(61, 20).steady(62, 67);
  replay.action(67, { kind: 'replay-paused', why: 'Wait.' }).action(120, { kind: 'replay-resumed' });
  assert.equal(replay.rate(121), null);
  assert.equal(replay.steady(120, 123).rate(123), 50);
});

test('neither does the time in which nothing could be sent, as while the store was down', () => {
  const replay = held().round(60, 10).round(61, 20).steady(62, 67);
  assert.equal(replay.rate(90), 0, 'nothing ends: a known rate of 0');
  replay.steady(90, 93);
  assert.equal(replay.rate(93), 50);
});

test('a ramp that lasts is the pace: a slow store has a rate too', () => {
  const replay = new Recorded().round(0, 10, 9);
  assert.equal(replay.rate(9.5), null);
  assert.equal(replay.round(9, 10, 9).rate(20), 1);
});
