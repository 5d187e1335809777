import type { CommandFilter, CommandRow } from '../../../contracts/ports/ledger-index.ts';
import { shortHash, textHash } from './text-hash.ts';

export interface EventConditions {
  sql: string;
  values: (string | number)[];
}

/**
 * The part of a filter that the rows of a segment can answer. The first condition that is set uses its index, in order of
 * time.
 */
export function eventConditions(
  filter: CommandFilter,
  typeNumber: (type: string) => number | undefined,
): EventConditions {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, ...given: (string | number)[]) => {
    parts.push(sql);
    values.push(...given);
  };
  if (filter.correlationId !== undefined) add('correlation_hash = ?', textHash(filter.correlationId));
  // One index is enough: a unary plus keeps SQLite from using the others.
  const plus = () => (parts.length > 0 ? '+' : '');
  if (filter.subject !== undefined) {
    add(`${plus()}subject_hash = ?`, shortHash(filter.subject));
    add('subject = ?', filter.subject);
  }
  if (filter.actor !== undefined) {
    add(`${plus()}actor_hash = ?`, shortHash(filter.actor));
    add('actor = ?', filter.actor);
  }
  if (filter.type !== undefined) add('type = ?', typeNumber(filter.type) ?? -1);
  if (filter.correlationPrefix !== undefined) {
    const hex = /^[0-9a-f-]{1,36}$/.test(filter.correlationPrefix)
      ? filter.correlationPrefix.replaceAll('-', '')
      : undefined;
    const whole = `substr(correlation, 1, ${filter.correlationPrefix.length}) = ?`;
    if (hex === undefined) add(`typeof(correlation) = 'text' AND ${whole}`, filter.correlationPrefix);
    else
      add(
        `CASE typeof(correlation) WHEN 'text' THEN ${whole}
           ELSE substr(lower(hex(correlation)), 1, ${hex.length}) = ? END`,
        filter.correlationPrefix,
        hex,
      );
  }
  if (filter.from !== undefined) add('stored_at >= ?', filter.from);
  if (filter.to !== undefined) add('stored_at < ?', filter.to);
  return { sql: parts.join(' AND ') || 'true', values };
}

/** Whether a command matches the filter, apart from its state. Hashes and prefixes may have matched too much. */
export const fits = (command: CommandRow, filter: CommandFilter): boolean =>
  (filter.correlationId === undefined || command.correlationId === filter.correlationId) &&
  (filter.correlationPrefix === undefined || command.correlationId.startsWith(filter.correlationPrefix)) &&
  (filter.subject === undefined || command.subject === filter.subject) &&
  (filter.actor === undefined || command.actor === filter.actor) &&
  (filter.type === undefined || command.type === filter.type) &&
  (filter.from === undefined || command.storedAt >= filter.from) &&
  (filter.to === undefined || command.storedAt < filter.to);
