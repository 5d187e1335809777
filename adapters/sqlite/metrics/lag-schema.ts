import { STREAMS_TABLE } from '../thread/stream-progress.ts';

/** Increase it with every change of the schema: a file of another version is deleted and filled again from the streams. */
export const LAG_SCHEMA_VERSION = 'lag-history 3';

const rollup = (table: string) => `
  CREATE TABLE ${table} (
    series INTEGER NOT NULL,
    at INTEGER NOT NULL,
    lag_min INTEGER NOT NULL,
    lag_max INTEGER NOT NULL,
    lag_last INTEGER NOT NULL,
    age_min INTEGER,
    age_max INTEGER,
    age_last INTEGER,
    status TEXT NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (series, at)
  ) STRICT, WITHOUT ROWID;`;

const logRollup = (table: string) => `
  CREATE TABLE ${table} (
    at INTEGER PRIMARY KEY,
    bytes INTEGER NOT NULL,
    max_bytes INTEGER,
    messages INTEGER NOT NULL,
    fullest REAL,
    oldest_at INTEGER,
    left_ms INTEGER,
    last_at INTEGER NOT NULL
  ) STRICT;`;

/**
 * `seconds`, `minutes` and `hours` have the same columns. A snapshot goes into all three at once, so nothing is rolled up later.
 * The tables of the log work the same way. `reported` has the newest status of each consumer in CHANGES.
 */
export const lagSchema = `
  ${STREAMS_TABLE}
  CREATE TABLE series (
    id INTEGER PRIMARY KEY, stream TEXT NOT NULL, consumer TEXT NOT NULL, UNIQUE (stream, consumer)
  ) STRICT;
  ${rollup('seconds')}
  ${rollup('minutes')}
  CREATE INDEX minutes_by_time ON minutes (at);
  ${rollup('hours')}
  ${logRollup('log_seconds')}
  ${logRollup('log_minutes')}
  ${logRollup('log_hours')}

  CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    stream TEXT,
    consumer TEXT,
    projection TEXT,
    process TEXT,
    change TEXT NOT NULL
  ) STRICT;
  CREATE INDEX changes_by_kind ON changes (kind, sequence);
  CREATE INDEX changes_by_consumer ON changes (consumer, sequence) WHERE consumer IS NOT NULL;
  CREATE INDEX changes_by_process ON changes (process, sequence) WHERE process IS NOT NULL;
  CREATE TABLE reported (
    stream TEXT NOT NULL, consumer TEXT NOT NULL, status TEXT NOT NULL, at INTEGER NOT NULL, sequence INTEGER NOT NULL,
    PRIMARY KEY (stream, consumer)
  ) STRICT, WITHOUT ROWID;
`;
