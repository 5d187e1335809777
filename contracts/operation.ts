import type { Event } from './event.ts';
import type { Role, Scope } from './permissions.ts';

/**
 * The actions of operators, in the stream OPERATIONS: the audit log, and the source of every dead-letter state that
 * DEAD_LETTERS does not record. One message per action, on a subject named after its target:
 *
 *   operations.dead-letter.<consumer>.<position>   an action on one dead letter
 *   operations.group.<fingerprint>                 an action on a group
 *   operations.replay.<replayId>                   the life of a replay, with the outcome of every dead letter
 *   operations.consumer.<stream>.<consumer>        an action on a consumer
 *   operations.alert.<name>                        what the pipeline itself reported, and its owner
 *   operations.api-key.<keyId>                     an action on an API key
 *   operations.person.<personId>                   an admin's action on a person
 *   operations.sign-in.<personId>                  what a person did with their own access
 *
 * If two actions on a subject race, the first succeeds: each names the newest sequence it has seen there
 * (`Nats-Expected-Last-Subject-Sequence`), and the second gets the name of the first. The message id is the request's, so that
 * a retry after a timeout is the same action.
 */
interface OperationBase {
  /** A UUIDv7. */
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  /** Who acted; `waybill` for the pipeline itself. */
  actor: string;
  /** If the pipeline reports on a replay or an edit: the operator who began it. */
  onBehalfOf?: string;
  /** The client's own id for the request, which identifies a repetition. */
  requestId: string;
  reason: string | null;
}

/**
 * Actions on one dead letter. An edit is stored, with its event, before that event is published, so that after a crash any
 * process publishes the same one. `edited`: the event was proven applied and replaced the dead letter's. `edit-failed`: it
 * was not applied, and the dead letter is open again. `proven`: the read model showed the event's outcome, for example after
 * a rebuild applied it; `by` is the version that superseded it.
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

/** The outcome of one dead letter in a replay. `superseded`: applied, and replaced by a newer version since. */
export type ReplayOutcome =
  | { deadLetterId: string; outcome: 'applied' | 'rejected'; at: string }
  | { deadLetterId: string; outcome: 'superseded'; at: string; by: string }
  | { deadLetterId: string; outcome: 'failed-again'; at: string; code: string }
  | { deadLetterId: string; outcome: 'skipped'; at: string; why: string };

export interface ReplayPace {
  /** How many are sent first, before the rest. */
  canary: number;
  /** Whether the replay pauses after those until a person resumes it. */
  holdAfterCanary: boolean;
  /** The limit per second. */
  ratePerSecond: number;
  /** The replay pauses when this share of the ended ones failed (0 to 1), and at least `stopAfterFailures` did. */
  stopAtFailureShare: number;
  stopAfterFailures: number;
}

export type ReplayAction =
  /** The selection is fixed here, in as many actions as it takes (`part` of `parts`). */
  | {
      kind: 'replay-created';
      title: string;
      part: number;
      parts: number;
      count: number;
      deadLetterIds: string[];
      pace: ReplayPace;
      /** True if the loop guard was overridden; the reason says why. */
      override: boolean;
    }
  | { kind: 'replay-paused'; why: string }
  | { kind: 'replay-resumed' }
  | { kind: 'replay-cancelled' }
  /** Sent to RETRIES. The action is stored before they are sent, so that after a crash it is known which were begun. */
  | { kind: 'replay-sending'; deadLetterIds: string[] }
  | { kind: 'replay-outcomes'; outcomes: ReplayOutcome[] }
  | { kind: 'replay-finished' };

/** `until`: ISO 8601; the server resumes then. A reset creates the consumer again, at a position of its stream. */
export type ConsumerAction =
  | { kind: 'consumer-paused'; until: string }
  | { kind: 'consumer-resumed' }
  | { kind: 'consumer-reset'; from: number; to: number; again: number; skipped: number };

export const ALERT_SEVERITIES = ['warning', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/**
 * Actions on an alert. A firing alert that is raised again stays the same alert with another severity. `rule` and the fields
 * after it are absent for an alert that a worker reports. `alert-notified`: the outcome of the webhook's notice about an
 * earlier action, by its id; an action without one still needs its notice.
 */
export type AlertAction =
  | {
      kind: 'alert-raised';
      detail: string;
      rule?: string;
      severity?: AlertSeverity;
      subject?: { kind: string; name: string };
      affected?: string[];
      /** ISO 8601: when the problem began, if the rule knows. */
      beganAt?: string;
      /** The cause in one word, such as a status, if the rule has several. */
      cause?: string;
      /** The problem returned before the alert cleared: since when it had been absent, and how often it came back. */
      again?: { quietSince: string; returns: number };
    }
  /** `quietSince`: since when the problem had been absent; `peak`: its worst. Absent if unknown. */
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

export type ApiKeyAction =
  | { kind: 'api-key-created'; name: string; scopes: Scope[]; channels: string[]; expiresAt: string | null }
  | { kind: 'api-key-rotated'; overlapHours: number }
  | { kind: 'api-key-revoked' };

/** `by`: who invited the person, or the set-up link. */
export type PersonAction =
  | { kind: 'invited'; email: string; role: Role }
  | { kind: 'joined'; role: Role; by: string }
  | { kind: 'role-changed'; role: Role }
  | {
      kind:
        | 'signed-in'
        | 'sign-in-refused'
        | 'signed-out'
        | 'password-changed'
        | 'disabled'
        | 'enabled'
        | 'sessions-ended';
    };

export type Operation = OperationBase &
  (
    | (DeadLetterAction & { target: 'dead-letter'; deadLetterId: string })
    | (GroupAction & { target: 'group'; group: string })
    | (ReplayAction & { target: 'replay'; replayId: string })
    | (ConsumerAction & { target: 'consumer'; consumer: string; stream: string })
    | (AlertAction & { target: 'alert'; alert: string })
    | (ApiKeyAction & { target: 'api-key'; keyId: string })
    | (PersonAction & { target: 'person'; personId: string })
  );

/** The states of a dead letter. */
export const DEAD_LETTER_STATES = ['open', 'replaying', 'resolved', 'discarded', 'on-hold'] as const;
export type DeadLetterState = (typeof DEAD_LETTER_STATES)[number];
