/**
 * A failed event travels as its own bytes, unchanged, in a message whose headers say what happened: to RETRIES, to be tried
 * again, or to DEAD_LETTERS, for an operator. Both subjects end in the position, so the state of one event takes one look-up
 * and no index:
 *
 *   retries.<projection>-<epoch>.<eventName>.<position>           to be applied now
 *   scheduled-retries.<projection>-<epoch>.<eventName>.<position> to be applied at a time; the server then moves it to
 * retries
 *   dead-letters.<projection>.<eventName>.<position>
 */
export const FAILED_EVENT_HEADERS = {
  /** The projection: `history`. */
  consumer: 'Waybill-Consumer',
  /** The epoch of its store in which it failed. */
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
  /** Names of W3C Trace Context, as on the event itself; they identify what published this message. */
  traceparent: 'traceparent',
  tracestate: 'tracestate',
  failureClass: 'Waybill-Failure-Class',
  code: 'Waybill-Failure-Code',
  message: 'Waybill-Failure-Message',
  stack: 'Waybill-Failure-Stack',
  /** How many attempts failed in all. */
  attempts: 'Waybill-Attempts',
  /** How many of them came before the present round; a replay begins a new round. */
  attemptsBefore: 'Waybill-Attempts-Before',
  /** The newest of them as JSON: `Attempt[]`, oldest first. */
  attemptLog: 'Waybill-Attempt-Log',
  firstFailedAt: 'Waybill-First-Failed-At',
  failedAt: 'Waybill-Failed-At',
  worker: 'Waybill-Worker',
  workerVersion: 'Waybill-Worker-Version',
  /** ISO 8601; in scheduled retries. */
  nextAttemptAt: 'Waybill-Next-Attempt-At',
  /** The replay that sent it here, if an operator started one. */
  replayId: 'Waybill-Replay',
} as const;
