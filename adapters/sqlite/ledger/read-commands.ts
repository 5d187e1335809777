import type { DatabaseSync } from 'node:sqlite';
import { readCommandId } from '../../../contracts/command-id.ts';
import type { CommandCursor, CommandRow } from '../../../contracts/ports/ledger-index.ts';
import type { Position } from '../../../contracts/position.ts';
import { nameReader } from './names.ts';
import { packId } from './pack-id.ts';
import { byPlace, commandOfRow, EVENT_COLUMNS, type EventRow } from './row-of-command.ts';
import { type SegmentStatements, segmentReader } from './segments.ts';
import type { KnownStream, StreamTable } from './streams.ts';
import { textHash } from './text-hash.ts';

/** How far the clocks of a gateway and of the log may differ. */
const MOST_SKEW_MS = 600_000;

const samePacked = (a: unknown, b: Uint8Array | string): boolean =>
  typeof b === 'string' ? a === b : a instanceof Uint8Array && Buffer.compare(a, b) === 0;

/** Finds the commands of a correlation, the command at a position, and the command of an id. */
export function commandReader(database: DatabaseSync, statements: SegmentStatements, streams: StreamTable) {
  const segments = segmentReader(database);
  const nameOf = nameReader(database);

  const streamAt = (known: Map<number, KnownStream>, { generation, partition }: Position) =>
    [...known.values()].find((stream) => stream.generation === generation && stream.partition === partition);

  const at = (known: Map<number, KnownStream>, position: Position): CommandRow | null => {
    const stream = streamAt(known, position);
    const segment = stream && segments.holding(stream.stream, position.sequence);
    if (!stream || segment === undefined) return null;
    const row = statements
      .on(segment, 'at', (table) => `SELECT ${EVENT_COLUMNS} FROM ${table} WHERE stream = ? AND sequence = ?`)
      .get(stream.stream, position.sequence) as unknown as EventRow | undefined;
    return row ? commandOfRow(row, stream, nameOf) : null;
  };

  return {
    at,
    commandAt: (position: Position) => at(streams.events(), position),

    commandById(id: string): CommandRow | null {
      const known = streams.events();
      // The first one stored: the log may hold a copy of it at a later position.
      const from = (readCommandId(id)?.mintedAt ?? 0) - MOST_SKEW_MS;
      for (const { segment, lastStoredAt } of segments.all()) {
        if (lastStoredAt < from) continue;
        const rows = statements
          .on(
            segment,
            'id',
            (table) =>
              `SELECT ${EVENT_COLUMNS} FROM ${table} WHERE id = ? ORDER BY stored_at, stream, sequence`,
          )
          .all(packId(id)) as unknown as EventRow[];
        const row = rows.find(({ stream }) => known.has(stream));
        if (row) return commandOfRow(row, known.get(row.stream)!, nameOf);
      }
      return null;
    },

    commandsOf(
      correlationId: string,
      { limit, after, maxCounted }: { limit: number; after?: CommandCursor; maxCounted: number },
    ): { commands: CommandRow[]; total: number } {
      const known = streams.events();
      const hash = textHash(correlationId);
      const packed = packId(correlationId);
      const commands: CommandRow[] = [];
      let total = 0;
      for (const { segment, lastStoredAt } of segments.all()) {
        const { counted } = statements
          .on(
            segment,
            'count-correlation',
            (table) =>
              `SELECT count(*) AS counted FROM (SELECT 1 FROM ${table}
                 WHERE correlation_hash = ? AND stream IN (SELECT stream FROM streams) LIMIT ?)`,
          )
          .get(hash, Math.max(0, maxCounted - total)) as { counted: number };
        total += counted;
        const isEmpty = counted === 0 && total < maxCounted;
        if (isEmpty || (after && lastStoredAt < after.storedAt)) continue;
        const rows = statements
          .on(
            segment,
            'correlation',
            (table) =>
              `SELECT ${EVENT_COLUMNS} FROM ${table} WHERE correlation_hash = ?1 AND stored_at >= ?2
                 ORDER BY stored_at, stream, sequence`,
          )
          .iterate(hash, after?.storedAt ?? 0);
        let taken = 0;
        for (const row of rows as unknown as Iterable<EventRow>) {
          const stream = known.get(row.stream);
          if (!stream || !samePacked(row.correlation, packed)) continue;
          const command = commandOfRow(row, stream, nameOf);
          if (after && byPlace(command, after) <= 0) continue;
          commands.push(command);
          // In this segment's order, no later row comes before these.
          if (++taken >= limit) break;
        }
      }
      return { commands: commands.sort(byPlace).slice(0, limit), total: Math.min(total, maxCounted) };
    },
  };
}
