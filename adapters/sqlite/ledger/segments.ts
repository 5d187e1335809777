import type { DatabaseSync, StatementSync } from 'node:sqlite';

export interface Segment {
  segment: number;
  rows: number;
  /** Unix ms, by the log's clock. */
  firstStoredAt: number;
  lastStoredAt: number;
}

/** Statements on the tables of segments, each prepared once. `sql` makes the text for a table's name. */
export function segmentStatements(database: DatabaseSync) {
  const prepared = new Map<number, Map<string, StatementSync>>();
  return {
    on(segment: number, name: string, sql: (table: string) => string): StatementSync {
      const ofSegment = prepared.get(segment) ?? new Map<string, StatementSync>();
      prepared.set(segment, ofSegment);
      const statement = ofSegment.get(name) ?? database.prepare(sql(`events_${segment}`));
      ofSegment.set(name, statement);
      return statement;
    },
    forget(segment: number): void {
      prepared.delete(segment);
    },
  };
}

export type SegmentStatements = ReturnType<typeof segmentStatements>;

export function segmentReader(database: DatabaseSync) {
  const all = database.prepare(
    `SELECT segment, rows, first_stored_at AS firstStoredAt, last_stored_at AS lastStoredAt
       FROM segments ORDER BY segment`,
  );
  const holding = database.prepare(
    'SELECT segment, last FROM spans WHERE stream = ? AND first <= ? ORDER BY first DESC LIMIT 1',
  );
  return {
    all: () => all.all() as unknown as Segment[],
    /** The segment that contains a sequence of a stream; undefined if none does. */
    holding(stream: number, sequence: number): number | undefined {
      const span = holding.get(stream, sequence) as { segment: number; last: number } | undefined;
      return span && span.last >= sequence ? span.segment : undefined;
    },
  };
}
