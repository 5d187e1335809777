import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import type { ChangeFilter, ReportedStatus } from '../../../contracts/ports/lag-history.ts';

/** The changes of the pipeline. The caller runs the transaction. */
export function changeRows(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO changes (sequence, at, kind, stream, consumer, projection, process, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const report = database.prepare(`
    INSERT INTO reported (stream, consumer, status, at, sequence) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (stream, consumer) DO UPDATE SET
      status = excluded.status, at = excluded.at, sequence = excluded.sequence
    WHERE excluded.sequence > sequence`);

  return {
    add(changes: readonly { sequence: number; change: PipelineChange }[]): void {
      for (const { sequence, change } of changes) {
        const at = Date.parse(change.at) || 0;
        const stream = 'stream' in change ? change.stream : null;
        const consumer = 'consumer' in change ? change.consumer : null;
        const projection = 'projection' in change ? change.projection : null;
        const process = 'process' in change ? change.process : null;
        const json = JSON.stringify(change);
        insert.run(sequence, at, change.kind, stream, consumer, projection, process, json);
        if (change.kind === 'consumer-status')
          report.run(change.stream, change.consumer, change.to, at, sequence);
      }
    },

    prune(first: number | null): void {
      if (first === null) database.exec('DELETE FROM changes; DELETE FROM reported;');
      else {
        database.prepare('DELETE FROM changes WHERE sequence < ?').run(first);
        database.prepare('DELETE FROM reported WHERE sequence < ?').run(first);
      }
    },

    list(filter: ChangeFilter, page: { limit: number; before?: number }) {
      const wheres: string[] = [];
      const values: SQLInputValue[] = [];
      const add = (where: string, ...value: SQLInputValue[]) => {
        wheres.push(where);
        values.push(...value);
      };
      if (page.before !== undefined) add('sequence < ?', page.before);
      if (filter.kinds) add(`kind IN (${filter.kinds.map(() => '?').join(', ')})`, ...filter.kinds);
      for (const column of ['stream', 'consumer', 'projection', 'process'] as const) {
        const value = filter[column];
        if (value !== undefined) add(`${column} = ?`, value);
      }
      if (filter.from !== undefined) add('at >= ?', filter.from);
      if (filter.to !== undefined) add('at < ?', filter.to);
      const where = wheres.length > 0 ? `WHERE ${wheres.join(' AND ')}` : '';
      const rows = database
        .prepare(`SELECT sequence, change FROM changes ${where} ORDER BY sequence DESC LIMIT ?`)
        .all(...values, page.limit) as { sequence: number; change: string }[];
      return rows.map(({ sequence, change }) => ({ sequence, change: JSON.parse(change) as PipelineChange }));
    },

    reported: (): ReportedStatus[] =>
      database
        .prepare('SELECT stream, consumer, status, at FROM reported')
        .all() as unknown as ReportedStatus[],
  };
}
