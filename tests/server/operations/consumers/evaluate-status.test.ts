import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ConsumerStatus } from '../../../../contracts/consumer-status.ts';
import { describeStatus } from '../../../../server/operations/consumers/describe-status.ts';
import {
  type ConsumerSnapshot,
  type ConsumerWindow,
  evaluateStatus,
} from '../../../../server/operations/consumers/evaluate-status.ts';
import { timesInText } from '../times-in-text.ts';

interface Case {
  /** What the case shows. */
  shows: string;
  /** The acknowledged floor in each snapshot, one per step of 100 s. */
  floors: number[];
  /** The lag in each snapshot. */
  lags: number[];
  /** Other values: the same in all snapshots, or one by one. */
  each?: Partial<ConsumerSnapshot> | Partial<ConsumerSnapshot>[];
  is: ConsumerStatus;
  /** Seconds, as in Burrow's cases; default: the time of the newest snapshot. */
  now?: number;
  /** Times of the snapshots in ms, if they are not 100 s apart. */
  at?: number[];
  /** Recent ends of the log. Default: those of the snapshots. */
  logEnds?: number[];
  /** The present lag. Default: the newest snapshot's. */
  lag?: number;
  allowedLag?: number;
  exists?: boolean;
  minimumSnapshots?: number;
  isAwaited?: boolean;
}

/** `TestCachingEvaluator_CheckRules` of linkedin/Burrow, core/internal/evaluator/caching_test.go, with its numbers. */
const burrow: Case[] = [
  {
    shows: 'Burrow 0: OK, the lag was zero somewhere',
    floors: [1000, 2000, 3000, 4000, 5000],
    lags: [0, 50, 100, 150, 200],
    logEnds: [5200],
    now: 600,
    is: 'ok',
  },
  {
    shows: 'Burrow 1: not stopped, as long since the newest snapshot as the window is, and no longer',
    floors: [1000, 2000, 3000, 4000, 5000],
    lags: [0, 50, 100, 150, 200],
    logEnds: [5200],
    now: 900,
    is: 'ok',
  },
  {
    shows: 'Burrow 2: stopped, although the lag was zero at the start',
    floors: [1000, 2000, 3000, 4000, 5000],
    lags: [0, 50, 100, 150, 200],
    logEnds: [5200],
    now: 1000,
    is: 'stopped',
  },
  {
    shows: 'Burrow 3: stopped, with lag throughout',
    floors: [1000, 2000, 3000, 4000, 5000],
    lags: [50, 100, 150, 200, 250],
    logEnds: [5250],
    now: 1000,
    is: 'stopped',
  },
  {
    shows: 'Burrow 4: OK, unmoved but the lag was zero once',
    floors: [1000, 1000, 1000, 1000, 1000],
    lags: [0, 50, 100, 150, 200],
    logEnds: [1200],
    now: 600,
    is: 'ok',
  },
  {
    shows: 'Burrow 5: stalled, the lag grows',
    floors: [1000, 1000, 1000, 1000, 1000],
    lags: [100, 150, 200, 250, 300],
    logEnds: [1300],
    now: 600,
    is: 'stalled',
  },
  {
    shows: 'Burrow 6: stalled, the lag stays',
    floors: [1000, 1000, 1000, 1000, 1000],
    lags: [100, 100, 100, 100, 100],
    logEnds: [1100],
    now: 600,
    is: 'stalled',
  },
  {
    shows: 'Burrow 7: OK, a rewind that was caught up',
    floors: [1000, 2000, 3000, 2000, 4000],
    lags: [100, 150, 200, 1250, 300],
    logEnds: [4300],
    now: 600,
    is: 'ok',
  },
  {
    shows: 'Burrow 8: OK, no lag now, although it would be stopped by the times',
    floors: [1000, 2000, 3000, 4000, 5000],
    lags: [50, 100, 150, 200, 250],
    logEnds: [5250],
    lag: 0,
    now: 1000,
    is: 'ok',
  },
  {
    shows: 'Burrow 9 (#290): stopped, no lag in any snapshot, and new events since',
    floors: Array.from({ length: 15 }, (_, n) => 792748079 + n),
    lags: new Array(15).fill(0),
    at: Array.from({ length: 15 }, (_, n) => 1512224618356 + n * 1000),
    logEnds: [792749024, 792749000, 792748800, 792748600, 792748500],
    lag: 931,
    now: 1512224650,
    is: 'stopped',
  },
  {
    shows: 'Burrow 10 (#303): OK, through within the recent ends of the log',
    floors: Array.from({ length: 15 }, (_, n) => 792748079 + n),
    lags: new Array(15).fill(0),
    at: Array.from({ length: 15 }, (_, n) => 1512224618356 + n * 1000),
    logEnds: [792748094, 792748093, 792748093, 792748093],
    lag: 1,
    now: 1512224650,
    is: 'ok',
  },
  {
    shows: 'Burrow 12: OK, the lag is allowed, although it would be stopped by the times',
    floors: [1000, 2000, 2000],
    lags: [2, 1, 1],
    logEnds: [2001],
    allowedLag: 1,
    now: 550,
    is: 'ok',
  },
  {
    shows: 'Burrow 13: as 5, with an allowed lag under every snapshot',
    floors: [1000, 1000, 1000, 1000, 1000],
    lags: [100, 150, 200, 250, 300],
    logEnds: [1300],
    allowedLag: 99,
    now: 600,
    is: 'stalled',
  },
  {
    shows: 'Burrow 14: as 7, with an allowed lag under every snapshot',
    floors: [1000, 2000, 3000, 2000, 4000],
    lags: [100, 150, 200, 1250, 300],
    logEnds: [4300],
    allowedLag: 99,
    now: 600,
    is: 'ok',
  },
  {
    shows: 'Burrow 15: a rewind that was not caught up',
    floors: [1000, 2000, 3000, 2000, 2500],
    lags: [100, 150, 200, 1250, 300],
    logEnds: [4300],
    now: 600,
    is: 'rewind',
  },
];

