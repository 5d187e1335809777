import type { DatabaseSync } from 'node:sqlite';
import type {
  DeadLetterFilter,
  IndexedCandidate,
  IndexedCandidates,
} from '../../../contracts/ports/dead-letter-index.ts';
import type { DeadLetterStatus } from '../../../domain/operations/dead-letter-status.ts';
import type { StoredFailure } from './dead-letter-rows.ts';
import { filterClause } from './filter-clause.ts';

type Row = Record<string, unknown>;

const CANDIDATE = `SELECT entries.entry AS entry, entries.id AS id, entries.state AS state, entries.status AS status,
    entries.replays_of_same_failure AS replays, failures.failed AS failed, failures.bytes AS bytes,
    failures.schema_fault AS schema_fault
  FROM entries JOIN failures ON failures.sequence = entries.sequence`;

/** Dead letters as replays need them: few columns, hundreds of thousands of rows. */
export function candidateReader(database: DatabaseSync) {
  const byId = database.prepare(`${CANDIDATE} WHERE entries.id = ?`);

  return {
    candidates(
      filter: DeadLetterFilter,
      { limit, after }: { limit: number; after: number },
    ): IndexedCandidates {
      const { sql, values } = filterClause(filter);
      // Ordered by a number that a dead letter keeps when it fails again, so pages neither skip nor repeat one.
      const page = `SELECT entry FROM entries WHERE ${sql} AND entry > ? ORDER BY entry LIMIT ?`;
      const rows = database
        .prepare(`${CANDIDATE} WHERE entries.entry IN (${page}) ORDER BY entries.entry`)
        .all(...values, after, limit);
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return { candidates: rows.map(candidateOf), next: last ? (last.entry as number) : null };
    },

    candidatesOf: (ids: readonly string[]): IndexedCandidate[] =>
      ids.flatMap((id) => {
        const row = byId.get(id);
        return row ? [candidateOf(row)] : [];
      }),
  };
}

function candidateOf(row: Row): IndexedCandidate {
  const failed = JSON.parse(row.failed as string) as StoredFailure;
  const state = row.state as IndexedCandidate['state'];
  return {
    entry: row.id as string,
    consumer: failed.consumer,
    position: failed.position,
    eventName: failed.eventName,
    aggregate: failed.subject,
    bytes: row.bytes as number,
    storedAt: failed.storedAt,
    expiresAt: failed.expiresAt,
    code: failed.code,
    state,
    stateBy: state === 'open' ? null : stateBy(JSON.parse(row.status as string) as DeadLetterStatus),
    replaysOfSameFailure: row.replays as number,
    schemaFault: row.schema_fault as string | null,
  };
}

const stateBy = ({ state, replayId, changedBy, resolution }: DeadLetterStatus): string | null =>
  (state === 'resolved' ? (resolution?.replayId ?? resolution?.by) : replayId) ?? changedBy;
