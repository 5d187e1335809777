/** Increase it with every change of the schema: a file of another version is deleted and filled again from the streams. */
export const LEDGER_INDEX_VERSION = 3;

/**
 * Events are stored in segments, tables of some 100,000 rows each (`segment-schema.ts`). Events that leave the window are
 * dropped as whole tables, and an index that is filled at random places stays small enough for memory. `spans` says which
 * sequences of a stream a segment has. A stream that was created again gets another number: rows with a number that is no
 * longer in `streams` are skipped until their segment is dropped.
 *
 * `names` holds values that many rows share: types, processes, versions, projections, codes. A row of `epochs` is one
 * partition in one epoch of a projection.
 *
 * A range of applied events is found by where it begins, within its class of length (`range-class.ts`). `accepted` holds
 * each gateway's list unchanged, by the range it covers, and is read only for a trace. `accepting` counts the same times by
 * minute and length (`latency-bucket.ts`), so that a question about hours need not read every command.
 */
export const ledgerIndexSchema = `
  CREATE TABLE streams (
    stream INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    generation INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    created TEXT NOT NULL,
    next INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE segments (
    segment INTEGER PRIMARY KEY,
    rows INTEGER NOT NULL,
    first_stored_at INTEGER NOT NULL,
    last_stored_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE spans (
    stream INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    PRIMARY KEY (stream, first)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE names (name INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE epochs (
    epoch INTEGER PRIMARY KEY,
    projection TEXT NOT NULL,
    epoch_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    UNIQUE (generation, partition, projection, epoch_id)
  ) STRICT;

  CREATE TABLE batches (
    batch INTEGER PRIMARY KEY,
    ledger INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    process INTEGER NOT NULL,
    version INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    applied_at INTEGER NOT NULL,
    store_wait INTEGER NOT NULL,
    count INTEGER NOT NULL,
    deliveries INTEGER NOT NULL,
    longest INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX batches_by_ledger ON batches (ledger);
  CREATE INDEX batches_by_length ON batches (longest);
  CREATE INDEX batches_by_time ON batches (epoch, applied_at, count);

  CREATE TABLE applied (
    epoch INTEGER NOT NULL,
    class INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    applied_at INTEGER NOT NULL,
    attempt INTEGER,
    replay TEXT,
    PRIMARY KEY (epoch, class, first, last, batch)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX applied_by_batch ON applied (batch);

  CREATE TABLE proven (
    epoch INTEGER NOT NULL,
    class INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (epoch, class, first, last)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX proven_by_time ON proven (at);

  CREATE TABLE accepted (
    ledger INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    class INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    process INTEGER NOT NULL,
    at INTEGER NOT NULL,
    times TEXT NOT NULL
  ) STRICT;
  CREATE INDEX accepted_by_range ON accepted (generation, partition, class, first, last);
  CREATE INDEX accepted_by_ledger ON accepted (ledger);

  CREATE TABLE accepting (
    minute INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (minute, bucket)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE failed (
    ledger INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    process INTEGER NOT NULL,
    version INTEGER NOT NULL,
    class TEXT NOT NULL,
    code TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    replay TEXT,
    fetched_at INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    next TEXT NOT NULL,
    retry_at INTEGER
  ) STRICT;
  CREATE INDEX failed_by_event ON failed (epoch, sequence, failed_at);
  CREATE INDEX failed_by_time ON failed (failed_at);
  CREATE INDEX failed_by_ledger ON failed (ledger);

  CREATE TABLE unconfirmed (
    ledger INTEGER NOT NULL,
    process INTEGER NOT NULL,
    command TEXT NOT NULL,
    correlation TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX unconfirmed_by_correlation ON unconfirmed (correlation);
  CREATE INDEX unconfirmed_by_ledger ON unconfirmed (ledger);

  CREATE TABLE gaps (
    ledger INTEGER NOT NULL,
    role TEXT NOT NULL,
    process INTEGER NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    records INTEGER NOT NULL,
    why TEXT NOT NULL
  ) STRICT;
  CREATE INDEX gaps_by_end ON gaps (until);
  CREATE INDEX gaps_by_ledger ON gaps (ledger);
`;
