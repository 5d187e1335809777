import { encodeEvent } from '../../../adapters/jetstream/publish/encode-event.ts';
import { MAX_EVENT_BYTES } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import { decodeEvent, type Event, UndecodableEvent } from '../../../contracts/event.ts';
import { partitionOf } from '../../../contracts/partition.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import { dataFaults } from '../../../domain/check-event-data.ts';
import type { AnyCommand } from '../../../domain/command.ts';
import { readTracestate } from '../../../platform/telemetry/trace-context/read-tracestate.ts';
import { ProblemError } from '../../http/problem-error.ts';

/** The attributes are in headers and, unchanged, in JSON: those of an event that others published are checked first. */
const safe = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/;
/** What an action holds besides the event. */
const ROOM_IN_ACTION = 4_096;

interface Editable {
  event: Event;
  command: AnyCommand;
  aggregateId: string;
}

/** The event of a dead letter that can be edited: its type is known to this version. Throws ProblemError. */
export function readEditable(deadLetter: FailedEvent): Editable {
  const refuse = (why: string) =>
    new ProblemError(
      'not-editable',
      `${why} Discard the dead letter, or replay it once a version that knows this event is deployed.`,
    );
  let event: Event;
  try {
    event = decodeEvent(deadLetter.bytes);
  } catch (error) {
    if (error instanceof UndecodableEvent) throw refuse(`The bytes are not an event: ${error.message}`);
    throw error;
  }
  const command = commandOfEventType(event.type);
  if (!command) throw refuse(`This version does not know events of type ${event.type}.`);
  const prefix = `${command.aggregate.type}/`;
  const { correlationid, causationid, actor, traceparent, subject, id } = event;
  const texts = [correlationid, actor, subject, id, causationid ?? '-', traceparent ?? '-'];
  if (!subject.startsWith(prefix) || texts.some((text) => !safe.test(text)))
    throw refuse("The event's attributes are not those that Waybill writes.");
  const aggregateId = subject.slice(prefix.length);
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(aggregateId))
    throw refuse("The event's subject names no known aggregate.");
  return { event, command, aggregateId };
}

/** Checks data for an editable event. Throws ProblemError, with a pointer for each fault. */
export function checkEdited({ event, command, aggregateId }: Editable, data: Record<string, unknown>): void {
  const faults = dataFaults(event.type, data);
  const { id } = command.aggregate;
  if (faults.length === 0 && data[id] !== aggregateId)
    faults.push({
      pointer: `/${id}`,
      detail: `must stay ${aggregateId}: an event keeps its ${command.aggregate.type}`,
    });
  if (faults.length === 0) return;
  throw new ProblemError(
    'event-data-invalid',
    `The data does not match ${event.type}: ${faults[0]!.pointer || '/'} ${faults[0]!.detail}.`,
    { errors: faults.map(({ pointer, detail }) => ({ in: 'body', pointer: `/data${pointer}`, detail })) },
  );
}

/**
 * A new event in place of the old one: the same aggregate, actor and correlation, caused by the old event. Throws ProblemError.
 */
export function makeEditedEvent(
  editable: Editable,
  data: Record<string, unknown>,
  generation: Generation,
): EditedEvent {
  const made = encode(
    { ...editable, event: { ...editable.event, causationid: editable.event.id, data } },
    generation,
  );
  if (made.size > MAX_EVENT_BYTES - ROOM_IN_ACTION)
    throw new ProblemError('body-too-large', 'The edited event is larger than the log allows.');
  return made.edited;
}

/** The same edited event with a new id, for a later generation of the log; undefined if its type is unknown here. */
export function remakeEditedEvent(event: Event, generation: Generation): EditedEvent | undefined {
  const command = commandOfEventType(event.type);
  if (!command) return undefined;
  const aggregateId = event.subject.slice(command.aggregate.type.length + 1);
  return encode({ event, command, aggregateId }, generation).edited;
}

interface Generation {
  number: number;
  partitions: number;
}

export interface EditedEvent {
  event: Event;
  generation: number;
  partition: number;
}

function encode(
  { event, command, aggregateId }: Editable,
  generation: Generation,
): { edited: EditedEvent; size: number } {
  const partition = partitionOf(aggregateId, generation.partitions);
  const { bytes } = encodeEvent({
    id: mintCommandId(generation.number, partition),
    command,
    aggregateId,
    time: new Date().toISOString(),
    correlationId: event.correlationid,
    causationId: event.causationid,
    actor: event.actor,
    traceparent: event.traceparent,
    tracestate: readTracestate(event.tracestate),
    data: event.data as Record<string, unknown>,
    generation: generation.number,
    partition,
  });
  return {
    edited: { event: decodeEvent(bytes), generation: generation.number, partition },
    size: bytes.length,
  };
}
