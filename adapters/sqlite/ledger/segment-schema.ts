/** How many events a segment takes before the next one begins. */
export const SEGMENT_ROWS = 131_072;

/** `correlation` and `id` are 16 bytes if they are UUIDs, otherwise text (`pack-id.ts`). Hashes come from `text-hash.ts`. */
export const segmentSchema = (segment: number): string => `
  CREATE TABLE events_${segment} (
    stream INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    stored_at INTEGER NOT NULL,
    accepted_before INTEGER,
    id ANY NOT NULL,
    type INTEGER NOT NULL,
    subject TEXT NOT NULL,
    actor TEXT NOT NULL,
    correlation ANY NOT NULL,
    causation ANY,
    correlation_hash INTEGER NOT NULL,
    subject_hash INTEGER NOT NULL,
    actor_hash INTEGER NOT NULL,
    PRIMARY KEY (stream, sequence)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX events_${segment}_by_correlation ON events_${segment} (correlation_hash, stored_at);
  CREATE INDEX events_${segment}_by_subject ON events_${segment} (subject_hash, stored_at);
  CREATE INDEX events_${segment}_by_actor ON events_${segment} (actor_hash, stored_at);
  CREATE INDEX events_${segment}_by_id ON events_${segment} (id);
  CREATE INDEX events_${segment}_by_time ON events_${segment} (stored_at);
`;
