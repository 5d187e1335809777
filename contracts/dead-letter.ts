/** The code of an event whose retry or dead letter was lost with its stream: its worker did not fail. */
export const RETRY_LOST = 'retry-lost';

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
  /** The event's name, as in its subject (`message-sent`); `undecodable` for an unreadable event. */
  eventName: string;
  eventId: string | null;
  eventType: string | null;
  subject: string | null;
  actor: string | null;
  correlationId: string | null;
  /** The span that published this message: the event's, then each retry's, dead letter's and replay's. */
  traceparent: string | null;
  tracestate?: string | null;
  /**
   * What the failure means, by its reporter:
   * - `transient`, `bug`: from the store's table of errors; an error missing there is a `bug`. Both are retried on a
   * schedule.
   * - `poison`: the event can never be applied as it is.
   * - `hang`: the handler did not return within its deadline. `crash`: the event ended the worker process.
   * - `reported`: the server abandoned the event, or a client ended it, and no worker said why.
   */
  failureClass: string;
  code: string;
  message: string;
  stack: string;
  attempts: number;
  /** How many of them came before the present round; a replay begins a new round. */
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

/** The longest texts; longer ones are cut. All headers together stay well under the 64 KiB reserved for them. */
export const MAX_FAILURE_MESSAGE = 2_048;
export const MAX_FAILURE_STACK = 8_192;
export const MAX_ATTEMPTS_KEPT = 20;

/**
 * The id of a dead letter: its consumer and its event's position. However often an event fails in a projection, it is one dead
 * letter.
 */
export const deadLetterIdOf = (consumer: string, position: string): string => `${consumer}.${position}`;
