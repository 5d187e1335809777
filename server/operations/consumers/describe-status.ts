import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import { countOf, formatCount } from '../../../contracts/words/count.ts';
import { timeInWords } from '../../../contracts/words/duration.ts';
import type { LastWorker } from '../heartbeats/last-workers.ts';
import { noWorkerSentence } from '../heartbeats/no-worker.ts';
import { type ConsumerSnapshot, type ConsumerWindow, riseOf } from './evaluate-status.ts';

export interface StatusDescribed {
  /** One sentence, with the numbers. */
  why: string;
  /** One sentence. */
  todo: string;
  /** Where the runbook says more: a path within the documentation. */
  runbook: string;
}

/** Further facts about a consumer, for the sentences. */
interface StatusDetails {
  /** Why the workers can't use their store, in their words. */
  storeWhy: string | null;
  /** Whether its workers send heartbeats. */
  isOurs: boolean;
  /** The last one of them; null if none is known. */
  lastWorker: LastWorker | null;
}

const events = (count: number): string => countOf(count, 'event');
const pendingOf = (count: number): string => `${events(count)} pending`;

type Say = (window: ConsumerWindow, newest: ConsumerSnapshot, details: StatusDetails) => string;

const spanOf = ({ snapshots }: ConsumerWindow): string =>
  timeInWords((snapshots.at(-1)?.at ?? 0) - (snapshots[0]?.at ?? 0));

const why: Record<ConsumerStatus, Say> = {
  unknown: ({ exists, snapshots }, { lag }) => {
    if (!exists) return 'The consumer no longer exists on the server.';
    return snapshots.length === 0
      ? "The server has not reported the consumer's state yet."
      : `${events(lag)} not applied yet, and no progress so far. There are too few readings to say more.`;
  },
  paused: (_, { lag }) => `Paused. ${pendingOf(lag)}.`,
  'waiting-for-store': (_, { lag }, { storeWhy }) =>
    `The worker cannot use its store${storeWhy ? `: ${storeWhy.replace(/\.$/, '')}` : ''}. ${pendingOf(lag)} in the log.`,
  'no-worker': (window, { lag }, { isOurs, lastWorker }) =>
    isOurs
      ? `${noWorkerSentence(lastWorker)} ${pendingOf(lag)}.`
      : `No client has fetched events for ${spanOf(window)}. ${pendingOf(lag)}.`,
  failing: (window, { lag, braked }) => {
    const [applied, failed] = [
      riseOf(window.snapshots, 'applied') ?? 0,
      riseOf(window.snapshots, 'failed') ?? 0,
    ];
    const queue = lag === 0 ? 'No event is in the retry queue' : `${events(lag)} in the retry queue`;
    if (failed > applied)
      return `${formatCount(failed)} of ${countOf(failed + applied, 'attempt')} failed in the last ${spanOf(window)}. ${queue}.`;
    return braked
      ? `Most events fail, so dead-lettering is limited. ${queue}.`
      : `No event was applied in the last ${spanOf(window)}. ${queue}.`;
  },
  saturated: (window, { maxAckPending, lag }) =>
    `All ${formatCount(maxAckPending ?? 0)} ack-pending slots have been full for ${spanOf(window)}, so delivery has stopped. Lag: ${events(lag)}.`,
  'head-blocked': (window, { ackFloor, delivered }) =>
    `The oldest ack-pending event, ${formatCount(ackFloor + 1)} or later, has not been acknowledged for ${spanOf(window)}, while later events up to ${formatCount(delivered)} were delivered and acknowledged.`,
  rewind: (_, { ackFloor, lag }) =>
    `The consumer was moved back, to ${formatCount(ackFloor)} now, and has not caught up with its earlier position. ${events(lag)} unprocessed, some of them for the second time.`,
  stopped: ({ now, lag }, { at }) =>
    `The server has not reported the consumer's state for ${timeInWords(now - at)}. The consumer was behind then: about ${pendingOf(lag)}.`,
  stalled: (window, { ackFloor, pending, ackPending }) =>
    `Stalled at event ${formatCount(ackFloor)} for ${spanOf(window)}: ${events(ackPending)} ack pending, ${formatCount(pending)} pending.`,
  warn: (window, { lag }) =>
    `Events are processed, but the lag has not shrunk in ${spanOf(window)}: ${events(window.snapshots[0]?.lag ?? lag)} then, ${formatCount(lag)} now.`,
  ok: (window, { lag, allowedLag, scheduled }) => {
    if (window.isAwaited) return `${events(lag)} pending until the previous generation is delivered.`;
    if (scheduled > 0) return `${events(lag)} in the retry queue, and other events are being applied.`;
    if (lag === 0) return 'All events processed.';
    if (lag <= allowedLag) return `Lag: ${events(lag)}; ${formatCount(allowedLag)} allowed.`;
    return `Lag: ${events(lag)}, shrinking.`;
  },
};

const todo: Record<ConsumerStatus, string> = {
  unknown:
    'If the consumer was deleted, start its worker, which creates it again. Otherwise wait for the next readings.',
  paused:
    'Resume the consumer when the reason for the pause is resolved. It also resumes at the end of the pause without help.',
  'waiting-for-store': 'Bring the store back. The worker then resumes without help, and nothing is lost.',
  failing:
    'Open the largest group of dead letters, or read the worker’s log. Fix the worker or its store; the retries then succeed.',
  'no-worker': 'Start the worker, or read in its log why it ended.',
  saturated: 'Find out what the worker waits for. More workers or a higher limit help only if it works.',
  'head-blocked':
    'Look at the oldest event and at the worker that holds it. A restart of that worker releases the event.',
  rewind:
    'If the reset was intended, no action is needed. Otherwise find out who did it, and let the consumer catch up.',
  stopped: 'Check that the consumer has a leader and that the log answers.',
  stalled: 'Read the worker’s log: the worker is connected but acknowledges nothing.',
  warn: 'Add workers, or give the store more room, before events expire.',
  ok: 'No action needed.',
};

/**
 * For a consumer that was OK and whose newest reading says otherwise: the status waits for a second reading, the numbers don't.
 */
export function describeUnconfirmed({ exists, lag }: ConsumerWindow): StatusDescribed {
  const facts = exists
    ? `${events(lag)} not applied yet`
    : 'The server says that this consumer no longer exists';
  return {
    why: `${facts}. The next reading decides whether the status is still OK.`,
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
  const newest = window.snapshots.at(-1);
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
