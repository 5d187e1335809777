import { heldAfterFirst, type ReplayJob } from './replay-job.ts';

/** What the runner knows besides the job's actions. */
export interface Surroundings {
  /** Unix ms. */
  now: number;
  /** Why nothing can be applied now; null when the store answers. */
  storeDown: string | null;
  /** How many more may be under way, over all replays. */
  room: number;
  /** Identifies what must keep its order: two dead letters of one aggregate are never under way together. */
  aggregateOf(deadLetterId: string): string | null;
  /** Aggregates with a dead letter under way, in any replay. */
  busy: ReadonlySet<string>;
}

export type Step =
  | { kind: 'wait'; why: string }
  | { kind: 'send'; deadLetterIds: string[] }
  | { kind: 'pause'; why: string }
  | { kind: 'finish' };

const SECOND_MS = 1_000;
const UNDER_WAY = 'The sent dead letters are in flight; more are sent as these end.';
/** The dead letters of one second are sent in this many portions, not all at once. */
const PORTIONS = 4;

/**
 * The next step of a replay. It begins with the canary. After that, as many may be under way as have ended before, so the pace
 * doubles by the round until the rate, or the number allowed under way, is the limit. The pace is derived from the actions
 * alone, so a restart keeps the pace.
 */
export function nextStep(job: ReplayJob, around: Surroundings): Step {
  if (job.finishedAt !== null) return { kind: 'wait', why: 'The replay has finished.' };
  if (job.state === 'creating') return { kind: 'wait', why: 'The replay is being created.' };
  const waiting = job.deadLetterIds.length - job.outcomes.size - job.underWay.size;
  if (job.underWay.size === 0 && (waiting === 0 || job.state === 'cancelled')) return { kind: 'finish' };
  if (job.state !== 'running') return { kind: 'wait', why: job.why ?? job.state };
  const stop = stopFor(job);
  if (stop) return { kind: 'pause', why: stop };
  const canary = Math.min(job.pace.canary, job.deadLetterIds.length);
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
    return {
      kind: 'wait',
      why: own
        ? UNDER_WAY
        : 'Other replays use the whole limit of dead letters in flight. This one sends more as theirs end.',
    };
  }
  const allowed = Math.min(atOnce, rateLeft(job, around.now));
  if (allowed <= 0)
    return {
      kind: 'wait',
      why: `The rate limit is reached: at most ${job.pace.ratePerSecond} a second are sent.`,
    };
  const deadLetterIds = pick(job, around, allowed);
  return deadLetterIds.length > 0
    ? { kind: 'send', deadLetterIds }
    : { kind: 'wait', why: 'The next dead letter of each aggregate waits for the one before it.' };
}

function stopFor(job: ReplayJob): string | undefined {
  const { failedSinceResume: failed, endedSinceResume: ended, pace } = job;
  if (failed < pace.stopAfterFailures || failed / ended < pace.stopAtFailureShare) return undefined;
  const share = Math.round((100 * failed) / ended);
  const limit = Math.round(100 * pace.stopAtFailureShare);
  return `The replay stopped by itself: ${failed} of ${ended} failed again (${share} %; the limit is ${limit} %).`;
}

function rateLeft(job: ReplayJob, now: number): number {
  const portion = Math.max(1, Math.ceil(job.pace.ratePerSecond / PORTIONS));
  let second = 0;
  let quarter = 0;
  for (const { at, count } of job.sends) {
    // By the sender's clock: one that was fast must not delay its successor.
    const ago = Math.abs(now - at);
    if (ago < SECOND_MS) second += count;
    if (ago < SECOND_MS / PORTIONS) quarter += count;
  }
  return Math.min(job.pace.ratePerSecond - second, portion - quarter);
}

/** The first waiting dead letters, in the order of the set, one per aggregate. */
function pick(job: ReplayJob, around: Surroundings, allowed: number): string[] {
  const deadLetterIds: string[] = [];
  const taken = new Set<string>();
  for (const deadLetterId of job.deadLetterIds) {
    if (deadLetterIds.length >= allowed) break;
    if (job.outcomes.has(deadLetterId) || job.underWay.has(deadLetterId)) continue;
    const aggregate = around.aggregateOf(deadLetterId);
    if (aggregate !== null) {
      if (taken.has(aggregate) || around.busy.has(aggregate)) continue;
      taken.add(aggregate);
    }
    deadLetterIds.push(deadLetterId);
  }
  return deadLetterIds;
}
