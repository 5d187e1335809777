/**
 * An event that failed travels as its own bytes, as they are, in a message whose headers say what happened: to RETRIES,
 * to be tried again, or to DEAD_LETTERS, for a person. The subject of both ends in the position, so that what became of
 * one event is one look-up, without an index:
 *
 *   retries.<projection>-<epoch>.<eventName>.<position>           to be applied now
 *   scheduled-retries.<projection>-<epoch>.<eventName>.<position> to be applied at a time (then it moves there by itself)
 *   dead-letters.<projection>.<eventName>.<position>
 */
export const FAILED_EVENT_HEADERS = {
  /** The projection: `history`. */
  consumer: 'Waybill-Consumer',
  /** Which epoch of its store it failed on. */
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
