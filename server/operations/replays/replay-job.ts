import type { Operation, ReplayOutcome, ReplayPace } from '../../../contracts/operation.ts';
import type { ReplayState } from '../../../contracts/replay.ts';

/**
 * A replay, as its actions in OPERATIONS define it:
 *
 *   creating ─all parts─► running ◄─resumed── paused        finished: every dead letter sent has its outcome,
 *                           │ └─paused (a person,     ▲     and, unless it was cancelled, every dead letter was sent
 *                           │   the canary, failures)─┘
 *                           └─cancelled─► cancelled ─the rest under way has ended─► finished
 *
 *   a dead letter:  waiting ─sending─► under way ─outcome─► ended        or waiting ─outcome: skipped, proven before─► ended
 */
export interface ReplayJob {
  replayId: string;
  /** The subject's newest sequence: what the next action must expect. */
  lastSequence: number;
  title: string;
  createdBy: string;
  createdAt: string;
  requestId: string;
  reason: string | null;
  override: boolean;
  pace: ReplayPace;
  count: number;
  parts: number;
  partsSeen: number;
  deadLetterIds: string[];
  idSet: Set<string>;
  underWay: Set<string>;
  outcomes: Map<string, ReplayOutcome>;
  /** How many of each outcome. */
  tally: Record<ReplayOutcome['outcome'], number>;
  state: ReplayState;
  why: string | null;
  /** What paused it, while it is paused. */
  pausedBy: 'person' | 'canary' | 'failures' | null;
  finishedAt: string | null;
  /** Unix ms: when it last began to send after a pause; null before that. */
  sendingSince: number | null;
  /** Unix ms: when the last dead letter ended. */
  lastEndedAt: number;
  /** How many have ended since the last resume: these decide whether it pauses for failures. */
  endedSinceResume: number;
  failedSinceResume: number;
  /** In flight at the last resume: the operator who resumed knew that these may fail. */
  sentBeforeResume: Set<string>;
  /** Whether the pause after the canary has ended. */
  heldAfterCanary: boolean;
  /** When dead letters were sent, Unix ms, and how many; the last seconds only. */
  sends: { at: number; count: number }[];
  /** The actions of people, and stops, oldest first. */
  actions: { at: string; actor: string; kind: string; reason: string | null }[];
  requests: Set<string>;
}

type ReplayOperation = Extract<Operation, { target: 'replay' }>;

const SENDS_KEPT_MS = 2_000;
/** With nothing under way for this long it was idle, as while the store was down; the time between two rounds is shorter. */
const IDLE_MS = 3_000;
/** The actor of the pipeline's own actions. */
export const PIPELINE = 'waybill';
/** Why it pauses after the canary. The pause is recognized by these words when the log is read again. */
export const heldAfterFirst = (count: number): string =>
  `The first ${count} have ended. The replay waits for a person.`;

const isHold = (why: string): boolean =>
  /^The first \d+ have ended\. The replay waits for a person\.$/.test(why);

/** The job after one more action. An impossible action, such as one on a job that was never begun, changes nothing. */
export function foldReplay(
  job: ReplayJob | undefined,
  action: ReplayOperation,
  sequence: number,
): ReplayJob | undefined {
  if (action.kind === 'replay-created') return foldCreated(job, action, sequence);
  if (!job) return undefined;
  job.lastSequence = sequence;
  job.requests.add(action.requestId);
  switch (action.kind) {
    case 'replay-sending':
      foldStart(job, Date.parse(action.at));
      for (const deadLetterId of action.deadLetterIds)
        if (!job.outcomes.has(deadLetterId)) job.underWay.add(deadLetterId);
      foldSend(job, Date.parse(action.at), action.deadLetterIds.length);
      return job;
    case 'replay-outcomes':
      for (const outcome of action.outcomes) foldOutcome(job, outcome);
      return job;
    case 'replay-finished':
      job.finishedAt = action.at;
      if (job.state !== 'cancelled') job.state = 'finished';
      job.why = null;
      job.pausedBy = null;
      return job;
    default:
      job.actions.push({
        at: action.at,
        actor: action.actor,
        kind: action.kind,
        reason: reasonOf(action),
      });
  }
  if (job.finishedAt) return job;
  if (action.kind === 'replay-paused' && job.state === 'running') {
    job.state = 'paused';
    job.why = action.why;
    const held = isHold(job.why);
    job.pausedBy = action.actor !== PIPELINE ? 'person' : held ? 'canary' : 'failures';
    if (held) job.heldAfterCanary = true;
  } else if (action.kind === 'replay-resumed' && job.state === 'paused') {
    // An operator who resumes after failures has seen the canary: another pause for it would send nothing.
    if (job.pausedBy === 'failures' && isCanarySent(job)) job.heldAfterCanary = true;
    job.state = 'running';
    job.why = null;
    job.pausedBy = null;
    job.sendingSince = Date.parse(action.at);
    job.endedSinceResume = 0;
    job.failedSinceResume = 0;
    job.sentBeforeResume = new Set(job.underWay);
  } else if (action.kind === 'replay-cancelled') {
    job.state = 'cancelled';
    job.why = action.reason;
    job.pausedBy = null;
  }
  return job;
}

