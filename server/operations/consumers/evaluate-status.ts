import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';

/** The state of a consumer at a moment, by the server's counts. */
export interface ConsumerSnapshot {
  /** Unix ms. */
  at: number;
  /** Every event up to this sequence of its stream is acknowledged. */
  ackFloor: number;
  /** The newest delivered sequence. */
  delivered: number;
  /** The newest sequence of the stream. */
  logEnd: number;
  /** `pending + ackPending + scheduled`. */
  lag: number;
  /** Matching events that were never delivered. */
  pending: number;
  /** Delivered and not acknowledged. */
  ackPending: number;
  /** In the retry queue: events scheduled for later. No worker can fetch them before. */
  scheduled: number;
  /** The limit of ack-pending events; null without a limit. */
  maxAckPending: number | null;
  /** Fetch requests waiting at the server; for a push consumer 1 while a client is subscribed. */
  waiting: number;
  paused: boolean;
  /** The lag up to which the consumer counts as current. */
  allowedLag: number;
  /** Its connected workers; null if none reports, or heartbeats were not received for long enough yet. */
  workers: number | null;
  /** Whether all of those report that they can't use their store. */
  storeDown: boolean;
  /** In the retry queue: events that the workers of its epoch applied, and attempts that failed, so far; null if unknown. */
  applied: number | null;
  failed: number | null;
  /** Whether those workers limit their dead letters, because most events fail. */
  braked: boolean;
}

/** The readings that decide a status. */
export interface ConsumerWindow {
  /** Oldest first. Empty for a deleted consumer, or one that was never read. */
  snapshots: readonly ConsumerSnapshot[];
  /** False once the server says that there is no such consumer. */
  exists: boolean;
  /** The recent ends of the log, even if the consumer itself did not answer. */
  logEnds: readonly number[];
  /** Its lag by the newest end of the log. */
  lag: number;
  /** Unix ms. */
  now: number;
  /** With fewer snapshots, nothing is said that needs a window. */
  minimumSnapshots: number;
  /** The number of failed attempts in the window from which more failures than successes make a status. */
  failingFrom: number;
  /** Its stream waits for an earlier generation: the consumer does not exist yet. */
  isAwaited: boolean;
}

/**
 * The status of a consumer, from a window of snapshots. The states that the server and the workers report come first, then
 * the rules of LinkedIn's Burrow unchanged (core/internal/evaluator/caching.go), in their order:
 *
 *   unknown ► paused ► waiting-for-store ► no-worker ► failing ► saturated ► head-blocked
 *     ► ok (lag allowed) ► stopped ► rewind ► ok (lag allowed once in the window) ► stalled ► warn ► ok
 *
 * OK needs proof: nothing is unapplied, or there was progress. In a window too short to judge by, a lag without any progress is
 * unknown; Burrow's `minimum-complete` would say OK.
 */
export function evaluateStatus(window: ConsumerWindow): ConsumerStatus {
  const { snapshots, lag } = window;
  const newest = snapshots.at(-1);
  if (!newest || !window.exists) return 'unknown';
  if (newest.paused) return 'paused';
  if (newest.storeDown) return 'waiting-for-store';
  const isWhole = snapshots.length >= window.minimumSnapshots;
  if (window.isAwaited) return 'ok';
  if (lag > newest.allowedLag && isWithoutWorker(snapshots, isWhole)) return 'no-worker';
  if (isFailing(window, isWhole)) return 'failing';
  if (isWhole && isSaturated(snapshots)) return 'saturated';
  if (isWhole && isHeadBlocked(snapshots)) return 'head-blocked';
  // Scheduled events can't be fetched yet, so no worker is slow for them.
  if (lag - newest.scheduled <= newest.allowedLag)
    return isWhole || lag <= newest.allowedLag || appliedIn(snapshots) > 0 ? 'ok' : 'unknown';
  if (!isWhole) return isUnmoved(snapshots) && appliedIn(snapshots) === 0 ? 'unknown' : 'ok';
  if (isStopped(snapshots, window.now) && !wasRecentlyThrough(newest, window.logEnds)) return 'stopped';
  if (isRewound(snapshots)) return 'rewind';
  if (snapshots.some((snapshot) => fetchable(snapshot) <= snapshot.allowedLag)) return 'ok';
  if (isUnmoved(snapshots)) return 'stalled';
  if (neverShrinks(snapshots)) return 'warn';
  return 'ok';
}

