import type { Event } from '../../../contracts/event.ts';
import type { AnyCommand } from '../../../domain/command.ts';
import { encodeEventHeaders } from '../records/event-headers.ts';
import { eventSubject } from '../streams/stream-layout.ts';
import type { EncodedEvent } from './append-event.ts';

/** The `source` of every event that a command makes. */
export const EVENT_SOURCE = '/waybill/commands';

/** An event before it is encoded. All texts but those in the data use a safe alphabet by their schema. */
interface NewEvent {
  id: string;
  command: AnyCommand;
  aggregateId: string;
  /** RFC 3339, UTC. */
  time: string;
  correlationId: string;
  causationId: string | undefined;
  actor: string;
  traceparent: string | undefined;
  tracestate?: string | undefined;
  data: Record<string, unknown>;
  /** Who made it, if not the command service. */
  source?: string;
  generation: number;
  partition: number;
}

/** Encodes an event once for all its publishes: JSON for the log, its attributes as headers for indexes. */
export function encodeEvent(event: NewEvent): EncodedEvent {
  const { id, command, aggregateId, time, correlationId, causationId, actor, traceparent, tracestate } =
    event;
  const source = event.source ?? EVENT_SOURCE;
  const subject = `${command.aggregate.type}/${aggregateId}`;
  let json = `{"specversion":"1.0","id":"${id}","type":"${command.eventType}","source":"${source}","subject":"${subject}","time":"${time}","datacontenttype":"application/json","correlationid":"${correlationId}",`;
  if (causationId) json += `"causationid":"${causationId}",`;
  json += `"actor":"${actor}",`;
  if (traceparent) json += `"traceparent":"${traceparent}",`;
  if (tracestate) json += `"tracestate":${JSON.stringify(tracestate)},`;
  json += `"data":${JSON.stringify(event.data)}}`;
  return {
    id,
    generation: event.generation,
    partition: event.partition,
    subject: eventSubject(
      event.generation,
      event.partition,
      command.aggregate.type,
      aggregateId,
      command.event.name,
    ),
    headers: encodeEventHeaders({
      id,
      type: command.eventType,
      source,
      subject,
      time,
      correlationId,
      causationId,
      actor,
      traceparent,
      tracestate,
    }),
    bytes: Buffer.from(json, 'utf8'),
  };
}

/** Encodes again the event in a claim of an idempotency key: the same bytes under the same id. */
export function encodeClaimed(
  bytes: Uint8Array,
  event: Event,
  command: AnyCommand,
  at: { generation: number; partition: number },
): EncodedEvent {
  const aggregateId = event.subject.slice(event.subject.indexOf('/') + 1);
  const { id, type, source, subject, time, actor, traceparent, tracestate } = event;
  return {
    id,
    ...at,
    subject: eventSubject(
      at.generation,
      at.partition,
      command.aggregate.type,
      aggregateId,
      command.event.name,
    ),
    headers: encodeEventHeaders({
      id,
      type,
      source,
      subject,
      time,
      correlationId: event.correlationid,
      causationId: event.causationid,
      actor,
      traceparent,
      tracestate,
    }),
    bytes,
  };
}
