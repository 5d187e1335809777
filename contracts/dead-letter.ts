/**
 * A dead letter: the bytes of an event, as they are, in a message whose headers say why it could not be applied.
 * Its subject is `dead-letters.<consumer>.<eventName>.<position>`: the position as last token makes the status
 * of one event one look-up, without an index.
 */
export const DEAD_LETTER_HEADERS = {
  consumer: 'Waybill-Consumer',
  position: 'Waybill-Position',
  originalSubject: 'Waybill-Original-Subject',
  eventId: 'Waybill-Event-Id',
  correlationId: 'Waybill-Correlation-Id',
  failureClass: 'Waybill-Failure-Class',
  code: 'Waybill-Failure-Code',
  message: 'Waybill-Failure-Message',
  stack: 'Waybill-Failure-Stack',
  attempts: 'Waybill-Attempts',
  firstFailedAt: 'Waybill-First-Failed-At',
  failedAt: 'Waybill-Failed-At',
  worker: 'Waybill-Worker',
  workerVersion: 'Waybill-Worker-Version',
} as const;

export interface DeadLetter {
  consumer: string;
  position: string;
  originalSubject: string;
  /** The event's name, as in its subject (`message-sent`); `undecodable` where nothing tells one. */
  eventName: string;
  eventId: string | null;
  correlationId: string | null;
  failureClass: string;
  code: string;
  message: string;
  stack: string;
  attempts: number;
  /** ISO 8601, UTC. */
  firstFailedAt: string;
  failedAt: string;
  worker: string;
  workerVersion: string;
  bytes: Uint8Array;
}
