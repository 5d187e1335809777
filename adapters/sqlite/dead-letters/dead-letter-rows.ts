import type { DatabaseSync } from 'node:sqlite';
import type { DeadLetterStep } from '../../../contracts/dead-letter-steps.ts';
import type { IndexedFailure } from '../../../contracts/ports/dead-letter-index.ts';
import { statusOfDeadLetter } from '../../../domain/operations/dead-letter-status.ts';
import type { CountedDeadLetter, DeadLetterCounts } from './dead-letter-counts.ts';
import { searchText } from './search-text.ts';

/** The stored form of a failure. */
export type StoredFailure = IndexedFailure['failed'];

type KnownFailure = Pick<IndexedFailure, 'sequence' | 'storedAt' | 'fingerprint' | 'failed'>;

const millisecondsOf = (iso: string, otherwise: number): number => {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? otherwise : at;
};

/**
 * When it was created, Unix ms: at its newest failure outside of a replay. If only failures of replays are stored, at its
 * first attempt.
 */
function openedAt(failures: readonly KnownFailure[]): number {
  const opened = failures.findLast(({ failed }) => failed.replayId === null);
  const { failed, storedAt } = opened ?? failures[0]!;
  return millisecondsOf(opened ? failed.failedAt : failed.firstFailedAt, storedAt);
}

/** How many replays in a row have ended in its present failure. */
function replaysOfSameFailure(failures: readonly KnownFailure[]): number {
  let count = 0;
  let before: string | undefined;
  for (const { fingerprint, failed } of failures) {
    if (fingerprint !== before) count = 0;
    else if (failed.replayId !== null) count += 1;
    before = fingerprint;
  }
  return count;
}

/** Statements that keep `dead_letters` in step with `failures` and `steps`. */
export function deadLetterRows(database: DatabaseSync, counts: DeadLetterCounts) {
  const failuresOf = database.prepare(
    'SELECT sequence, stored_at, fingerprint, failed FROM failures WHERE id = ? ORDER BY sequence',
  );
  const stepsOf = database.prepare('SELECT step FROM steps WHERE id = ? ORDER BY sequence, item');
  const present = database.prepare('SELECT sequence FROM dead_letters WHERE id = ?');
  const countedAs = database.prepare(`SELECT fingerprint, event_type AS eventType, consumer, state,
      first_failed_at AS firstFailedAt, failed_at AS failedAt, opened_at AS openedAt, sequence FROM dead_letters WHERE id = ?`);
  const remove = database.prepare('DELETE FROM dead_letters WHERE id = ?');
  const write =
    database.prepare(`INSERT INTO dead_letters (id, sequence, state, fingerprint, consumer, event_type, event_id,
      subject, actor, correlation_id, failure_class, code, first_failed_at, failed_at, opened_at, failures,
      replays_of_same_failure, assignee, ticket, status)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, state = excluded.state,
      fingerprint = excluded.fingerprint, event_type = excluded.event_type, event_id = excluded.event_id,
      subject = excluded.subject, actor = excluded.actor, correlation_id = excluded.correlation_id,
      failure_class = excluded.failure_class, code = excluded.code, first_failed_at = excluded.first_failed_at,
      failed_at = excluded.failed_at, opened_at = excluded.opened_at, failures = excluded.failures,
      replays_of_same_failure = excluded.replays_of_same_failure, assignee = excluded.assignee,
      ticket = excluded.ticket, status = excluded.status`);
  const unsearch = database.prepare('DELETE FROM search WHERE rowid = ?');
  const search = database.prepare('INSERT INTO search (rowid, error, payload) VALUES (?, ?, ?)');

  /** Writes the row of a dead letter from all its failures, oldest first, and all its steps. */
  function writeRow(id: string, failures: readonly KnownFailure[], steps: readonly DeadLetterStep[]): void {
    const newest = failures.at(-1)!;
    const { failed } = newest;
    const status = statusOfDeadLetter(
      failures.map((each) => ({
        sequence: each.sequence,
        storedAt: each.storedAt,
        failedAt: each.failed.failedAt,
        replayId: each.failed.replayId,
      })),
      steps,
    );
    const counted: CountedDeadLetter = {
      fingerprint: newest.fingerprint,
      eventType: failed.eventType,
      consumer: failed.consumer,
      state: status.state,
      firstFailedAt: Math.min(
        ...failures.map((each) => millisecondsOf(each.failed.firstFailedAt, each.storedAt)),
      ),
      failedAt: millisecondsOf(failed.failedAt, newest.storedAt),
      openedAt: openedAt(failures),
      sequence: newest.sequence,
    };
    counts.add(counted);
    write.run(
      id,
      newest.sequence,
      status.state,
      newest.fingerprint,
      failed.consumer,
      failed.eventType,
      failed.eventId,
      failed.subject,
      failed.actor,
      failed.correlationId,
      failed.failureClass,
      failed.code,
      counted.firstFailedAt,
      counted.failedAt,
      counted.openedAt,
      failures.length,
      replaysOfSameFailure(failures),
      status.assignee,
      status.ticket,
      JSON.stringify(status),
    );
  }

  const stepsNow = (id: string): DeadLetterStep[] =>
    stepsOf.all(id).map(({ step }) => JSON.parse(step as string));

  return {
    /** Writes the row of a dead letter that failed for the first time, as far as this index knows. */
    begin(failure: IndexedFailure): void {
      writeRow(failure.id, [failure], stepsNow(failure.id));
    },

    /** Derives the row of a dead letter from all its failures and steps; without a failure there is no row. */
    derive(id: string): void {
      const failures = failuresOf.all(id).map(
        (row): KnownFailure => ({
          sequence: row.sequence as number,
          storedAt: row.stored_at as number,
          fingerprint: row.fingerprint as string,
          failed: JSON.parse(row.failed as string),
        }),
      );
      const before = countedAs.get(id) as unknown as CountedDeadLetter | undefined;
      if (before) counts.remove(before);
      if (failures.length > 0) writeRow(id, failures, stepsNow(id));
      else if (before) {
        remove.run(id);
        unsearch.run(before.sequence);
      }
    },

    /** Full-text search finds a dead letter by its newest failure, under that failure's sequence: in the order of lists. */
    makeSearchable({ sequence, errorText, payloadText }: IndexedFailure, instead: number | undefined): void {
      if (instead !== undefined) unsearch.run(instead);
      search.run(sequence, searchText(errorText), searchText(payloadText));
    },

    /** The sequence of a dead letter's newest failure. */
    newestOf: (id: string): number | undefined => present.get(id)?.sequence as number | undefined,
  };
}

export type DeadLetterRows = ReturnType<typeof deadLetterRows>;
