import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import { countOf, formatCount } from '../../../contracts/words/count.ts';
import { timeInWords } from '../../../contracts/words/duration.ts';
import { type ConsumerSnapshot, type ConsumerWindow, riseOf } from './evaluate-status.ts';

export interface StatusDescribed {
  /** One sentence, with the numbers. */
  why: string;
  /** One sentence. */
  todo: string;
  /** Where the runbook says more: a path within the documentation. */
  runbook: string;
}

/** What else is known of a consumer, for the sentences. */
export interface StatusDetails {
  /** Unix ms; null where it isn't known. */
  pausedUntil: number | null;
  /** What the workers say of their store. */
  storeWhy: string | null;
  /** Whether its workers send heartbeats. */
  isOurs: boolean;
}

const events = (count: number): string => countOf(count, 'event');
const waiting = (count: number): string => `${events(count)} ${count === 1 ? 'waits' : 'wait'}`;

type Say = (window: ConsumerWindow, newest: ConsumerSnapshot, details: StatusDetails) => string;

const spanOf = ({ samples }: ConsumerWindow): string =>
  timeInWords((samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0));

const why: Record<ConsumerStatus, Say> = {
  unknown: ({ exists, samples }, { lag }) => {
    if (!exists) return 'The consumer no longer exists on the server.';
    return samples.length === 0
      ? 'The server has not told yet where it stands.'
      : `${events(lag)} not applied yet, and no progress so far. Watched for too short a time to say more.`;
  },
  paused: (_, { lag }, { pausedUntil }) =>
    pausedUntil === null
      ? `It is paused, with ${events(lag)} waiting.`
      : `It is paused until ${new Date(pausedUntil).toISOString()}, with ${events(lag)} waiting.`,
  'waiting-for-store': (_, { lag }, { storeWhy }) =>
    `Its worker cannot use its store${storeWhy ? `: ${storeWhy.replace(/\.$/, '')}` : ''}. ${waiting(lag)} in the log.`,
  'no-worker': (window, { lag }, { isOurs }) =>
    isOurs
      ? `No worker is heard of and none asks for its events: ${waiting(lag)}.`
      : `Nobody has asked for its events for ${spanOf(window)}: ${waiting(lag)}.`,
  failing: (window, { lag, braked }) => {
    const [applied, failed] = [riseOf(window.samples, 'applied') ?? 0, riseOf(window.samples, 'failed') ?? 0];
    const queue = lag === 0 ? 'No event is in the retry queue' : `${events(lag)} in the retry queue`;
    if (failed > applied)
      return `${formatCount(failed)} of ${countOf(failed + applied, 'attempt')} failed in the last ${spanOf(window)}. ${queue}.`;
    return braked
      ? `Most events fail, so dead-lettering is limited. ${queue}.`
      : `No event was applied in the last ${spanOf(window)}. ${queue}.`;
  },
  saturated: (window, { ackPending, maxAckPending, lag }) =>
    `${formatCount(ackPending)} of ${formatCount(maxAckPending ?? 0)} events it may have handed out are not answered for, through ${spanOf(window)}: of ${events(lag)} no more is handed out.`,
  'head-blocked': (window, { ackFloor, delivered }) =>
    `Event ${formatCount(ackFloor + 1)} or the next of its own has not been answered for in ${spanOf(window)}, while events up to ${formatCount(delivered)} were handed out and answered.`,
  rewind: (_, { ackFloor, lag }) =>
    `It was set back, to ${formatCount(ackFloor)} now, and has not reached where it was: ${events(lag)} are to be processed, some of them again.`,
  stopped: ({ now, lag }, { at }) =>
    `The server has not told where it stands for ${timeInWords(now - at)}, and it was behind: about ${waiting(lag)}.`,
  stalled: (window, { ackFloor, pending, ackPending }) =>
    `It has stood at ${formatCount(ackFloor)} for ${spanOf(window)}: ${events(ackPending)} handed out and not answered for, ${formatCount(pending)} not handed out.`,
  warn: (window, { lag }) =>
    `It moves, but its lag has not fallen in ${spanOf(window)}: ${events(window.samples[0]?.lag ?? lag)} then, ${formatCount(lag)} now.`,
  ok: (window, { lag, allowedLag, scheduled }) => {
    if (window.isAwaited) return `${events(lag)} pending until the generation before is delivered.`;
    if (scheduled > 0) return `${events(lag)} in the retry queue, and other events are being applied.`;
    if (lag === 0) return 'It has answered for every event.';
    if (lag <= allowedLag) return `${events(lag)} behind, and ${formatCount(allowedLag)} are allowed.`;
    return `${events(lag)} behind, and getting through.`;
  },
};

const todo: Record<ConsumerStatus, string> = {
  unknown:
    'If the consumer was deleted, start its worker, which creates it again. Otherwise wait for the next readings.',
  paused: 'Resume it when the reason is gone; it also goes on by itself at that time.',
  'waiting-for-store': 'Bring the store back: the worker then goes on by itself, and nothing is lost.',
  failing:
    'Open the largest group of dead letters, or read the worker’s log. Fix the worker or its store; the retries then succeed.',
  'no-worker': 'Start the worker, or look in its log why it ended.',
  saturated: 'Look at what the worker waits for; more workers or a higher limit help only if it works.',
  'head-blocked':
    'Look at the oldest event and at the worker that holds it; a restart of that worker frees it.',
  rewind: 'Nothing if it was reset on purpose; else find out who did, and let it catch up.',
  stopped: 'See that the consumer has a leader and the log answers.',
  stalled: 'Look in the worker’s log: it is there, and answers for nothing.',
  warn: 'Add workers, or give the store more room, before the retention clock runs out.',
  ok: 'Nothing.',
};

/** Of a consumer that was OK and whose newest reading says otherwise: the status waits for a second reading, the numbers don't. */
export function describeUnconfirmed({ exists, lag }: ConsumerWindow): StatusDescribed {
  const facts = exists
    ? `${events(lag)} not applied yet`
    : 'The server says that there is no such consumer any more';
  return {
    why: `${facts}. The next reading decides whether it is still OK.`,
    todo: 'Wait for the next reading.',
    runbook: 'runbook.md#consumer-ok',
  };
}

/** Why a consumer has its status, and what to do about it. */
export function describeStatus(
  status: ConsumerStatus,
  window: ConsumerWindow,
  details: StatusDetails,
): StatusDescribed {
  const newest = window.samples.at(-1);
  return {
    why: newest ? why[status](window, newest, details) : why.unknown(window, NEVER_SEEN, details),
    todo: todo[status],
    runbook: `runbook.md#consumer-${status}`,
  };
}

const NEVER_SEEN: ConsumerSnapshot = {
  at: 0,
  ackFloor: 0,
  delivered: 0,
  logEnd: 0,
  lag: 0,
  pending: 0,
  ackPending: 0,
  maxAckPending: null,
  waiting: 0,
  paused: false,
  allowedLag: 0,
  workers: null,
  storeDown: false,
  scheduled: 0,
  applied: null,
  failed: null,
  braked: false,
};
