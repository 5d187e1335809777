import type { DatabaseSync } from 'node:sqlite';
import type { Action } from '../../../contracts/dead-letters.ts';
import type { ActionFilter } from '../../../contracts/ports/dead-letter-index.ts';
import { addEquals } from './add-equals.ts';

const columns = { actor: 'actor', target: 'target', targetId: 'target_id' } as const;

const read = (row: Record<string, unknown> | undefined): Action | null =>
  row ? (JSON.parse(row.action as string) as Action) : null;

export function actionReader(database: DatabaseSync) {
  const ofRequest = database.prepare(
    'SELECT action FROM actions WHERE request_id = ? AND target = ? AND target_id = ? ORDER BY sequence LIMIT 1',
  );
  const last = database.prepare(
    'SELECT action FROM actions WHERE target = ? AND target_id = ? ORDER BY sequence DESC LIMIT 1',
  );

  return {
    actions(
      filter: ActionFilter,
      page: { limit: number; before?: number },
    ): { actions: Action[]; total: number } {
      const parts = ['TRUE'];
      const values: (string | number)[] = [];
      addEquals(parts, values, columns, filter);
      if (filter.kinds) {
        parts.push(`kind IN (${filter.kinds.map(() => '?').join(', ')})`);
        values.push(...filter.kinds);
      }
      if (filter.deadLetterId !== undefined) {
        parts.push('sequence IN (SELECT sequence FROM steps WHERE id = ?)');
        values.push(filter.deadLetterId);
      }
      if (filter.from !== undefined) {
        parts.push('at >= ?');
        values.push(filter.from);
      }
      if (filter.to !== undefined) {
        parts.push('at < ?');
        values.push(filter.to);
      }
      const where = parts.join(' AND ');
      const total = database
        .prepare(`SELECT count(*) AS total FROM actions WHERE ${where}`)
        .get(...values)?.total;
      const rows = database
        .prepare(`SELECT action FROM actions WHERE ${where} AND sequence < ? ORDER BY sequence DESC LIMIT ?`)
        .all(...values, page.before ?? Number.MAX_SAFE_INTEGER, page.limit);
      return { actions: rows.map((row) => read(row)!), total: total as number };
    },

    actionOfRequest: (requestId: string, target: string, targetId: string): Action | null =>
      read(ofRequest.get(requestId, target, targetId)),

    lastAction: (target: string, targetId: string): Action | null => read(last.get(target, targetId)),
  };
}
