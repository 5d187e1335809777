import {
  type Attempt,
  type FailedEvent,
  MAX_ATTEMPTS_KEPT,
  MAX_FAILURE_MESSAGE,
  MAX_FAILURE_STACK,
} from '../../../contracts/dead-letter.ts';
import { safeHeaderValue } from '../connection/encode-headers.ts';
import { FAILED_EVENT_HEADERS as H } from './failed-event-headers.ts';

/** A header is one line, so this mark replaces the line breaks of a stack. */
const LINE = ' ⏎ ';

/** The headers of a failed event, safe for any text and limited in length. The message's bytes are the event's. */
export const failedEventHeaders = (failed: FailedEvent): [name: string, value: string][] => [
  [H.consumer, failed.consumer],
  [H.epochId, failed.epochId],
  [H.position, failed.position],
  [H.originalSubject, safeHeaderValue(failed.originalSubject)],
  [H.storedAt, String(failed.storedAt)],
  [H.expiresAt, String(failed.expiresAt)],
  [H.eventId, safeHeaderValue(failed.eventId ?? '')],
  [H.eventType, safeHeaderValue(failed.eventType ?? '')],
  [H.subject, safeHeaderValue(failed.subject ?? '')],
  [H.actor, safeHeaderValue(failed.actor ?? '')],
  [H.correlationId, safeHeaderValue(failed.correlationId ?? '')],
  [H.traceparent, safeHeaderValue(failed.traceparent ?? '')],
  [H.tracestate, safeHeaderValue(failed.tracestate ?? '')],
  [H.failureClass, failed.failureClass],
  [H.code, safeHeaderValue(failed.code)],
  [H.message, safeHeaderValue(failed.message, MAX_FAILURE_MESSAGE)],
  [H.stack, safeHeaderValue(failed.stack.replaceAll('\n', LINE), MAX_FAILURE_STACK)],
  [H.attempts, String(failed.attempts)],
  [H.attemptsBefore, failed.attemptsBefore === undefined ? '' : String(failed.attemptsBefore)],
  [
    H.attemptLog,
    safeHeaderValue(JSON.stringify(failed.attemptLog.slice(-MAX_ATTEMPTS_KEPT).map(cut)), 16_384),
  ],
  [H.firstFailedAt, failed.firstFailedAt],
  [H.failedAt, failed.failedAt],
  [H.worker, safeHeaderValue(failed.worker)],
  [H.workerVersion, safeHeaderValue(failed.workerVersion)],
  [H.replayId, safeHeaderValue(failed.replayId ?? '')],
];

/** Short enough that twenty of them stay valid JSON within the header's limit. */
const cut = (attempt: Attempt): Attempt => ({
  at: attempt.at,
  worker: attempt.worker.slice(0, 128),
  workerVersion: attempt.workerVersion.slice(0, 64),
  failureClass: attempt.failureClass,
  code: attempt.code.slice(0, 128),
});

/** Reads the failed event from a message of RETRIES or DEAD_LETTERS, as far as its headers are readable. Never throws. */
export function readFailedEvent(message: {
  subject: string;
  header(name: string): string;
  bytes: Uint8Array;
}): FailedEvent {
  const text = (name: string) => message.header(name);
  const some = (name: string) => text(name) || null;
  const tokens = message.subject.split('.');
  return {
    consumer: text(H.consumer) || (tokens[1] ?? ''),
    epochId: text(H.epochId),
    position: text(H.position) || (tokens.at(-1) ?? ''),
    originalSubject: text(H.originalSubject),
    storedAt: Number(text(H.storedAt)) || 0,
    expiresAt: Number(text(H.expiresAt)) || 0,
    eventName: tokens[2] ?? 'undecodable',
    eventId: some(H.eventId),
    eventType: some(H.eventType),
    subject: some(H.subject),
    actor: some(H.actor),
    correlationId: some(H.correlationId),
    traceparent: some(H.traceparent),
    tracestate: some(H.tracestate),
    failureClass: text(H.failureClass),
    code: text(H.code),
    message: text(H.message),
    stack: text(H.stack).replaceAll(LINE, '\n'),
    attempts: Number(text(H.attempts)) || 0,
    ...(text(H.attemptsBefore) === '' ? {} : { attemptsBefore: Number(text(H.attemptsBefore)) }),
    attemptLog: readAttempts(text(H.attemptLog)),
    firstFailedAt: text(H.firstFailedAt),
    failedAt: text(H.failedAt),
    worker: text(H.worker),
    workerVersion: text(H.workerVersion),
    replayId: some(H.replayId),
    bytes: message.bytes,
  };
}

function readAttempts(text: string): Attempt[] {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
