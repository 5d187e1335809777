import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';

/** Where a consumer stood at a moment, by the server's own count. */
export interface ConsumerSnapshot {
  /** Unix ms. */
  at: number;
  /** Everything up to this sequence of its stream was answered for. */
  ackFloor: number;
  /** The newest sequence that was handed out. */
  delivered: number;
  /** The newest sequence of the stream. */
  logEnd: number;
  /** `pending + ackPending + scheduled`. */
  lag: number;
  /** Matching events that were never handed out. */
  pending: number;
  /** Events handed out and not answered for. */
  ackPending: number;
  /** Of the retry queue: events that wait for a time. No worker can get them before. */
  scheduled: number;
  /** How many may be handed out at once; null without a limit. */
  maxAckPending: number | null;
  /** Requests for events that wait at the server; for a push consumer 1 while somebody is subscribed. */
  waiting: number;
  paused: boolean;
  /** Up to here it isn't behind. */
  allowedLag: number;
  /** Workers on it that were heard of; null where none tells, or it was not listened for long enough. */
  workers: number | null;
  /** Whether all of those say that their store can't be used. */
  storeDown: boolean;
  /** Of the retry queue: events that the workers of its build applied, and attempts that failed, so far; null where unknown. */
  applied: number | null;
  failed: number | null;
  /** Whether those workers limit their dead letters, because most events fail. */
  braked: boolean;
}

/** What a status is judged by. */
export interface ConsumerWindow {
  /** The oldest first. Empty for a consumer that is gone, or was never seen. */
  samples: readonly ConsumerSnapshot[];
  /** False once the server says that there is no such consumer. */
  exists: boolean;
  /** Ends of the log that were seen lately, also where the consumer itself did not answer. */
  logEnds: readonly number[];
  /** Its lag by the newest end of the log. */
  lag: number;
  /** Unix ms. */
  now: number;
  /** With fewer samples nothing is said that takes a window to know. */
  minimumSamples: number;
  /** From how many failed attempts in the window on more failures than successes are a status. */
  failingFrom: number;
  /** Its stream waits for an earlier generation: it has no consumer yet. */
  isAwaited: boolean;
}

/**
 * The status of a consumer, by a window of samples. The states that the server and the workers tell come first, then the
 * rules of LinkedIn's Burrow as they are (core/internal/evaluator/caching.go), in their order:
 *
 *   unknown ► paused ► waiting-for-store ► no-worker ► failing ► saturated ► head-blocked
 *     ► ok (lag allowed) ► stopped ► rewind ► ok (lag allowed once in the window) ► stalled ► warn ► ok
 *
 * OK needs proof: nothing is unapplied, or something moved. In a window too short to judge by, a lag without any progress is
 * unknown; Burrow's `minimum-complete` would say OK.
 */
export function evaluateStatus(window: ConsumerWindow): ConsumerStatus {
  const { samples, lag } = window;
  const newest = samples.at(-1);
  if (!newest || !window.exists) return 'unknown';
  if (newest.paused) return 'paused';
  if (newest.storeDown) return 'waiting-for-store';
  const isWhole = samples.length >= window.minimumSamples;
  if (window.isAwaited) return 'ok';
  if (lag > newest.allowedLag && isWithoutWorker(samples, isWhole)) return 'no-worker';
  if (isFailing(window, isWhole)) return 'failing';
  if (isWhole && isSaturated(samples)) return 'saturated';
  if (isWhole && isHeadBlocked(samples)) return 'head-blocked';
  // What is scheduled can't be fetched yet: no worker is slow for it.
  if (lag - newest.scheduled <= newest.allowedLag)
    return isWhole || lag <= newest.allowedLag || appliedIn(samples) > 0 ? 'ok' : 'unknown';
  if (!isWhole) return isUnmoved(samples) && appliedIn(samples) === 0 ? 'unknown' : 'ok';
  if (isStopped(samples, window.now) && !wasRecentlyThrough(newest, window.logEnds)) return 'stopped';
  if (isRewound(samples)) return 'rewind';
  if (samples.some((snapshot) => fetchable(snapshot) <= snapshot.allowedLag)) return 'ok';
  if (isUnmoved(samples)) return 'stalled';
  if (neverFalls(samples)) return 'warn';
  return 'ok';
}

