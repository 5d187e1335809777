import { heldAfterFirst, type ReplayJob } from './replay-job.ts';

/** What the runner knows beside the job's acts. */
export interface Surroundings {
  /** Unix ms. */
  now: number;
  /** Why nothing can be applied now; null when the store answers. */
  storeDown: string | null;
  /** How many more may be under way, over all replays. */
  room: number;
  /** What must keep its order: entries of one aggregate are never under way together. */
  aggregateOf(entry: string): string | null;
  /** Aggregates with an entry under way, in any replay. */
  busy: ReadonlySet<string>;
}

export type Step =
  | { kind: 'wait'; why: string }
  | { kind: 'send'; entries: string[] }
  | { kind: 'pause'; why: string }
  | { kind: 'finish' };

const SECOND_MS = 1_000;
const UNDER_WAY = 'What was sent is under way: more is sent as it ends.';
/** A second's worth goes out in so many portions, not at once. */
const PORTIONS = 4;

/**
 * What is to be done next for a replay. It begins with the canary. Once that has ended as many may be under way as have
 * ended before, so the pace doubles by the round until the rate or the room is the limit; and it is derived from the
 * acts alone, so a restart goes on at the same pace.
 */
export function nextStep(job: ReplayJob, around: Surroundings): Step {
  if (job.finishedAt !== null) return { kind: 'wait', why: 'It is finished.' };
  if (job.state === 'creating') return { kind: 'wait', why: 'It is being created.' };
  const waiting = job.entries.length - job.outcomes.size - job.underWay.size;
  if (job.underWay.size === 0 && (waiting === 0 || job.state === 'cancelled')) return { kind: 'finish' };
  if (job.state !== 'running') return { kind: 'wait', why: job.why ?? job.state };
  const stop = stopFor(job);
  if (stop) return { kind: 'pause', why: stop };
  const canary = Math.min(job.pace.canary, job.entries.length);
  const inCanary = job.outcomes.size < canary;
  if (!inCanary && job.pace.holdAfterCanary && !job.heldAfterCanary && waiting > 0)
    return { kind: 'pause', why: heldAfterFirst(canary) };
  if (around.storeDown !== null) return { kind: 'wait', why: `The store can't be used: ${around.storeDown}` };
  const atOnce = Math.min(
    inCanary
      ? canary - job.outcomes.size - job.underWay.size
      : Math.max(canary, job.outcomes.size) - job.underWay.size,
    around.room,
  );
  if (atOnce <= 0) {
    const own = job.underWay.size > 0;
    return { kind: 'wait', why: own ? UNDER_WAY : 'Other replays are under way: it is sent as they end.' };
  }
  const allowed = Math.min(atOnce, rateLeft(job, around.now));
  if (allowed <= 0)
    return {
      kind: 'wait',
      why: `It keeps to its rate: at most ${job.pace.ratePerSecond} a second are sent.`,
    };
  const entries = pick(job, around, allowed);
  return entries.length > 0
    ? { kind: 'send', entries }
    : { kind: 'wait', why: 'The next of each aggregate waits for the one before it.' };
}

function stopFor(job: ReplayJob): string | undefined {
  const { failedSinceResume: failed, endedSinceResume: ended, pace } = job;
  if (failed < pace.stopAfterFailures || failed / ended < pace.stopAtFailureShare) return undefined;
  const share = Math.round((100 * failed) / ended);
  const limit = Math.round(100 * pace.stopAtFailureShare);
  return `It stopped itself: ${failed} of ${ended} failed again (${share} %, at ${limit} % it stops).`;
}

function rateLeft(job: ReplayJob, now: number): number {
  const portion = Math.max(1, Math.ceil(job.pace.ratePerSecond / PORTIONS));
  let second = 0;
  let quarter = 0;
  for (const { at, count } of job.sends) {
    // By the clock of whoever sent them: one that was ahead must not hold up its successor.
    const ago = Math.abs(now - at);
    if (ago < SECOND_MS) second += count;
    if (ago < SECOND_MS / PORTIONS) quarter += count;
  }
  return Math.min(job.pace.ratePerSecond - second, portion - quarter);
}

/** The first entries that wait, in the order of the set, one an aggregate. */
function pick(job: ReplayJob, around: Surroundings, allowed: number): string[] {
  const entries: string[] = [];
  const taken = new Set<string>();
  for (const entry of job.entries) {
    if (entries.length >= allowed) break;
    if (job.outcomes.has(entry) || job.underWay.has(entry)) continue;
    const aggregate = around.aggregateOf(entry);
    if (aggregate !== null) {
      if (taken.has(aggregate) || around.busy.has(aggregate)) continue;
      taken.add(aggregate);
    }
    entries.push(entry);
  }
  return entries;
}
