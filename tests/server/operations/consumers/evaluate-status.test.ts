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

interface Case {
  /** What the case shows. */
  shows: string;
  /** One snapshot per step of 100 s: its floor, its lag, and other differences. */
  series: [floor: number, lag: number, rest?: Partial<ConsumerSnapshot>][];
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
    series: [
      [1000, 0],
      [2000, 50],
      [3000, 100],
      [4000, 150],
      [5000, 200],
    ],
    logEnds: [5200],
    now: 600,
    is: 'ok',
  },
  {
    shows: 'Burrow 1: not stopped, as long since the newest snapshot as the window is, and no longer',
    series: [
      [1000, 0],
      [2000, 50],
      [3000, 100],
      [4000, 150],
      [5000, 200],
    ],
    logEnds: [5200],
    now: 900,
    is: 'ok',
  },
  {
    shows: 'Burrow 2: stopped, although the lag was zero at the start',
    series: [
      [1000, 0],
      [2000, 50],
      [3000, 100],
      [4000, 150],
      [5000, 200],
    ],
    logEnds: [5200],
    now: 1000,
    is: 'stopped',
  },
  {
    shows: 'Burrow 3: stopped, with lag throughout',
    series: [
      [1000, 50],
      [2000, 100],
      [3000, 150],
      [4000, 200],
      [5000, 250],
    ],
    logEnds: [5250],
    now: 1000,
    is: 'stopped',
  },
  {
    shows: 'Burrow 4: OK, unmoved but the lag was zero once',
    series: [
      [1000, 0],
      [1000, 50],
      [1000, 100],
      [1000, 150],
      [1000, 200],
    ],
    logEnds: [1200],
    now: 600,
    is: 'ok',
  },
  {
    shows: 'Burrow 5: stalled, the lag grows',
    series: [
      [1000, 100],
      [1000, 150],
      [1000, 200],
      [1000, 250],
      [1000, 300],
    ],
    logEnds: [1300],
    now: 600,
    is: 'stalled',
  },
  {
    shows: 'Burrow 6: stalled, the lag stays',
    series: [
      [1000, 100],
      [1000, 100],
      [1000, 100],
      [1000, 100],
      [1000, 100],
    ],
    logEnds: [1100],
    now: 600,
    is: 'stalled',
  },
  {
    shows: 'Burrow 7: OK, a rewind that was caught up',
    series: [
      [1000, 100],
      [2000, 150],
      [3000, 200],
      [2000, 1250],
      [4000, 300],
    ],
    logEnds: [4300],
    now: 600,
    is: 'ok',
  },
  {
    shows: 'Burrow 8: OK, no lag now, although it would be stopped by the times',
    series: [
      [1000, 50],
      [2000, 100],
      [3000, 150],
      [4000, 200],
      [5000, 250],
    ],
    logEnds: [5250],
    lag: 0,
    now: 1000,
    is: 'ok',
  },
  {
    shows: 'Burrow 9 (#290): stopped, no lag in any snapshot, and new events since',
    series: Array.from({ length: 15 }, (_, n) => [792748079 + n, 0]),
    at: Array.from({ length: 15 }, (_, n) => 1512224618356 + n * 1000),
    logEnds: [792749024, 792749000, 792748800, 792748600, 792748500],
    lag: 931,
    now: 1512224650,
    is: 'stopped',
  },
  {
    shows: 'Burrow 10 (#303): OK, through within the recent ends of the log',
    series: Array.from({ length: 15 }, (_, n) => [792748079 + n, 0]),
    at: Array.from({ length: 15 }, (_, n) => 1512224618356 + n * 1000),
    logEnds: [792748094, 792748093, 792748093, 792748093],
    lag: 1,
    now: 1512224650,
    is: 'ok',
  },
  {
    shows: 'Burrow 12: OK, the lag is allowed, although it would be stopped by the times',
    series: [
      [1000, 2],
      [2000, 1],
      [2000, 1],
    ],
    logEnds: [2001],
    allowedLag: 1,
    now: 550,
    is: 'ok',
  },
  {
    shows: 'Burrow 13: as 5, with an allowed lag under every snapshot',
    series: [
      [1000, 100],
      [1000, 150],
      [1000, 200],
      [1000, 250],
      [1000, 300],
    ],
    logEnds: [1300],
    allowedLag: 99,
    now: 600,
    is: 'stalled',
  },
  {
    shows: 'Burrow 14: as 7, with an allowed lag under every snapshot',
    series: [
      [1000, 100],
      [2000, 150],
      [3000, 200],
      [2000, 1250],
      [4000, 300],
    ],
    logEnds: [4300],
    allowedLag: 99,
    now: 600,
    is: 'ok',
  },
  {
    shows: 'Burrow 15: a rewind that was not caught up',
    series: [
      [1000, 100],
      [2000, 150],
      [3000, 200],
      [2000, 1250],
      [2500, 300],
    ],
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
    series: [
      [1000, 50],
      [2000, 60],
      [3000, 50],
    ],
    at: [7_200_000, 7_205_000, 3_610_000],
    logEnds: [3050],
    is: 'ok',
  },
  { shows: 'no snapshot yet', series: [], is: 'unknown' },
  {
    shows: 'deleted, whatever it was before',
    series: [
      [5, 0],
      [6, 0],
    ],
    exists: false,
    is: 'unknown',
  },
  {
    shows: 'paused, also with a store that is down',
    series: [[5, 9, { paused: true, storeDown: true }]],
    is: 'paused',
  },
  { shows: 'paused without lag', series: [[5, 0, { paused: true }]], is: 'paused' },
  {
    shows: 'waiting for its store comes before its consequences',
    series: [
      [5, 700, { ...full, storeDown: true }],
      [5, 800, { ...full, storeDown: true }],
      [5, 900, { ...full, storeDown: true }],
    ],
    is: 'waiting-for-store',
  },
  {
    shows: 'the store is back: it catches up',
    series: [
      [5, 700, { storeDown: true }],
      [5, 800, { storeDown: true }],
      [400, 500],
    ],
    is: 'ok',
  },
  { shows: 'no heartbeat, no fetch: at once', series: [[5, 3, gone]], is: 'no-worker' },
  { shows: 'no heartbeat, and nothing to do', series: [[5, 0, gone]], is: 'ok' },
  { shows: 'no heartbeat, within the allowed lag', series: [[5, 3, gone]], allowedLag: 3, is: 'ok' },
  {
    shows: 'no heartbeat, but a client fetches events',
    series: [
      [5, 3, { workers: 0, waiting: 1 }],
      [6, 2, { workers: 0, waiting: 1 }],
      [7, 1, { workers: 0, waiting: 1 }],
    ],
    is: 'ok',
  },
  {
    shows: 'no fetch at the moment, but a worker is connected: it applies a batch',
    series: [
      [5, 30, { workers: 1, waiting: 0 }],
      [6, 29, { workers: 1, waiting: 0 }],
      [7, 28, { workers: 1, waiting: 0 }],
    ],
    is: 'ok',
  },
  {
    shows: 'another consumer: no fetch in the whole window',
    series: [
      [5, 3, alone],
      [5, 4, alone],
      [5, 5, alone],
    ],
    is: 'no-worker',
  },
  {
    shows: 'another consumer: a fetch within the window',
    series: [
      [5, 5, { ...alone, waiting: 1 }],
      [5, 4, alone],
      [5, 5, alone],
    ],
    is: 'stalled',
  },
  {
    shows: 'another consumer that fetches now and then is not without a worker',
    series: [
      [5, 5, alone],
      [8, 2, { ...alone, delivered: 8 }],
      [8, 5, { ...alone, delivered: 8 }],
    ],
    is: 'ok',
  },
  {
    shows: 'everything delivered, nothing acknowledged',
    series: [
      [0, 40, { pending: 0, ackPending: 40, delivered: 40 }],
      [0, 40, { pending: 0, ackPending: 40, delivered: 40 }],
      [0, 40, { pending: 0, ackPending: 40, delivered: 40 }],
    ],
    is: 'stalled',
  },
  {
    shows: 'ever more delivered, nothing acknowledged: a stall, for more than the head is affected',
    series: [
      [0, 100, { ackPending: 20, delivered: 20 }],
      [0, 100, { ackPending: 40, delivered: 40 }],
      [0, 100, { ackPending: 60, delivered: 60 }],
    ],
    is: 'stalled',
  },
  {
    shows: 'one stuck event: the others pass it',
    series: [
      [10, 1, { ackPending: 1, delivered: 40 }],
      [10, 3, { ackPending: 3, delivered: 60 }],
      [10, 1, { ackPending: 1, delivered: 80 }],
    ],
    is: 'head-blocked',
  },
  {
    shows: 'one stuck event, within the allowed lag: the oldest event’s age decides',
    series: [
      [10, 1, { ackPending: 1, delivered: 40 }],
      [10, 1, { ackPending: 1, delivered: 60 }],
      [10, 1, { ackPending: 1, delivered: 80 }],
    ],
    allowedLag: 100,
    is: 'head-blocked',
  },
  {
    shows: 'saturated: at the limit in every snapshot',
    series: [
      [10, 900, full],
      [10, 900, full],
      [10, 900, full],
    ],
    is: 'saturated',
  },
  {
    shows: 'saturated, although there is progress',
    series: [
      [10, 900, full],
      [20, 890, full],
      [30, 880, full],
    ],
    is: 'saturated',
  },
  {
    shows: 'at the limit, but not in every snapshot',
    series: [
      [10, 900, full],
      [20, 890, { ...full, ackPending: 499 }],
      [30, 880, full],
    ],
    is: 'ok',
  },
  {
    shows: 'without a limit it is never saturated',
    series: [
      [10, 900, { ackPending: 500 }],
      [20, 890, { ackPending: 500 }],
      [30, 880, { ackPending: 500 }],
    ],
    is: 'ok',
  },
  {
    shows: 'idle',
    series: [
      [50, 0],
      [50, 0],
      [50, 0],
    ],
    is: 'ok',
  },
  {
    shows: 'a filter that matches none of thousands: the floor stays, the log grows',
    series: [
      [50, 0, { logEnd: 1000 }],
      [50, 0, { logEnd: 5000 }],
      [50, 0, { logEnd: 9000 }],
    ],
    is: 'ok',
  },
  {
    shows: 'purged: the floor jumps, the lag is 0',
    series: [
      [50, 900, { logEnd: 950 }],
      [50, 950, { logEnd: 1000 }],
      [1000, 0, { logEnd: 1000 }],
    ],
    is: 'ok',
  },
  {
    shows: 'reset by hand, not caught up yet',
    series: [
      [900, 0],
      [100, 800],
      [300, 600],
    ],
    is: 'rewind',
  },
  {
    shows: 'reset, and caught up',
    series: [
      [900, 5],
      [100, 805],
      [950, 5],
    ],
    is: 'ok',
  },
  {
    shows: 'progress, and the lag grows',
    series: [
      [10, 100],
      [20, 150],
      [30, 200],
    ],
    is: 'warn',
  },
  {
    shows: 'progress, and the lag stays the same',
    series: [
      [10, 100],
      [20, 100],
      [30, 100],
    ],
    is: 'warn',
  },
  {
    shows: 'progress, and the lag shrank once',
    series: [
      [10, 100],
      [20, 150],
      [30, 149],
    ],
    is: 'ok',
  },
  {
    shows: 'too few snapshots, and no progress in them: OK would need proof',
    series: [
      [10, 100],
      [10, 150],
    ],
    minimumSnapshots: 3,
    is: 'unknown',
  },
  {
    shows: 'full, in too few snapshots',
    series: [
      [10, 900, full],
      [10, 900, full],
    ],
    minimumSnapshots: 3,
    is: 'unknown',
  },
  {
    shows: 'a head that may be blocked, in too few snapshots',
    series: [
      [10, 1, { ackPending: 1, delivered: 40 }],
      [10, 1, { ackPending: 1, delivered: 60 }],
    ],
    minimumSnapshots: 3,
    is: 'unknown',
  },
  {
    shows: 'a floor behind events that the server abandoned, and nothing ack pending: no blocked head',
    series: [
      [10, 0, { delivered: 40 }],
      [10, 0, { delivered: 60 }],
      [10, 0, { delivered: 80 }],
    ],
    is: 'ok',
  },
  {
    shows: 'another consumer with everything ack pending may work on it: no worker is missing',
    series: [
      [5, 5, { ...alone, pending: 0, ackPending: 5, delivered: 10 }],
      [5, 5, { ...alone, pending: 0, ackPending: 5, delivered: 10 }],
      [5, 5, { ...alone, pending: 0, ackPending: 5, delivered: 10 }],
    ],
    is: 'stalled',
  },
  {
    shows: 'reset, and exactly at its earlier position',
    series: [
      [900, 5],
      [100, 805],
      [900, 5],
    ],
    is: 'ok',
  },
  {
    shows: 'a consumer that does not answer, and was behind: no leader',
    series: [
      [10, 100],
      [20, 90],
      [30, 80],
    ],
    now: 600,
    is: 'stopped',
  },
  {
    shows: 'too few snapshots, but there is progress',
    series: [
      [10, 100],
      [20, 150],
    ],
    minimumSnapshots: 3,
    is: 'ok',
  },
  {
    shows: 'every event failed and is scheduled for later; none was applied in the window',
    series: [
      [20, 20, queued(20, 0, 20)],
      [20, 20, queued(20, 0, 20)],
      [20, 20, queued(20, 0, 20)],
    ],
    is: 'failing',
  },
  {
    shows: 'some events are scheduled for later, while others are applied',
    series: [
      [20, 20, queued(20, 0, 20)],
      [20, 20, queued(20, 40, 20)],
      [20, 20, queued(20, 80, 20)],
    ],
    is: 'ok',
  },
  {
    shows: 'more attempts fail than events are applied',
    series: [
      [20, 20, queued(20, 0, 0)],
      [20, 20, queued(20, 5, 10)],
      [20, 20, queued(20, 9, 30)],
    ],
    is: 'failing',
  },
  {
    shows: 'everything becomes a dead letter: nothing is unapplied, and nothing was applied',
    series: [
      [20, 0, queued(0, 0, 0)],
      [20, 0, queued(0, 0, 10)],
      [20, 0, queued(0, 0, 20)],
    ],
    is: 'failing',
  },
  {
    shows: 'one dead letter is no failing projection',
    series: [
      [20, 0, queued(0, 0, 0)],
      [20, 0, queued(0, 0, 0)],
      [20, 0, queued(0, 0, 1)],
    ],
    is: 'ok',
  },
  {
    shows: 'its workers limit their dead letters, because most events fail',
    series: [
      [20, 5, { ...queued(5, 900, 20), braked: true }],
      [20, 5, { ...queued(5, 950, 20), braked: true }],
    ],
    minimumSnapshots: 3,
    is: 'failing',
  },
  {
    shows: 'events are scheduled for later, and the watch has just begun',
    series: [[20, 20, queued(20, null, null)]],
    minimumSnapshots: 3,
    is: 'unknown',
  },
  {
    shows: 'events are scheduled for later, no worker reports counts, and the queue never shrinks',
    series: [
      [20, 20, queued(20, null, null)],
      [20, 21, queued(21, null, null)],
      [20, 21, queued(21, null, null)],
    ],
    is: 'failing',
  },
  {
    shows: 'events are scheduled for later and no worker is connected',
    series: [
      [20, 20, { ...queued(20, 0, 0), workers: 0, waiting: 0 }],
      [20, 20, { ...queued(20, 0, 0), workers: 0, waiting: 0 }],
      [20, 20, { ...queued(20, 0, 0), workers: 0, waiting: 0 }],
    ],
    is: 'no-worker',
  },
  {
    shows: 'a generation that waits for the previous one: its events are pending, and no worker is missing',
    series: [
      [0, 20, alone],
      [0, 20, alone],
      [0, 20, alone],
    ],
    isAwaited: true,
    is: 'ok',
  },
];

function windowOf(one: Case): ConsumerWindow {
  const snapshots = one.series.map(([ackFloor, lag, rest], n): ConsumerSnapshot => {
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
      pausedUntil: null,
      storeWhy: null,
      isOurs: true,
      lastWorker: null,
    });
    assert.match(said.why, /^[A-Z0-9][^\n]+\.$/);
    assert.match(said.todo, /^[A-Z][^\n]+\.$/);
    assert.doesNotMatch(said.why, /NaN|undefined|null|Infinity/);
    const [, anchor] = said.runbook.split('#');
    assert.ok(anchors.has(anchor ?? ''), `${said.runbook} is no part of the runbook`);
  });
}