const gone = { workers: 0, waiting: 0 };
/** For a retry queue: events scheduled for later, and events applied and attempts failed up to then. */
const queued = (scheduled: number, applied: number | null, failed: number | null) => ({
  scheduled,
  pending: 0,
  applied,
  failed,
});
const alone = { workers: null, waiting: 0 };
const full = { ackPending: 500, maxAckPending: 500 };

const ours: Case[] = [
  {
    shows: 'a clock that was set back within the window does not mean stopped',
    floors: [1000, 2000, 3000],
    lags: [50, 60, 50],
    at: [7_200_000, 7_205_000, 3_610_000],
    logEnds: [3050],
    is: 'ok',
  },
  { shows: 'no snapshot yet', floors: [], lags: [], is: 'unknown' },
  {
    shows: 'deleted, whatever it was before',
    floors: [5, 6],
    lags: [0, 0],
    exists: false,
    is: 'unknown',
  },
  {
    shows: 'paused, also with a store that is down',
    floors: [5],
    lags: [9],
    each: { paused: true, storeDown: true },
    is: 'paused',
  },
  { shows: 'paused without lag', floors: [5], lags: [0], each: { paused: true }, is: 'paused' },
  {
    shows: 'waiting for its store comes before its consequences',
    floors: [5, 5, 5],
    lags: [700, 800, 900],
    each: { ...full, storeDown: true },
    is: 'waiting-for-store',
  },
  {
    shows: 'the store is back: it catches up',
    floors: [5, 5, 400],
    lags: [700, 800, 500],
    each: [{ storeDown: true }, { storeDown: true }, {}],
    is: 'ok',
  },
  { shows: 'no heartbeat, no fetch: at once', floors: [5], lags: [3], each: gone, is: 'no-worker' },
  { shows: 'no heartbeat, and nothing to do', floors: [5], lags: [0], each: gone, is: 'ok' },
  {
    shows: 'no heartbeat, within the allowed lag',
    floors: [5],
    lags: [3],
    each: gone,
    allowedLag: 3,
    is: 'ok',
  },
  {
    shows: 'no heartbeat, but a client fetches events',
    floors: [5, 6, 7],
    lags: [3, 2, 1],
    each: { workers: 0, waiting: 1 },
    is: 'ok',
  },
  {
    shows: 'no fetch at the moment, but a worker is connected: it applies a batch',
    floors: [5, 6, 7],
    lags: [30, 29, 28],
    each: { workers: 1, waiting: 0 },
    is: 'ok',
  },
  {
    shows: 'another consumer: no fetch in the whole window',
    floors: [5, 5, 5],
    lags: [3, 4, 5],
    each: alone,
    is: 'no-worker',
  },
  {
    shows: 'another consumer: a fetch within the window',
    floors: [5, 5, 5],
    lags: [5, 4, 5],
    each: [{ ...alone, waiting: 1 }, alone, alone],
    is: 'stalled',
  },
  {
    shows: 'another consumer that fetches now and then is not without a worker',
    floors: [5, 8, 8],
    lags: [5, 2, 5],
    each: [alone, { ...alone, delivered: 8 }, { ...alone, delivered: 8 }],
    is: 'ok',
  },
  {
    shows: 'everything delivered, nothing acknowledged',
    floors: [0, 0, 0],
    lags: [40, 40, 40],
    each: { pending: 0, ackPending: 40, delivered: 40 },
    is: 'stalled',
  },
  {
    shows: 'ever more delivered, nothing acknowledged: a stall, for more than the head is affected',
    floors: [0, 0, 0],
    lags: [100, 100, 100],
    each: [
      { ackPending: 20, delivered: 20 },
      { ackPending: 40, delivered: 40 },
      { ackPending: 60, delivered: 60 },
    ],
    is: 'stalled',
  },
  {
    shows: 'one stuck event: the others pass it',
    floors: [10, 10, 10],
    lags: [1, 3, 1],
    each: [
      { ackPending: 1, delivered: 40 },
      { ackPending: 3, delivered: 60 },
      { ackPending: 1, delivered: 80 },
    ],
    is: 'head-blocked',
  },
  {
    shows: 'one stuck event, within the allowed lag: the oldest event’s age decides',
    floors: [10, 10, 10],
    lags: [1, 1, 1],
    each: [
      { ackPending: 1, delivered: 40 },
      { ackPending: 1, delivered: 60 },
      { ackPending: 1, delivered: 80 },
    ],
    allowedLag: 100,
    is: 'head-blocked',
  },
  {
    shows: 'saturated: at the limit in every snapshot',
    floors: [10, 10, 10],
    lags: [900, 900, 900],
    each: full,
    is: 'saturated',
  },
  {
    shows: 'saturated, although there is progress',
    floors: [10, 20, 30],
    lags: [900, 890, 880],
    each: full,
    is: 'saturated',
  },
  {
    shows: 'at the limit, but not in every snapshot',
    floors: [10, 20, 30],
    lags: [900, 890, 880],
    each: [full, { ...full, ackPending: 499 }, full],
    is: 'ok',
  },
  {
    shows: 'without a limit it is never saturated',
    floors: [10, 20, 30],
    lags: [900, 890, 880],
    each: { ackPending: 500 },
    is: 'ok',
  },
  {
    shows: 'idle',
    floors: [50, 50, 50],
    lags: [0, 0, 0],
    is: 'ok',
  },
  {
    shows: 'a filter that matches none of thousands: the floor stays, the log grows',
    floors: [50, 50, 50],
    lags: [0, 0, 0],
    each: [{ logEnd: 1000 }, { logEnd: 5000 }, { logEnd: 9000 }],
    is: 'ok',
  },
  {
    shows: 'purged: the floor jumps, the lag is 0',
    floors: [50, 50, 1000],
    lags: [900, 950, 0],
    each: [{ logEnd: 950 }, { logEnd: 1000 }, { logEnd: 1000 }],
    is: 'ok',
  },
  {
    shows: 'reset by hand, not caught up yet',
    floors: [900, 100, 300],
    lags: [0, 800, 600],
    is: 'rewind',
  },
  {
    shows: 'reset, and caught up',
    floors: [900, 100, 950],
    lags: [5, 805, 5],
    is: 'ok',
  },
  {
    shows: 'progress, and the lag grows',
    floors: [10, 20, 30],
    lags: [100, 150, 200],
    is: 'warn',
  },
  {
    shows: 'progress, and the lag stays the same',
    floors: [10, 20, 30],
    lags: [100, 100, 100],
    is: 'warn',
  },
  {
    shows: 'progress, and the lag shrank once',
    floors: [10, 20, 30],
    lags: [100, 150, 149],
    is: 'ok',
  },
  {
    shows: 'too few snapshots, and no progress in them: OK would need proof',
    floors: [10, 10],
    lags: [100, 150],
    minimumSnapshots: 3,
    is: 'unknown',
  },
  {
    shows: 'full, in too few snapshots',
    floors: [10, 10],
    lags: [900, 900],
    each: full,
    minimumSnapshots: 3,
    is: 'unknown',
  },
  {
    shows: 'a head that may be blocked, in too few snapshots',
    floors: [10, 10],
    lags: [1, 1],
    each: [
      { ackPending: 1, delivered: 40 },
      { ackPending: 1, delivered: 60 },
    ],
    minimumSnapshots: 3,
    is: 'unknown',
  },
  {
    shows: 'a floor behind events that the server abandoned, and nothing ack pending: no blocked head',
    floors: [10, 10, 10],
    lags: [0, 0, 0],
    each: [{ delivered: 40 }, { delivered: 60 }, { delivered: 80 }],
    is: 'ok',
  },
  {
    shows: 'another consumer with everything ack pending may work on it: no worker is missing',
    floors: [5, 5, 5],
    lags: [5, 5, 5],
    each: { ...alone, pending: 0, ackPending: 5, delivered: 10 },
    is: 'stalled',
  },
  {
    shows: 'reset, and exactly at its earlier position',
    floors: [900, 100, 900],
    lags: [5, 805, 5],
    is: 'ok',
  },
  {
    shows: 'a consumer that does not answer, and was behind: no leader',
    floors: [10, 20, 30],
    lags: [100, 90, 80],
    now: 600,
    is: 'stopped',
  },
  {
    shows: 'too few snapshots, but there is progress',
    floors: [10, 20],
    lags: [100, 150],
    minimumSnapshots: 3,
    is: 'ok',
  },
  {
    shows: 'every event failed and is scheduled for later; none was applied in the window',
    floors: [20, 20, 20],
    lags: [20, 20, 20],
    each: queued(20, 0, 20),
    is: 'failing',
  },
  {
    shows: 'some events are scheduled for later, while others are applied',
    floors: [20, 20, 20],
    lags: [20, 20, 20],
    each: [queued(20, 0, 20), queued(20, 40, 20), queued(20, 80, 20)],
    is: 'ok',
  },
  {
    shows: 'more attempts fail than events are applied',
    floors: [20, 20, 20],
    lags: [20, 20, 20],
    each: [queued(20, 0, 0), queued(20, 5, 10), queued(20, 9, 30)],
    is: 'failing',
  },
  {
    shows: 'everything becomes a dead letter: nothing is unapplied, and nothing was applied',
    floors: [20, 20, 20],
    lags: [0, 0, 0],
    each: [queued(0, 0, 0), queued(0, 0, 10), queued(0, 0, 20)],
    is: 'failing',
  },
  {
    shows: 'one dead letter is no failing projection',
    floors: [20, 20, 20],
    lags: [0, 0, 0],
    each: [queued(0, 0, 0), queued(0, 0, 0), queued(0, 0, 1)],
    is: 'ok',
  },
  {
    shows: 'its workers limit their dead letters, because most events fail',
    floors: [20, 20],
    lags: [5, 5],
    each: [
      { ...queued(5, 900, 20), braked: true },
      { ...queued(5, 950, 20), braked: true },
    ],
    minimumSnapshots: 3,
    is: 'failing',
  },
  {
    shows: 'events are scheduled for later, and the watch has just begun',
    floors: [20],
    lags: [20],
    each: queued(20, null, null),
    minimumSnapshots: 3,
    is: 'unknown',
  },
  {
    shows: 'events are scheduled for later, no worker reports counts, and the queue never shrinks',
    floors: [20, 20, 20],
    lags: [20, 21, 21],
    each: [queued(20, null, null), queued(21, null, null), queued(21, null, null)],
    is: 'failing',
  },
  {
    shows: 'events are scheduled for later and no worker is connected',
    floors: [20, 20, 20],
    lags: [20, 20, 20],
    each: { ...queued(20, 0, 0), workers: 0, waiting: 0 },
    is: 'no-worker',
  },
  {
    shows: 'a generation that waits for the previous one: its events are pending, and no worker is missing',
    floors: [0, 0, 0],
    lags: [20, 20, 20],
    each: alone,
    isAwaited: true,
    is: 'ok',
  },
];

