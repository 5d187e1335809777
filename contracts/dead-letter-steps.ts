import type { DeadLetterAction, ReplayOutcome } from './operation.ts';

/** What the stream OPERATIONS says of one entry: an operator's act, or a step of a replay that concerns it. */
export interface DeadLetterStep {
  /** Of the message in OPERATIONS. */
  sequence: number;
  /** Unix ms: when the log stored it. */
  storedAt: number;
  /** ISO 8601, UTC: as the act says. */
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

/** One failure of an entry: a message in DEAD_LETTERS. */
export interface DeadLetterFailure {
  sequence: number;
  /** Unix ms: when the log stored it. */
  storedAt: number;
  /** ISO 8601, UTC. */
  failedAt: string;
  /** The replay it failed in. */
  replayId: string | null;
}

/** How an entry was put right. `by`: the version that superseded it, or the event that took its place. */
export interface Resolution {
  how: 'applied' | 'superseded' | 'rejected' | 'edited';
  at: string;
  replayId: string | null;
  by: string | null;
  byPosition: string | null;
}