/**
 * Workers of ours tell that they are there: silence is enough. Of others it is known only that nobody asked for what
 * there is, in the whole window; what was handed out all may be worked on still.
 */
function isWithoutWorker(samples: readonly ConsumerSnapshot[], isWhole: boolean): boolean {
  const newest = samples.at(-1)!;
  if (newest.workers !== null) return newest.workers === 0 && newest.waiting === 0;
  const [oldest] = samples;
  return (
    isWhole &&
    newest.pending > 0 &&
    newest.delivered === oldest!.delivered &&
    samples.every(({ waiting, workers }) => waiting === 0 && workers === null)
  );
}

const isSaturated = (samples: readonly ConsumerSnapshot[]): boolean =>
  samples.every(({ ackPending, maxAckPending }) => maxAckPending !== null && ackPending >= maxAckPending);

/** What comes after the oldest event is answered for, and it is not: deliveries go on, and what is held does not rise. */
const isHeadBlocked = (samples: readonly ConsumerSnapshot[]): boolean =>
  samples.at(-1)!.ackPending > 0 &&
  isUnmoved(samples) &&
  samples.some((snapshot, n) => {
    const before = samples[n - 1];
    return before && snapshot.delivered > before.delivered && snapshot.ackPending <= before.ackPending;
  });

/** Burrow's rule 3: nothing was heard of it for longer than it was watched, strictly. */
function isStopped(samples: readonly ConsumerSnapshot[], now: number): boolean {
  const newest = samples.at(-1)!.at;
  // By a clock that was set back in the window the span is less than nothing.
  return now - newest > Math.max(0, newest - samples[0]!.at);
}

/** It was through a moment ago: what has come since may still be fetched. */
const wasRecentlyThrough = (newest: ConsumerSnapshot, logEnds: readonly number[]): boolean =>
  logEnds.some((end) => end <= newest.ackFloor);

/** Burrow's rule 2: it went back, and has not come to where it was. */
function isRewound(samples: readonly ConsumerSnapshot[]): boolean {
  const back = samples.findIndex((snapshot, n) => n > 0 && snapshot.ackFloor < samples[n - 1]!.ackFloor);
  if (back < 0) return false;
  const reached = samples[back - 1]!.ackFloor;
  return !samples.slice(back).some(({ ackFloor }) => ackFloor >= reached);
}

/** Burrow's rule 4. */
const isUnmoved = (samples: readonly ConsumerSnapshot[]): boolean =>
  samples.every(({ ackFloor }) => ackFloor === samples[0]!.ackFloor);

/** Burrow's rule 5. */
const neverFalls = (samples: readonly ConsumerSnapshot[]): boolean =>
  samples.every((snapshot, n) => n === 0 || fetchable(snapshot) >= fetchable(samples[n - 1]!));

/** What a worker could fetch, or has. */
const fetchable = ({ lag, scheduled }: ConsumerSnapshot): number => lag - scheduled;

/** How many events were applied within the window; 0 where nobody reports it. */
const appliedIn = (samples: readonly ConsumerSnapshot[]): number => riseOf(samples, 'applied') ?? 0;

/** How much a count rose within the window; null where it isn't known. */
export function riseOf(samples: readonly ConsumerSnapshot[], of: 'applied' | 'failed'): number | null {
  const known = samples.flatMap((snapshot) => snapshot[of] ?? []);
  return known.length === 0 ? null : Math.max(0, known.at(-1)! - known[0]!);
}

/**
 * Events fail and nothing, or less than what fails, is applied: the workers limit their dead letters; or more attempts failed
 * in the window than events were applied; or events wait to be tried again and none at all was applied.
 */
function isFailing({ samples, failingFrom }: ConsumerWindow, isWhole: boolean): boolean {
  const newest = samples.at(-1)!;
  if (newest.braked) return true;
  const [applied, failed] = [riseOf(samples, 'applied'), riseOf(samples, 'failed')];
  if (applied !== null && failed !== null && failed >= failingFrom && failed > applied) return true;
  if (!isWhole || newest.scheduled === 0 || newest.lag <= newest.allowedLag) return false;
  if (applied !== null) return applied === 0;
  // Where no worker reports what it does, a queue that never gets shorter is all there is to go by.
  return samples.every(({ lag }, n) => lag > 0 && (n === 0 || lag >= samples[n - 1]!.lag));
}
