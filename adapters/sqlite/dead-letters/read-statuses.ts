import type { DatabaseSync } from 'node:sqlite';
import type { IndexedStatus } from '../../../contracts/ports/dead-letter-index.ts';

/** The status of every dead letter of a consumer, perhaps 100,000. A dead letter's id ends in its position. */
export function statusReader(database: DatabaseSync) {
  // In the table's own order: the unary plus keeps SQLite from using the index of consumers, which has another order.
  const page = database.prepare(
    `SELECT number, id, state, CASE state WHEN 'resolved' THEN json_extract(status, '$.resolution.how') END AS how
     FROM dead_letters WHERE number > ? AND +consumer = ? ORDER BY number LIMIT ?`,
  );

  return (
    consumer: string,
    { limit, after }: { limit: number; after: number },
  ): { statuses: IndexedStatus[]; next: number | null } => {
    const rows = page.all(after, consumer, limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      statuses: rows.map(({ id, state, how }) => ({
        position: (id as string).slice((id as string).indexOf('.') + 1),
        state: state as IndexedStatus['state'],
        how: how as IndexedStatus['how'],
      })),
      next: last ? (last.number as number) : null,
    };
  };
}