function windowOf(one: Case): ConsumerWindow {
  const snapshots = one.floors.map((ackFloor, n): ConsumerSnapshot => {
    const lag = one.lags[n]!;
    const rest = Array.isArray(one.each) ? one.each[n] : one.each;
    const ackPending = rest?.ackPending ?? 0;
    return {
      at: one.at?.[n] ?? (n + 1) * 100_000,
      ackFloor,
      delivered: ackFloor,
      logEnd: ackFloor + lag,
      lag,
      pending: Math.max(0, lag - ackPending),
      ackPending,
      maxAckPending: null,
      waiting: 1,
      paused: false,
      allowedLag: one.allowedLag ?? 0,
      workers: null,
      storeDown: false,
      scheduled: 0,
      applied: null,
      failed: null,
      braked: false,
      ...rest,
    };
  });
  const newest = snapshots.at(-1);
  return {
    snapshots,
    exists: one.exists ?? true,
    logEnds: one.logEnds ?? snapshots.map(({ logEnd }) => logEnd),
    lag: one.lag ?? newest?.lag ?? 0,
    now: one.now === undefined ? (newest?.at ?? 0) : one.now * 1000,
    minimumSnapshots: one.minimumSnapshots ?? Math.min(3, snapshots.length),
    failingFrom: 10,
    isAwaited: one.isAwaited ?? false,
  };
}

const runbook = readFileSync(new URL('../../../../docs/runbook.md', import.meta.url), 'utf8');
const anchors = new Set(
  [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!.toLowerCase().replace(':', '').replaceAll(' ', '-'),
  ),
);

for (const one of [...burrow, ...ours]) {
  test(`${one.is}: ${one.shows}`, () => {
    const window = windowOf(one);
    assert.equal(evaluateStatus(window), one.is);
    const said = describeStatus(one.is, window, {
      storeWhy: null,
      isOurs: true,
      lastWorker: null,
    });
    assert.match(said.why, /^[A-Z0-9][^\n]+\.$/);
    assert.deepEqual(timesInText(said), []);
    assert.match(said.todo, /^[A-Z][^\n]+\.$/);
    assert.doesNotMatch(said.why, /NaN|undefined|null|Infinity/);
    const [, anchor] = said.runbook.split('#');
    assert.ok(anchors.has(anchor ?? ''), `${said.runbook} is no part of the runbook`);
  });
}