/**
 * Waybill's workers send heartbeats, so silence is enough. For other consumers it is known only that no client fetched in the whole
 * window; a client may still be processing delivered events.
 */
function isWithoutWorker(snapshots: readonly ConsumerSnapshot[], isWhole: boolean): boolean {
  const newest = snapshots.at(-1)!;
  if (newest.workers !== null) return newest.workers === 0 && newest.waiting === 0;
  const [oldest] = snapshots;
  return (
    isWhole &&
    newest.pending > 0 &&
    newest.delivered === oldest!.delivered &&
    snapshots.every(({ waiting, workers }) => waiting === 0 && workers === null)
  );
}

const isSaturated = (snapshots: readonly ConsumerSnapshot[]): boolean =>
  snapshots.every(({ ackPending, maxAckPending }) => maxAckPending !== null && ackPending >= maxAckPending);

/** Later events are acknowledged and the oldest is not: deliveries continue, and the ack-pending count does not rise. */
const isHeadBlocked = (snapshots: readonly ConsumerSnapshot[]): boolean =>
  snapshots.at(-1)!.ackPending > 0 &&
  isUnmoved(snapshots) &&
  snapshots.some((snapshot, n) => {
    const before = snapshots[n - 1];
    return before && snapshot.delivered > before.delivered && snapshot.ackPending <= before.ackPending;
  });

/** Burrow's rule 3: the silence is longer than the watched window, strictly. */
function isStopped(snapshots: readonly ConsumerSnapshot[], now: number): boolean {
  const newest = snapshots.at(-1)!.at;
  // If the clock was set back within the window, the span is negative.
  return now - newest > Math.max(0, newest - snapshots[0]!.at);
}

/** The consumer was current a moment ago: events stored since then may still be fetched. */
const wasRecentlyThrough = (newest: ConsumerSnapshot, logEnds: readonly number[]): boolean =>
  logEnds.some((end) => end <= newest.ackFloor);

/** Burrow's rule 2: the consumer went back, and has not reached its earlier position. */
function isRewound(snapshots: readonly ConsumerSnapshot[]): boolean {
  const back = snapshots.findIndex((snapshot, n) => n > 0 && snapshot.ackFloor < snapshots[n - 1]!.ackFloor);
  if (back < 0) return false;
  const reached = snapshots[back - 1]!.ackFloor;
  return !snapshots.slice(back).some(({ ackFloor }) => ackFloor >= reached);
}

/** Burrow's rule 4. */
const isUnmoved = (snapshots: readonly ConsumerSnapshot[]): boolean =>
  snapshots.every(({ ackFloor }) => ackFloor === snapshots[0]!.ackFloor);

/** Burrow's rule 5. */
const neverShrinks = (snapshots: readonly ConsumerSnapshot[]): boolean =>
  snapshots.every((snapshot, n) => n === 0 || fetchable(snapshot) >= fetchable(snapshots[n - 1]!));

/** What a worker could fetch, or has. */
const fetchable = ({ lag, scheduled }: ConsumerSnapshot): number => lag - scheduled;

/** How many events were applied within the window; 0 if no worker reports it. */
const appliedIn = (snapshots: readonly ConsumerSnapshot[]): number => riseOf(snapshots, 'applied') ?? 0;

/** How much a count rose within the window; null if it is unknown. */
export function riseOf(snapshots: readonly ConsumerSnapshot[], of: 'applied' | 'failed'): number | null {
  const known = snapshots.flatMap((snapshot) => snapshot[of] ?? []);
  return known.length === 0 ? null : Math.max(0, known.at(-1)! - known[0]!);
}

/**
 * Events fail, and fewer are applied than fail: the workers limit their dead letters; or more attempts failed in the window
 * than events were applied; or retries are waiting and none was applied.
 */
function isFailing({ snapshots, failingFrom }: ConsumerWindow, isWhole: boolean): boolean {
  const newest = snapshots.at(-1)!;
  if (newest.braked) return true;
  const [applied, failed] = [riseOf(snapshots, 'applied'), riseOf(snapshots, 'failed')];
  if (applied !== null && failed !== null && failed >= failingFrom && failed > applied) return true;
  if (!isWhole || newest.scheduled === 0 || newest.lag <= newest.allowedLag) return false;
  if (applied !== null) return applied === 0;
  // If no worker reports counts, a queue that never shrinks is the only evidence.
  return snapshots.every(({ lag }, n) => lag > 0 && (n === 0 || lag >= snapshots[n - 1]!.lag));
}
