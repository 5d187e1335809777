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

const CANDIDATE = `SELECT dead_letters.number AS number, dead_letters.id AS id, dead_letters.state AS state, dead_letters.status AS status,
    dead_letters.replays_of_same_failure AS replays, failures.failed AS failed, failures.bytes AS bytes,
    failures.schema_fault AS schema_fault
  FROM dead_letters JOIN failures ON failures.sequence = dead_letters.sequence`;

/** Dead letters as replays need them: few columns, hundreds of thousands of rows. */
export function candidateReader(database: DatabaseSync) {
  const byId = database.prepare(`${CANDIDATE} WHERE dead_letters.id = ?`);

  return {
    candidates(
      filter: DeadLetterFilter,
      { limit, after }: { limit: number; after: number },
    ): IndexedCandidates {
      const { sql, values } = filterClause(filter);
      // Ordered by a number that a dead letter keeps when it fails again, so pages neither skip nor repeat one.
      const page = `SELECT number FROM dead_letters WHERE ${sql} AND number > ? ORDER BY number LIMIT ?`;
      const rows = database
        .prepare(`${CANDIDATE} WHERE dead_letters.number IN (${page}) ORDER BY dead_letters.number`)
        .all(...values, after, limit);
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return { candidates: rows.map(candidateOf), next: last ? (last.number as number) : null };
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
    deadLetterId: row.id as string,
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
