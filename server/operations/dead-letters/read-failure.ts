import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { readFailedEvent } from '../../../adapters/jetstream/records/failed-event.ts';
import { readEventSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { deadLetterIdOf } from '../../../contracts/dead-letter.ts';
import { decodeEvent, UndecodableEvent } from '../../../contracts/event.ts';
import { wordsOfJson } from '../../../contracts/json-text/words-of-json.ts';
import type { IndexedFailure } from '../../../contracts/ports/dead-letter-index.ts';
import { checkEventData } from '../../../domain/check-event-data.ts';
import { fingerprintOf } from '../fingerprint/fingerprint.ts';
import { topFrames } from '../fingerprint/top-frames.ts';

/** How much of a payload full-text search covers, in bytes. */
const MAX_SEARCHED_BYTES = 16 * 1024;
/** The last millisecond a Date can hold. */
const LAST_TIME = 8_640_000_000_000_000;

const decoder = new TextDecoder();

/** What an event concerns, if no header says so. */
function subjectOf(originalSubject: string): string | null {
  const event = readEventSubject(originalSubject);
  return event ? `${event.aggregate}/${event.aggregateId}` : null;
}

/** Why this version can't read the bytes; null if it can. */
function schemaFault(bytes: Uint8Array): string | null {
  try {
    const event = decodeEvent(bytes);
    return checkEventData(event.type, event.data)?.detail ?? null;
  } catch (error) {
    if (error instanceof UndecodableEvent) return error.message;
    throw error;
  }
}

/** A message of DEAD_LETTERS as the index takes it. Never throws. */
export function readFailure(message: StoredMessage): IndexedFailure {
  const { bytes, stack, attemptLog, traceparent, tracestate, originalSubject, ...failed } =
    readFailedEvent(message);
  const subject = failed.subject ?? subjectOf(originalSubject);
  const expiresAt = failed.expiresAt > 0 && failed.expiresAt <= LAST_TIME ? failed.expiresAt : 0;
  return {
    sequence: message.sequence,
    storedAt: message.storedAt,
    id: deadLetterIdOf(failed.consumer, failed.position),
    fingerprint: fingerprintOf({ ...failed, stack }),
    failed: { ...failed, subject, expiresAt },
    bytes: bytes.length,
    schemaFault: schemaFault(bytes),
    errorText: [failed.code, failed.message, ...topFrames(stack)].join('\n'),
    payloadText: wordsOfJson(decoder.decode(bytes.subarray(0, MAX_SEARCHED_BYTES))),
  };
}
