import type { DatabaseSync } from 'node:sqlite';
import type { IndexedCommand } from '../../../contracts/ports/ledger-index.ts';
import { nameWriter } from './names.ts';
import { packId } from './pack-id.ts';
import { segmentSchema } from './segment-schema.ts';
import { type Segment, type SegmentStatements, segmentReader } from './segments.ts';
import { shortHash, textHash } from './text-hash.ts';

const insertInto = (table: string) =>
  `INSERT OR IGNORE INTO ${table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Stores events in the newest segment, and begins another when it is full. Runs within a transaction. */
export function commandWriter(database: DatabaseSync, statements: SegmentStatements, segmentRows: number) {
  const nameOf = nameWriter(database);
  const begin = database.prepare(
    `INSERT INTO segments (segment, rows, first_stored_at, last_stored_at)
       VALUES ((SELECT ifnull(max(segment), 0) + 1 FROM segments), 0, ?, ?) RETURNING segment`,
  );
  const grow = database.prepare(
    `UPDATE segments SET rows = rows + ?, first_stored_at = min(first_stored_at, ?),
       last_stored_at = max(last_stored_at, ?) WHERE segment = ?`,
  );
  const widen = database.prepare(
    'UPDATE spans SET last = ? WHERE stream = ? AND segment = ? RETURNING first',
  );
  const span = database.prepare('INSERT INTO spans (stream, first, last, segment) VALUES (?, ?, ?, ?)');
  const segments = segmentReader(database);

  const newest = (storedAt: number): Pick<Segment, 'segment' | 'rows'> => {
    const last = segments.all().at(-1);
    if (last && last.rows < segmentRows) return last;
    const segment = Number(begin.get(storedAt, storedAt)?.segment);
    database.exec(segmentSchema(segment));
    return { segment, rows: 0 };
  };

  return (stream: number, commands: readonly IndexedCommand[]): void => {
    for (let from = 0; from < commands.length; ) {
      const { segment, rows } = newest(commands[from]!.storedAt);
      const part = commands.slice(from, from + segmentRows - rows);
      const insert = statements.on(segment, 'insert', insertInto);
      let earliest = Number.POSITIVE_INFINITY;
      let latest = 0;
      for (const {
        sequence,
        storedAt,
        acceptedAt,
        id,
        type,
        subject,
        actor,
        correlationId,
        causationId,
      } of part) {
        if (storedAt < earliest) earliest = storedAt;
        if (storedAt > latest) latest = storedAt;
        insert.run(
          stream,
          sequence,
          storedAt,
          acceptedAt === null ? null : storedAt - acceptedAt,
          packId(id),
          nameOf(type),
          subject,
          actor,
          packId(correlationId),
          causationId === '' ? null : packId(causationId),
          textHash(correlationId),
          shortHash(subject),
          shortHash(actor),
        );
      }
      grow.run(part.length, earliest, latest, segment);
      const last = part.at(-1)!.sequence;
      if (!widen.get(last, stream, segment)) span.run(stream, part[0]!.sequence, last, segment);
      from += part.length;
    }
  };
}