const isCanarySent = ({ pace, deadLetterIds, outcomes, underWay }: ReplayJob): boolean =>
  outcomes.size + underWay.size >= Math.min(pace.canary, deadLetterIds.length);

/** The pipeline gives no reason besides why it paused. */
const reasonOf = (action: ReplayOperation): string | null =>
  action.reason ?? (action.kind === 'replay-paused' && action.actor === PIPELINE ? action.why : null);

function foldCreated(
  job: ReplayJob | undefined,
  action: Extract<ReplayOperation, { kind: 'replay-created' }>,
  sequence: number,
): ReplayJob {
  const created = job ?? newJob(action);
  created.lastSequence = sequence;
  if (action.part !== created.partsSeen + 1) return created;
  created.partsSeen += 1;
  for (const deadLetterId of action.deadLetterIds) {
    created.deadLetterIds.push(deadLetterId);
    created.idSet.add(deadLetterId);
  }
  if (created.partsSeen === created.parts && created.state === 'creating') created.state = 'running';
  return created;
}

const newJob = (action: Extract<ReplayOperation, { kind: 'replay-created' }>): ReplayJob => ({
  replayId: action.replayId,
  lastSequence: 0,
  title: action.title,
  createdBy: action.actor,
  createdAt: action.at,
  requestId: action.requestId,
  reason: action.reason,
  override: action.override,
  pace: action.pace,
  count: action.count,
  parts: action.parts,
  partsSeen: 0,
  deadLetterIds: [],
  idSet: new Set(),
  underWay: new Set(),
  outcomes: new Map(),
  tally: { applied: 0, superseded: 0, rejected: 0, 'failed-again': 0, skipped: 0 },
  state: 'creating',
  why: null,
  pausedBy: null,
  finishedAt: null,
  sendingSince: null,
  lastEndedAt: 0,
  endedSinceResume: 0,
  failedSinceResume: 0,
  sentBeforeResume: new Set(),
  heldAfterCanary: false,
  sends: [],
  actions: [{ at: action.at, actor: action.actor, kind: action.kind, reason: action.reason }],
  requests: new Set([action.requestId]),
});

function foldStart(job: ReplayJob, at: number): void {
  const idleMs = at - Math.max(job.sendingSince ?? 0, job.lastEndedAt);
  if (job.underWay.size === 0 && idleMs > IDLE_MS) job.sendingSince = at;
  job.sendingSince ??= at;
}

function foldSend(job: ReplayJob, at: number, count: number): void {
  job.sends = job.sends.filter((send) => send.at > at - SENDS_KEPT_MS);
  job.sends.push({ at, count });
}

/** The first outcome of a dead letter is final: a second one could only come from a runner that had lost the lead. */
function foldOutcome(job: ReplayJob, outcome: ReplayOutcome): void {
  if (job.outcomes.has(outcome.deadLetterId)) return;
  job.outcomes.set(outcome.deadLetterId, outcome);
  job.tally[outcome.outcome] += 1;
  job.underWay.delete(outcome.deadLetterId);
  job.lastEndedAt = Math.max(job.lastEndedAt, Date.parse(outcome.at));
  if (job.sentBeforeResume.delete(outcome.deadLetterId) || outcome.outcome === 'skipped') return;
  job.endedSinceResume += 1;
  if (outcome.outcome === 'failed-again') job.failedSinceResume += 1;
}

/** Whether the replay still has work to do. */
export const isLive = (job: ReplayJob): boolean => job.finishedAt === null && job.state !== 'creating';
