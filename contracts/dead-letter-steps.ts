import type { DeadLetterAction, ReplayOutcome } from './operation.ts';

/** A record of OPERATIONS about one dead letter: an operator's action, or a step of a replay that includes it. */
export interface DeadLetterStep {
  /** The sequence of the message in OPERATIONS. */
  sequence: number;
  /** Unix ms: when the log stored it. */
  storedAt: number;
  /** ISO 8601, UTC: as the action says. */
  at: string;
  /** Where the pipeline reports on a replay or an edit: the operator who began it. */
  actor: string;
  reason: string | null;
  action:
    | DeadLetterAction
    | { kind: 'sent'; replayId: string }
    | { kind: 'outcome'; replayId: string; outcome: ReplayOutcome }
    | { kind: 'replay-ended'; replayId: string };
}

/** One failure of an event: a message in DEAD_LETTERS. */
export interface DeadLetterFailure {
  sequence: number;
  /** Unix ms: when the log stored it. */
  storedAt: number;
  /** ISO 8601, UTC. */
  failedAt: string;
  /** The replay it failed in. */
  replayId: string | null;
}

/** How a dead letter was resolved. `by`: the version that superseded it, or the event that replaced it. */
export interface Resolution {
  how: 'applied' | 'superseded' | 'rejected' | 'edited';
  at: string;
  replayId: string | null;
  by: string | null;
  byPosition: string | null;
}
