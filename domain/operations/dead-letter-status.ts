import type { DeadLetterFailure, DeadLetterStep, Resolution } from '../../contracts/dead-letter-steps.ts';
import type { DeadLetterState } from '../../contracts/operation.ts';
import { decide, UNDECIDED } from './decisions.ts';

export interface DeadLetterStatus {
  state: DeadLetterState;
  /** When it reached this state, and who caused it; null for a worker. */
  since: string;
  changedBy: string | null;
  reason: string | null;
  assignee: string | null;
  ticket: string | null;
  note: { text: string; actor: string; at: string } | null;
  resolution: Resolution | null;
  /** The replay under way. */
  replayId: string | null;
  /** How often a failure opened it again. */
  reopened: number;
  /** The newest message of OPERATIONS about it; 0 if there is none. */
  revision: number;
}

/** An edit under way counts as a replay under way; ids of replays are UUIDs. */
const EDIT = 'edit';

interface Change {
  at: string;
  by: string | null;
  reason: string | null;
}

/**
 * The state of a dead letter, from its failures and the steps of OPERATIONS, each in stream order. `sent`: by a replay, or
 * in an edited form:
 *
 *              held                     sent                 applied, superseded, rejected, edited
 *   on-hold ◄────────► open ◄──────────────────► replaying ─────────────► resolved
 *            released   ▲ │ skipped, failed again                            │
 *                       │ └─discarded─► discarded ─restored─► (as before)    │
 *                       └──────── a failure (not of an edited one) ◄───────┘
 *
 * A replay in progress takes precedence over a resolution, a resolution over a discard, a discard over a hold. A failure
 * reopens a dead letter that was resolved without an operator. Only an action ends an operator's decision (a hold, a
 * discard, an edit): see `decisions.ts`, by which workers skip the same events. The result does not depend on the order
 * in which the two streams were read: their messages are ordered here by the log's clock, and within a replay by cause: a
 * failure in a replay comes after the dead letter was sent, and before the outcome that reports it. There must be at least
 * one failure.
 */
export function statusOfDeadLetter(
  failures: readonly DeadLetterFailure[],
  steps: readonly DeadLetterStep[],
): DeadLetterStatus {
  const first = failures[0]!;
  let decisions = UNDECIDED;
  let held: Change | undefined;
  let discarded: Change | undefined;
  let resolved: (Change & { resolution: Resolution }) | undefined;
  let opened: Change = { at: first.failedAt, by: null, reason: null };
  const replays = new Map<string, Change>();
  const known = { assignee: null as string | null, ticket: null as string | null };
  let note: DeadLetterStatus['note'] = null;
  let reopened = 0;

  const resolve = (change: Change, resolution: Resolution) => {
    resolved = { ...change, resolution };
  };

  const fail = (failure: DeadLetterFailure) => {
    if (failure.replayId !== null) replays.delete(failure.replayId);
    // An event that was replaced is not applied any more: a failure from before the edit says nothing.
    if (resolved?.resolution.how === 'edited') return;
    // A dead letter that fails again in a replay was open before it, and has been since then.
    const wasOpen = resolved === undefined;
    if (!wasOpen) reopened += 1;
    resolved = undefined;
    if (failure.replayId === null || !wasOpen) opened = { at: failure.failedAt, by: null, reason: null };
  };

  const step = ({ action, at, actor: by, reason }: DeadLetterStep) => {
    const change = { at, by, reason };
    decisions = decide(decisions, action);
    if (!decisions.held) held = undefined;
    if (!decisions.discarded) discarded = undefined;
    switch (action.kind) {
      case 'noted':
        note = { text: action.text, actor: by, at };
        return;
      case 'assigned':
        known.assignee = action.assignee;
        return;
      case 'ticket-linked':
        known.ticket = action.ticket;
        return;
      case 'held':
        held = change;
        return;
      case 'released':
        opened = change;
        return;
      case 'discarded':
        discarded = change;
        return;
      case 'restored':
        opened = change;
        return;
      case 'edit-begun':
        replays.set(EDIT, change);
        return;
      case 'edit-failed':
        replays.delete(EDIT);
        return;
      case 'edited':
        replays.delete(EDIT);
        return resolve(change, {
          how: 'edited',
          at,
          replayId: null,
          by: action.byEventId,
          byPosition: action.byPosition,
        });
      case 'proven':
        return resolve(change, { how: action.how, at, replayId: null, by: action.by, byPosition: null });
      case 'sent':
        replays.set(action.replayId, change);
        return;
      case 'replay-ended':
        replays.delete(action.replayId);
        return;
      case 'outcome': {
        replays.delete(action.replayId);
        const { outcome } = action;
        if (outcome.outcome === 'failed-again') return;
        if (outcome.outcome === 'skipped') return;
        return resolve(change, {
          how: outcome.outcome,
          at: outcome.at,
          replayId: action.replayId,
          by: outcome.outcome === 'superseded' ? outcome.by : null,
          byPosition: null,
        });
      }
    }
  };

  for (const each of inOrder(failures, steps)) {
    if ('action' in each) step(each);
    else fail(each);
  }

  const replay = [...replays].at(-1);
  const candidates: [DeadLetterState, Change | undefined][] = [
    ['replaying', replay?.[1]],
    ['resolved', resolved],
    ['discarded', discarded],
    ['on-hold', held],
    ['open', opened],
  ];
  const [state, change] = candidates.find((candidate) => candidate[1] !== undefined) as [
    DeadLetterState,
    Change,
  ];
  return {
    state,
    since: change.at,
    changedBy: change.by,
    reason: change.reason,
    ...known,
    note,
    resolution: resolved?.resolution ?? null,
    replayId: replay && replay[0] !== EDIT ? replay[0] : null,
    reopened,
    revision: steps.at(-1)?.sequence ?? 0,
  };
}

/** Merges both streams into one order, without changing the order within each. */
function inOrder(
  failures: readonly DeadLetterFailure[],
  steps: readonly DeadLetterStep[],
): (DeadLetterFailure | DeadLetterStep)[] {
  const merged: (DeadLetterFailure | DeadLetterStep)[] = [];
  let nextFailure = 0;
  let nextStep = 0;
  while (nextFailure < failures.length || nextStep < steps.length) {
    const failure = failures[nextFailure];
    const step = steps[nextStep];
    if (failure === undefined || (step !== undefined && stepComesFirst(failure, step))) {
      merged.push(step!);
      nextStep += 1;
    } else {
      merged.push(failure);
      nextFailure += 1;
    }
  }
  return merged;

  function stepComesFirst(failure: DeadLetterFailure, step: DeadLetterStep): boolean {
    // Only a failure in a replay was caused by something in the other stream.
    const waits = (id: string | null) =>
      id !== null &&
      steps.slice(nextStep).some(({ action }) => action.kind === 'sent' && action.replayId === id);
    if (waits(failure.replayId)) return true;
    const { action } = step;
    if (action.kind === 'outcome' || action.kind === 'replay-ended') {
      if (failures.slice(nextFailure).some(({ replayId }) => replayId === action.replayId)) return false;
    }
    return step.storedAt < failure.storedAt;
  }
}
