import { STREAMS_TABLE } from '../thread/stream-progress.ts';

/** Increase it with every change of the schema: a file of another version is deleted and filled again from the streams. */
export const INDEX_SCHEMA_VERSION = 10;

/**
 * `dead_letters` has the columns by which lists filter, order and count, and no wide ones, so scanning it is cheap; the texts of
 * the newest failure are in `failures`. `cells` and `hours` hold counts of `dead_letters`, updated in the same transaction. A
 * cell becomes stale when a dead letter that may have been its first or last leaves it; the next read corrects it.
 *
 * `opened_at`: the dead letter's newest failure outside of a replay. A replay that fails again changes only `failed_at`.
 *
 * `search` has the words of each dead letter's newest failure, under its sequence.
 *
 * `steps` holds the records of OPERATIONS about each dead letter, including those not read yet. The state is derived again
 * from `steps` and `failures` whenever either grows.
 */
export const indexSchema = `
  ${STREAMS_TABLE}

  CREATE TABLE dead_letters (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sequence INTEGER NOT NULL UNIQUE,
    state TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    consumer TEXT NOT NULL,
    event_type TEXT,
    event_id TEXT,
    subject TEXT,
    actor TEXT,
    correlation_id TEXT,
    failure_class TEXT NOT NULL,
    code TEXT NOT NULL,
    first_failed_at INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    replays_of_same_failure INTEGER NOT NULL,
    assignee TEXT,
    ticket TEXT,
    status TEXT NOT NULL
  ) STRICT;
  CREATE INDEX dead_letters_by_state ON dead_letters (state, sequence);
  CREATE INDEX dead_letters_by_fingerprint ON dead_letters
    (fingerprint, sequence, state, failed_at, first_failed_at, opened_at, consumer, event_type);
  CREATE INDEX dead_letters_by_opened ON dead_letters (opened_at, consumer);
  CREATE INDEX dead_letters_by_type ON dead_letters (event_type, sequence);
  CREATE INDEX dead_letters_by_consumer ON dead_letters (consumer, sequence);
  CREATE INDEX dead_letters_by_subject ON dead_letters (subject, sequence) WHERE subject IS NOT NULL;
  CREATE INDEX dead_letters_by_correlation ON dead_letters (correlation_id, sequence) WHERE correlation_id IS NOT NULL;
  CREATE INDEX dead_letters_by_event ON dead_letters (event_id, sequence) WHERE event_id IS NOT NULL;
  CREATE INDEX dead_letters_by_ticket ON dead_letters (ticket, sequence) WHERE ticket IS NOT NULL;
  CREATE INDEX dead_letters_by_assignee ON dead_letters (assignee, sequence) WHERE assignee IS NOT NULL;
  CREATE INDEX dead_letters_assigned ON dead_letters (assignee) WHERE state = 'open' AND assignee IS NOT NULL;
  CREATE INDEX dead_letters_unassigned ON dead_letters (fingerprint) WHERE state = 'open' AND assignee IS NULL;

  CREATE TABLE cells (
    fingerprint TEXT NOT NULL,
    event_type TEXT NOT NULL,
    consumer TEXT NOT NULL,
    state TEXT NOT NULL,
    total INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    stale INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (fingerprint, event_type, consumer, state)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE hours (
    hour INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    event_type TEXT NOT NULL,
    consumer TEXT NOT NULL,
    state TEXT NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (hour, fingerprint, event_type, consumer, state)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE failures (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    failed TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    schema_fault TEXT
  ) STRICT;
  CREATE INDEX failures_by_dead_letter ON failures (id, sequence);

  CREATE VIRTUAL TABLE search USING fts5 (
    error, payload, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
  );

  CREATE TABLE steps (
    id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    item INTEGER NOT NULL,
    kind TEXT NOT NULL,
    replay_id TEXT,
    step TEXT NOT NULL,
    PRIMARY KEY (id, sequence, item)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX steps_by_sequence ON steps (sequence);
  CREATE INDEX steps_of_replays ON steps (replay_id, kind) WHERE replay_id IS NOT NULL;
  CREATE INDEX outcomes ON steps (sequence) WHERE kind = 'outcome';

  CREATE TABLE actions (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    target_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    action TEXT NOT NULL
  ) STRICT;
  CREATE INDEX actions_by_target ON actions (target, target_id, sequence);
  CREATE INDEX actions_by_actor ON actions (actor, sequence);
  CREATE INDEX actions_by_kind ON actions (kind, sequence);
  CREATE INDEX actions_by_request ON actions (request_id);
`;
