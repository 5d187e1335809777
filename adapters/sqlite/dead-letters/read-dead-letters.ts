import type { DatabaseSync } from 'node:sqlite';
import type { DeadLetterStep } from '../../../contracts/dead-letter-steps.ts';
import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import type {
  DeadLetterFilter,
  DeadLetterPage,
  FailureRow,
} from '../../../contracts/ports/dead-letter-index.ts';
import type { DeadLetterStatus } from '../../../domain/operations/dead-letter-status.ts';
import type { StoredFailure } from './dead-letter-rows.ts';
import { filterClause, matchOf } from './filter-clause.ts';

type Row = Record<string, unknown>;

const COLUMNS = `dead_letters.id AS id, dead_letters.sequence AS sequence, dead_letters.fingerprint AS fingerprint, dead_letters.failures AS failures,
  dead_letters.first_failed_at AS first_failed_at, dead_letters.failed_at AS failed_at, dead_letters.opened_at AS opened_at, dead_letters.status AS status, failures.failed AS failed`;

export const SUMMARY = `SELECT ${COLUMNS} FROM dead_letters JOIN failures ON failures.sequence = dead_letters.sequence`;

const iso = (ms: unknown): string => new Date(ms as number).toISOString();

export function summaryOf(row: Row): DeadLetterSummary {
  const failed = JSON.parse(row.failed as string) as StoredFailure;
  const status = JSON.parse(row.status as string) as DeadLetterStatus;
  return {
    id: row.id as string,
    consumer: failed.consumer,
    position: failed.position,
    eventName: failed.eventName,
    eventType: failed.eventType,
    eventId: failed.eventId,
    subject: failed.subject,
    actor: failed.actor,
    correlationId: failed.correlationId,
    failureClass: failed.failureClass,
    code: failed.code,
    message: failed.message,
    group: row.fingerprint as string,
    failures: row.failures as number,
    attempts: failed.attempts,
    firstFailedAt: iso(row.first_failed_at),
    failedAt: iso(row.failed_at),
    openedAt: iso(row.opened_at),
    worker: failed.worker,
    workerVersion: failed.workerVersion,
    ...status,
    sequence: row.sequence as number,
    originalExpiresAt: failed.expiresAt > 0 ? iso(failed.expiresAt) : null,
  };
}

export function deadLetterReader(database: DatabaseSync) {
  const byId = database.prepare(`${SUMMARY} WHERE dead_letters.id = ?`);
  const failures = database.prepare(
    'SELECT sequence, stored_at, fingerprint, failed FROM failures WHERE id = ? ORDER BY sequence',
  );
  const steps = database.prepare('SELECT step FROM steps WHERE id = ? ORDER BY sequence, item');

  function countOf(filter: DeadLetterFilter): number {
    const { text, ...rest } = filter;
    const { sql, values } = filterClause(filter);
    const row =
      text !== undefined && Object.keys(rest).length === 0
        ? database.prepare('SELECT count(*) AS total FROM search WHERE search MATCH ?').get(matchOf(text))
        : database.prepare(`SELECT count(*) AS total FROM dead_letters WHERE ${sql}`).get(...values);
    return row?.total as number;
  }

  return {
    list(
      filter: DeadLetterFilter,
      { limit, order, after }: DeadLetterPage,
    ): { deadLetters: DeadLetterSummary[]; total: number } {
      const total = countOf(filter);
      const [beyond, direction] = order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC'];
      const from = after ?? (order === 'newest' ? Number.MAX_SAFE_INTEGER : 0);
      const { text, ...rest } = filter;
      const { sql, values } = filterClause(rest);
      // Full-text search also reads in list order, so it ends when the page is full.
      const [source, sequence, match] =
        text === undefined
          ? ['dead_letters WHERE', 'sequence', []]
          : [
              'search CROSS JOIN dead_letters ON dead_letters.sequence = search.rowid WHERE search MATCH ? AND',
              'search.rowid',
              [matchOf(text)],
            ];
      // Finds the page first, and joins only its rows to their texts.
      const page = `SELECT number FROM ${source} ${sql} AND ${sequence} ${beyond} ? ORDER BY ${sequence} ${direction} LIMIT ?`;
      const rows = database
        .prepare(`${SUMMARY} WHERE number IN (${page}) ORDER BY dead_letters.sequence ${direction}`)
        .all(...match, ...values, from, limit);
      return { deadLetters: rows.map(summaryOf), total };
    },

    one(id: string): DeadLetterSummary | null {
      const row = byId.get(id);
      return row ? summaryOf(row) : null;
    },

    failures: (id: string): FailureRow[] =>
      failures.all(id).map((row) => {
        const failed = JSON.parse(row.failed as string) as StoredFailure;
        return {
          sequence: row.sequence as number,
          storedAt: row.stored_at as number,
          failureClass: failed.failureClass,
          code: failed.code,
          message: failed.message,
          fingerprint: row.fingerprint as string,
          attempts: failed.attempts,
          failedAt: failed.failedAt,
          worker: failed.worker,
          workerVersion: failed.workerVersion,
          epochId: failed.epochId,
          replayId: failed.replayId,
        };
      }),

    steps: (id: string): DeadLetterStep[] => steps.all(id).map(({ step }) => JSON.parse(step as string)),
  };
}
