import type { DatabaseSync } from 'node:sqlite';
import type { CommandCursor, CommandRow } from '../../../contracts/ports/ledger-index.ts';
import type { EventConditions } from './filter-events.ts';
import { byPlace, commandOfRow, EVENT_COLUMNS, type EventRow } from './row-of-command.ts';
import type { Segment } from './segments.ts';
import type { KnownStream } from './streams.ts';

interface Scan {
  conditions: EventConditions;
  order: 'newest' | 'oldest';
  after: CommandCursor | undefined;
  /** Of performance.now. After this, no further segment is begun, except the one that every search needs to make progress. */
  deadline: number;
}

interface Head {
  command: CommandRow;
  rest: Iterator<CommandRow>;
}

/**
 * The matching commands of all segments in order of time. Segments that were filled from several streams at once overlap in
 * time. Returns where to continue if time ran out; undefined at the end.
 */
export function* scanSegments(
  database: DatabaseSync,
  segments: readonly Segment[],
  known: Map<number, KnownStream>,
  nameOf: (name: unknown) => string,
  { conditions, order, after, deadline }: Scan,
): Generator<CommandRow, CommandCursor | undefined> {
  const isNewest = order === 'newest';
  const sign = isNewest ? -1 : 1;
  /** A segment's first time in this order. */
  const begin = (segment: Segment) => (isNewest ? -segment.lastStoredAt : segment.firstStoredAt);
  const end = (segment: Segment) => (isNewest ? -segment.firstStoredAt : segment.lastStoredAt);
  const afterTime = after ? sign * after.storedAt : Number.NEGATIVE_INFINITY;
  const waiting = segments.filter((segment) => end(segment) >= afterTime).sort((a, b) => begin(a) - begin(b));
  const heads: Head[] = [];
  let begun = 0;

  function* rowsOf({ segment }: Segment): Generator<CommandRow> {
    const direction = isNewest ? 'DESC' : 'ASC';
    const rows = database
      .prepare(
        `SELECT ${EVENT_COLUMNS} FROM events_${segment}
           WHERE ${conditions.sql} ${after ? `AND stored_at ${isNewest ? '<=' : '>='} ?` : ''}
           ORDER BY stored_at ${direction}, stream ${direction}, sequence ${direction}`,
      )
      .iterate(...conditions.values, ...(after ? [after.storedAt] : []));
    for (const row of rows as unknown as Iterable<EventRow>) {
      const stream = known.get(row.stream);
      if (!stream) continue;
      const command = commandOfRow(row, stream, nameOf);
      if (!after || sign * byPlace(command, after) > 0) yield command;
    }
  }

  const advance = (rest: Iterator<CommandRow>) => {
    const next = rest.next();
    if (!next.done) heads.push({ command: next.value, rest });
  };

  try {
    for (;;) {
      let first = 0;
      for (let n = 1; n < heads.length; n += 1)
        if (sign * byPlace(heads[n]!.command, heads[first]!.command) < 0) first = n;
      const head = heads[first];
      const next = waiting[0];
      if (next && (!head || begin(next) <= sign * head.command.storedAt)) {
        // Every command that comes before this segment in order of time has been returned. Segments that contain the place
        // to continue from are begun in any case: otherwise the next search would end where this one did.
        if (begun > 0 && begin(next) > afterTime + 1 && performance.now() > deadline)
          return edgeOf(next, isNewest);
        begun += 1;
        waiting.shift();
        advance(rowsOf(next));
        continue;
      }
      if (!head) return undefined;
      yield head.command;
      heads.splice(first, 1);
      advance(head.rest);
    }
  } finally {
    // A statement that is not read to its end keeps its view of the file: the reader would see nothing newer, and the
    // write-ahead log would grow without end.
    for (const { rest } of heads) rest.return?.();
  }
}

/** The position before every row of a segment. */
const edgeOf = (segment: Segment, isNewest: boolean): CommandCursor => ({
  storedAt: isNewest ? segment.lastStoredAt + 1 : segment.firstStoredAt - 1,
  position: isNewest
    ? { generation: 0, partition: 0, sequence: 0 }
    : { generation: Number.MAX_SAFE_INTEGER, partition: 0, sequence: 0 },
});
