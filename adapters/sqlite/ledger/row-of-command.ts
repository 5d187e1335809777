import type { CommandCursor, CommandRow } from '../../../contracts/ports/ledger-index.ts';
import { unpackId } from './pack-id.ts';
import type { KnownStream } from './streams.ts';

/** A row of a segment as `node:sqlite` reads it. */
export interface EventRow {
  stream: number;
  sequence: number;
  stored_at: number;
  accepted_before: number | null;
  id: unknown;
  type: number;
  subject: string;
  actor: string;
  correlation: unknown;
  causation: unknown;
}

export const EVENT_COLUMNS =
  'stream, sequence, stored_at, accepted_before, id, type, subject, actor, correlation, causation';

export const commandOfRow = (
  row: EventRow,
  { generation, partition }: KnownStream,
  nameOf: (name: unknown) => string,
): CommandRow => ({
  position: { generation, partition, sequence: row.sequence },
  storedAt: row.stored_at,
  acceptedAt: row.accepted_before === null ? null : row.stored_at - row.accepted_before,
  id: unpackId(row.id),
  type: nameOf(row.type),
  subject: row.subject,
  actor: row.actor,
  correlationId: unpackId(row.correlation),
  causationId: row.causation === null ? '' : unpackId(row.causation),
});

/** Order by the log's time, then by position. */
export const byPlace = (a: CommandCursor, b: CommandCursor): number =>
  a.storedAt - b.storedAt ||
  a.position.generation - b.position.generation ||
  a.position.partition - b.position.partition ||
  a.position.sequence - b.position.sequence;

export const placeOf = ({ storedAt, position }: CommandCursor): CommandCursor => ({ storedAt, position });
