import type { Event } from './event.ts';

/**
 * The acts of operators, as they stand in the stream OPERATIONS: the audit trail, and the source of every state of a dead
 * letter that the letter itself does not tell. One message an act, on a subject of what it concerns:
 *
 *   operations.dead-letter.<consumer>.<position>   an act on one entry
 *   operations.group.<fingerprint>                 an act on a group
 *   operations.replay.<replayId>                   the life of a replay, its outcomes entry by entry included
 *   operations.consumer.<stream>.<consumer>        an act on a consumer
 *   operations.alert.<name>                        what the pipeline itself reported, and who looks after it
 *   operations.sample.<name>                       what the first run sent, broke or held, and let go
 *
 * Of two that act on the same subject at once one is first: each names the sequence it has seen there last
 * (`Nats-Expected-Last-Subject-Sequence`), and the second is told who was. The message id is the request's, so that a
 * retry after a timeout is the same act.
 */
export interface OperationBase {
  /** A UUIDv7. */
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  /** Who acted; `waybill` for the pipeline itself. */
  actor: string;
  /** Where the pipeline reports on a replay or an edit: the operator who began it. */
  onBehalfOf?: string;
  /** The client's own id for the request, by which a repetition is known. */
  requestId: string;
  reason: string | null;
}

/**
 * Of one dead letter. An edit is begun before its event is published, and holds it, so that whoever goes on after a crash
 * publishes the very same. `edited`: that event, caused by this one, was proven applied and took its place;
 * `edit-failed`: it was not, and the entry is open again. `proven`: the pipeline read in the read model what became of the event,
 * as after a rebuild that applied it; `by` is the version that superseded it.
 */
export type DeadLetterAction =
  | { kind: 'noted'; text: string }
  | { kind: 'assigned'; assignee: string | null }
  | { kind: 'ticket-linked'; ticket: string | null }
  | { kind: 'held' }
  | { kind: 'released' }
  | { kind: 'discarded' }
  | { kind: 'restored' }
  /** `remakes`: the id of the same edit's earlier event, which the log's closed generation never took. */
  | { kind: 'edit-begun'; event: Event; generation: number; partition: number; remakes?: string }
  | { kind: 'edited'; byEventId: string; byPosition: string }
  | { kind: 'edit-failed'; byEventId: string; why: string }
  | { kind: 'proven'; how: 'applied' | 'superseded' | 'rejected'; by: string | null };

export type GroupAction =
  | { kind: 'group-noted'; text: string }
  | { kind: 'group-assigned'; assignee: string | null }
  | { kind: 'group-ticket-linked'; ticket: string | null };

/** What became of one entry of a replay. `superseded`: applied, and a newer version has replaced it since. */
export type ReplayOutcome =
  | { entry: string; outcome: 'applied' | 'rejected'; at: string }
  | { entry: string; outcome: 'superseded'; at: string; by: string }
  | { entry: string; outcome: 'failed-again'; at: string; code: string }
  | { entry: string; outcome: 'skipped'; at: string; why: string };

export interface ReplayPace {
  /** How many entries are tried first, before the rest. */
  canary: number;
  /** Whether it holds after those and waits for a person. */
  holdAfterCanary: boolean;
  /** At most so many a second. */
  ratePerSecond: number;
  /** It stops itself when of those that have ended this share failed (0 to 1), and at least `stopAfterFailures` did. */
  stopAtFailureShare: number;
  stopAfterFailures: number;
}

export type ReplayAction =
  /** The set is frozen here, in as many of these as it takes (`part` of `parts`). */
  | {
      kind: 'replay-created';
      title: string;
      part: number;
      parts: number;
      count: number;
      entries: string[];
      pace: ReplayPace;
      /** True where the loop guard was overridden; the reason says why. */
      override: boolean;
    }
  | { kind: 'replay-paused'; why: string }
  | { kind: 'replay-resumed' }
  | { kind: 'replay-cancelled' }
  /** These were sent to RETRIES; written before they are, so that what was begun is known after a crash. */
  | { kind: 'replay-sending'; entries: string[] }
  | { kind: 'replay-outcomes'; outcomes: ReplayOutcome[] }
  | { kind: 'replay-finished' };

/** `until`: ISO 8601; the server goes on by itself then. A reset makes the consumer anew, at a position of its stream. */
export type ConsumerAction =
  | { kind: 'consumer-paused'; until: string }
  | { kind: 'consumer-resumed' }
  | { kind: 'consumer-reset'; from: number; to: number; again: number; skipped: number };

export const ALERT_SEVERITIES = ['warning', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/**
 * An alert that is raised again while it fires has become another one in degree only. `rule` and what follows it are
 * absent where a worker reports of itself. `alert-notified`: what became of telling whoever the webhook is for of an earlier
 * act, by its id; what has none has yet to be told.
 */
export type AlertAction =
  | {
      kind: 'alert-raised';
      detail: string;
      rule?: string;
      severity?: AlertSeverity;
      concerns?: { kind: string; name: string };
      touches?: string[];
      /** ISO 8601: when what it is about began, where the rule knows. */
      beganAt?: string;
      /** The cause in one word, where the rule knows several: a status. */
      cause?: string;
      /** Another occurrence before the alert cleared: since when it had been below its bound, and how often it came back. */
      again?: { quietSince: string; returns: number };
    }
  /** `quietSince`: since when it had not been so; `peak`: how bad it was at its worst. Absent where nobody could tell. */
  | {
      kind: 'alert-cleared';
      detail: string;
      quietSince?: string;
      peak?: { at: string; words: string };
    }
  | { kind: 'alert-acknowledged'; text: string | null }
  | {
      kind: 'alert-notified';
      action: string;
      outcome: 'delivered' | 'given-up';
      attempts: number;
      detail: string;
    };

/** What the first run offers. The request's id is the correlation id of the poison event that an act asks for. */
export type SampleAction =
  | { kind: 'samples-sent'; commands: number }
  | { kind: 'sample-poison-sent' }
  | { kind: 'sample-store-paused'; seconds: number }
  | { kind: 'sample-store-released' };
export type SampleTarget = 'traffic' | 'poison' | 'store';

export type Operation = OperationBase &
  (
    | (DeadLetterAction & { target: 'dead-letter'; entry: string })
    | (GroupAction & { target: 'group'; group: string })
    | (ReplayAction & { target: 'replay'; replayId: string })
    | (ConsumerAction & { target: 'consumer'; consumer: string; stream: string })
    | (AlertAction & { target: 'alert'; alert: string })
    | (SampleAction & { target: 'sample'; sample: SampleTarget })
  );

/** The states of a dead letter. */
export const DEAD_LETTER_STATES = ['open', 'replaying', 'resolved', 'discarded', 'on-hold'] as const;
export type DeadLetterState = (typeof DEAD_LETTER_STATES)[number];
