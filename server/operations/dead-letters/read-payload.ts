import { isUtf8 } from 'node:buffer';
import type { DeadLetterDetail } from '../../../contracts/dead-letter-detail.ts';
import { decodeEvent, type Event, UndecodableEvent } from '../../../contracts/event.ts';
import { isJson } from '../../../contracts/json-text/is-json.ts';
import { checkEventData, dataFaults } from '../../../domain/check-event-data.ts';

/** The bytes of an event, and as much of them as can be read. */
export function readPayload(bytes: Uint8Array): DeadLetterDetail['payload'] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = isUtf8(buffer) ? buffer.toString('utf8') : null;
  return {
    text,
    isJson: text !== null && isJson(text),
    base64: buffer.toString('base64'),
    size: bytes.length,
  };
}

/** The event in the bytes; undefined if there is none. */
export function eventIn(bytes: Uint8Array): Event | undefined {
  try {
    return decodeEvent(bytes);
  } catch (error) {
    if (error instanceof UndecodableEvent) return undefined;
    throw error;
  }
}

/** Why the bytes are not an event of a known type, by JSON pointers into them. */
export function payloadFaults(bytes: Uint8Array): DeadLetterDetail['schemaFaults'] {
  let event: Event;
  try {
    event = decodeEvent(bytes);
  } catch (error) {
    if (!(error instanceof UndecodableEvent)) throw error;
    return [{ pointer: '', detail: error.message }];
  }
  const faults = dataFaults(event.type, event.data);
  if (faults.length > 0) return faults.map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail }));
  const refusal = checkEventData(event.type, event.data);
  return refusal ? [{ pointer: '/type', detail: refusal.detail }] : [];
}
