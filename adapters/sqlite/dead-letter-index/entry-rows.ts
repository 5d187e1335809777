import type { DatabaseSync } from 'node:sqlite';
import type { IndexedFailure } from '../../../contracts/ports/dead-letter-index.ts';
import {
  type EntryFailure,
  type EntryStep,
  entryStanding,
  type Standing,
} from '../../../contracts/ports/entry-standing.ts';

/** What is stored of a failure. */
export type StoredFailure = IndexedFailure['failed'];

const millisecondsOf = (iso: string, otherwise: number): number => {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? otherwise : at;
};

/** Statements that keep `entries` as `failures` and `steps` say. */
export function entryRows(database: DatabaseSync) {
  const failuresOf = database.prepare(
    'SELECT sequence, stored_at, fingerprint, failed FROM failures WHERE id = ? ORDER BY sequence',
  );
  const stepsOf = database.prepare('SELECT step FROM steps WHERE id = ? ORDER BY sequence, item');
  const present = database.prepare('SELECT entry FROM entries WHERE id = ?');
  const remove = database.prepare('DELETE FROM entries WHERE entry = ?');
  const write =
    database.prepare(`INSERT INTO entries (id, sequence, state, fingerprint, consumer, event_type, event_id,
      subject, actor, correlation_id, failure_class, code, first_failed_at, failed_at, failures, assignee, ticket, standing)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, state = excluded.state,
      fingerprint = excluded.fingerprint, event_type = excluded.event_type, event_id = excluded.event_id,
      subject = excluded.subject, actor = excluded.actor, correlation_id = excluded.correlation_id,
      failure_class = excluded.failure_class, code = excluded.code, first_failed_at = excluded.first_failed_at,
      failed_at = excluded.failed_at, failures = excluded.failures, assignee = excluded.assignee,
      ticket = excluded.ticket, standing = excluded.standing`);
  const unsearch = database.prepare('DELETE FROM search WHERE rowid = ?');
  const search = database.prepare('INSERT INTO search (rowid, error, payload) VALUES (?, ?, ?)');

  const entryOf = (id: string): number | undefined => present.get(id)?.entry as number | undefined;

  return {
    /** Derives an entry's row from all its failures and steps; without a failure there is no entry. */
    derive(id: string): void {
      const rows = failuresOf.all(id) as {
        sequence: number;
        stored_at: number;
        fingerprint: string;
        failed: string;
      }[];
      const newest = rows.at(-1);
      if (!newest) {
        const entry = entryOf(id);
        if (entry === undefined) return;
        remove.run(entry);
        unsearch.run(entry);
        return;
      }
      const parsed = rows.map((row) => ({ ...row, failed: JSON.parse(row.failed) as StoredFailure }));
      const failures = parsed.map(
        ({ sequence, stored_at, failed }): EntryFailure => ({
          sequence,
          storedAt: stored_at,
          failedAt: failed.failedAt,
          replayId: failed.replayId,
        }),
      );
      const steps = stepsOf.all(id).map(({ step }) => JSON.parse(step as string) as EntryStep);
      const standing: Standing = entryStanding(failures, steps);
      const { failed } = parsed.at(-1)!;
      const firstFailedAt = Math.min(
        ...parsed.map((row) => millisecondsOf(row.failed.firstFailedAt, row.stored_at)),
      );
      const { state, assignee, ticket } = standing;
      write.run(
        id,
        newest.sequence,
        state,
        newest.fingerprint,
        failed.consumer,
        failed.eventType,
        failed.eventId,
        failed.subject,
        failed.actor,
        failed.correlationId,
        failed.failureClass,
        failed.code,
        firstFailedAt,
        millisecondsOf(failed.failedAt, newest.stored_at),
        rows.length,
        assignee,
        ticket,
        JSON.stringify(standing),
      );
    },

    /** Full text search finds an entry by its newest failure. */
    makeSearchable({ id, sequence, errorText, payloadText }: IndexedFailure, isNew: boolean): void {
      const newest = database.prepare('SELECT entry, sequence FROM entries WHERE id = ?').get(id);
      if (newest?.sequence !== sequence) return;
      if (!isNew) unsearch.run(newest.entry as number);
      search.run(newest.entry as number, errorText, payloadText);
    },

    has: (id: string): boolean => entryOf(id) !== undefined,
  };
}

export type EntryRows = ReturnType<typeof entryRows>;
