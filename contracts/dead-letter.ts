/** The code of an event whose retry or dead letter was lost with its stream: its worker did not fail. */
export const RETRY_LOST = 'retry-lost';

/**
 * An event that failed travels as its own bytes, as they are, in a message whose headers say what happened: to RETRIES,
 * to be tried again, or to DEAD_LETTERS, for a person. The subject of both ends in the position, so that what became of
 * one event is one look-up, without an index:
 *
 *   retries.<projection>-<build>.<eventName>.<position>           to be applied now
 *   scheduled-retries.<projection>-<build>.<eventName>.<position> to be applied at a time (then it moves there by itself)
 *   dead-letters.<projection>.<eventName>.<position>
 */
export const FAILED_EVENT_HEADERS = {
  /** The projection: `history`. */
  consumer: 'Waybill-Consumer',
  /** Which filling of its store it failed on. */
  epochId: 'Waybill-Epoch',
  position: 'Waybill-Position',
  originalSubject: 'Waybill-Original-Subject',
  /** Unix ms: when the log stored the event, and when the log will drop it. */
  storedAt: 'Waybill-Stored-At',
  expiresAt: 'Waybill-Expires-At',
  eventId: 'Waybill-Event-Id',
  eventType: 'Waybill-Event-Type',
  /** `<aggregate>/<id>`. */
  subject: 'Waybill-Subject',
  actor: 'Waybill-Actor',
  correlationId: 'Waybill-Correlation-Id',
  /** By the names of W3C Trace Context, as on the event itself: of whatever published this message. */
  traceparent: 'traceparent',
  tracestate: 'tracestate',
  failureClass: 'Waybill-Failure-Class',
  code: 'Waybill-Failure-Code',
  message: 'Waybill-Failure-Message',
  stack: 'Waybill-Failure-Stack',
  /** How many attempts failed in all. */
  attempts: 'Waybill-Attempts',
  /** How many of them came before the present round: a replay begins another. */
  attemptsBefore: 'Waybill-Attempts-Before',
  /** The newest of them, JSON: `Attempt[]`, the oldest first. */
  attemptLog: 'Waybill-Attempt-Log',
  firstFailedAt: 'Waybill-First-Failed-At',
  failedAt: 'Waybill-Failed-At',
  worker: 'Waybill-Worker',
  workerVersion: 'Waybill-Worker-Version',
  /** ISO 8601; in scheduled retries. */
  nextAttemptAt: 'Waybill-Next-Attempt-At',
  /** The replay that sent it here, where an operator did. */
  replayId: 'Waybill-Replay',
} as const;

export interface Attempt {
  /** ISO 8601, UTC. */
  at: string;
  worker: string;
  workerVersion: string;
  failureClass: string;
  code: string;
}

export interface FailedEvent {
  consumer: string;
  epochId: string;
  position: string;
  originalSubject: string;
  storedAt: number;
  expiresAt: number;
  /** The event's name, as in its subject (`message-sent`); `undecodable` where nothing tells one. */
  eventName: string;
  eventId: string | null;
  eventType: string | null;
  subject: string | null;
  actor: string | null;
  correlationId: string | null;
  /** Where in its trace it stands: of the event's publish, then of each retry's, dead letter's and replay's. */
  traceparent: string | null;
  tracestate?: string | null;
  /**
   * What the failure means, as whoever wrote it saw it:
   * - `transient`, `bug`: as the store's table or the lack of an entry there says; tried again on a schedule.
   * - `poison`: the event can never be applied as it is.
   * - `hang`: the handler did not return within its deadline. `crash`: the worker process died of it.
   * - `reported`: the server gave up on it, or somebody ended it, and no worker said why.
   */
  failureClass: string;
  code: string;
  message: string;
  stack: string;
  attempts: number;
  /** How many of those came before the present round: a replay begins another. */
  attemptsBefore?: number;
  attemptLog: Attempt[];
  /** ISO 8601, UTC. */
  firstFailedAt: string;
  failedAt: string;
  worker: string;
  workerVersion: string;
  replayId: string | null;
  bytes: Uint8Array;
}

/** How long a value may be; what is longer is cut. The whole block stays well under the 64 KiB kept free for it. */
export const MAX_FAILURE_MESSAGE = 2_048;
export const MAX_FAILURE_STACK = 8_192;
export const MAX_ATTEMPTS_KEPT = 20;

/** The id of a dead letter: its consumer and its event's position. One event fails a projection once, however often. */
export const deadLetterId = (consumer: string, position: string): string => `${consumer}.${position}`;
