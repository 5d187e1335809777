import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';

/** Where a consumer stood at a moment, by the server's own count. */
export interface ConsumerSample {
  /** Unix ms. */
  at: number;
  /** Everything up to this sequence of its stream was answered for. */
  ackFloor: number;
  /** The newest sequence that was handed out. */
  delivered: number;
  /** The newest sequence of the stream. */
  logEnd: number;
  /** `pending + ackPending`. */
  lag: number;
  /** Matching events that were never handed out. */
  pending: number;
  /** Events handed out and not answered for. */
  ackPending: number;
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
}

/** What a status is judged by. */
export interface ConsumerWindow {
  /** The oldest first. Empty for a consumer that is gone, or was never seen. */
  samples: readonly ConsumerSample[];
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
}

/**
 * The status of a consumer, by a window of samples. The states that the server and the workers tell come first, then the
 * rules of LinkedIn's Burrow as they are (core/internal/evaluator/caching.go), in their order:
 *
 *   unknown ► paused ► waiting-for-store ► no-worker ► saturated ► head-blocked
 *     ► ok (lag allowed) ► stopped ► rewind ► ok (lag allowed once in the window) ► stalled ► warn ► ok
 *
 * A window too short to judge by is ok, as Burrow's `minimum-complete` has it: a watch that begins says nothing false.
 */
export function evaluateStatus(window: ConsumerWindow): ConsumerStatus {
  const { samples, lag } = window;
  const newest = samples.at(-1);
  if (!newest || !window.exists) return 'unknown';
  if (newest.paused) return 'paused';
  if (newest.storeDown) return 'waiting-for-store';
  const isWhole = samples.length >= window.minimumSamples;
  if (lag > newest.allowedLag && isWithoutWorker(samples, isWhole)) return 'no-worker';
  if (isWhole && isSaturated(samples)) return 'saturated';
  if (isWhole && isHeadBlocked(samples)) return 'head-blocked';
  if (lag <= newest.allowedLag || !isWhole) return 'ok';
  if (isStopped(samples, window.now) && !wasRecentlyThrough(newest, window.logEnds)) return 'stopped';
  if (isRewound(samples)) return 'rewind';
  if (samples.some((sample) => sample.lag <= sample.allowedLag)) return 'ok';
  if (isUnmoved(samples)) return 'stalled';
  if (neverFalls(samples)) return 'warn';
  return 'ok';
}

/**
 * Workers of ours tell that they are there: silence is enough. Of others it is known only that nobody asked for what
 * there is, in the whole window; what was handed out all may be worked on still.
 */
function isWithoutWorker(samples: readonly ConsumerSample[], isWhole: boolean): boolean {
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

const isSaturated = (samples: readonly ConsumerSample[]): boolean =>
  samples.every(({ ackPending, maxAckPending }) => maxAckPending !== null && ackPending >= maxAckPending);

/** What comes after the oldest event is answered for, and it is not: deliveries go on, and what is held does not rise. */
const isHeadBlocked = (samples: readonly ConsumerSample[]): boolean =>
  samples.at(-1)!.ackPending > 0 &&
  isUnmoved(samples) &&
  samples.some((sample, n) => {
    const before = samples[n - 1];
    return before && sample.delivered > before.delivered && sample.ackPending <= before.ackPending;
  });

/** Burrow's rule 3: nothing was heard of it for longer than it was watched, strictly. */
function isStopped(samples: readonly ConsumerSample[], now: number): boolean {
  const newest = samples.at(-1)!.at;
  // By a clock that was set back in the window the span is less than nothing.
  return now - newest > Math.max(0, newest - samples[0]!.at);
}

/** It was through a moment ago: what has come since may still be fetched. */
const wasRecentlyThrough = (newest: ConsumerSample, logEnds: readonly number[]): boolean =>
  logEnds.some((end) => end <= newest.ackFloor);

/** Burrow's rule 2: it went back, and has not come to where it was. */
function isRewound(samples: readonly ConsumerSample[]): boolean {
  const back = samples.findIndex((sample, n) => n > 0 && sample.ackFloor < samples[n - 1]!.ackFloor);
  if (back < 0) return false;
  const reached = samples[back - 1]!.ackFloor;
  return !samples.slice(back).some(({ ackFloor }) => ackFloor >= reached);
}

/** Burrow's rule 4. */
const isUnmoved = (samples: readonly ConsumerSample[]): boolean =>
  samples.every(({ ackFloor }) => ackFloor === samples[0]!.ackFloor);

/** Burrow's rule 5. */
const neverFalls = (samples: readonly ConsumerSample[]): boolean =>
  samples.every((sample, n) => n === 0 || sample.lag >= samples[n - 1]!.lag);
