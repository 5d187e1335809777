import type { DeadLetterFilter } from '../../../contracts/ports/dead-letter-index.ts';
import { addEquals } from './add-equals.ts';
import { searchText } from './search-text.ts';

interface Clause {
  /** SQL after WHERE; `TRUE` if everything matches. */
  sql: string;
  values: (string | number)[];
}

const columns = {
  group: 'fingerprint',
  consumer: 'consumer',
  type: 'event_type',
  failureClass: 'failure_class',
  code: 'code',
  subject: 'subject',
  actor: 'actor',
  correlationId: 'correlation_id',
  eventId: 'event_id',
  ticket: 'ticket',
  assignee: 'assignee',
} as const;

/** A filter as a condition on `dead_letters`. Values are bound, never part of the SQL. */
export function filterClause(filter: DeadLetterFilter): Clause {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  addEquals(parts, values, columns, filter);
  if (filter.states !== undefined) {
    parts.push(`state IN (${filter.states.map(() => '?').join(', ') || 'NULL'})`);
    values.push(...filter.states);
  }
  if (filter.from !== undefined) {
    parts.push('failed_at >= ?');
    values.push(filter.from);
  }
  if (filter.to !== undefined) {
    parts.push('failed_at < ?');
    values.push(filter.to);
  }
  if (filter.text !== undefined) {
    parts.push('sequence IN (SELECT rowid FROM search WHERE search MATCH ?)');
    values.push(matchOf(filter.text));
  }
  return { sql: parts.length > 0 ? parts.join(' AND ') : 'TRUE', values };
}

/**
 * Any text as a query of FTS5: every word a quoted string, in which only the quote is special, and doubled
 * (https://sqlite.org/fts5.html, 3.1). The last word may be a prefix.
 */
export function matchOf(text: string): string {
  const words = text.replaceAll('\0', ' ').toWellFormed().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return '""';
  return `${words.map((word) => `"${searchText(word).replaceAll('"', '""')}"`).join(' ')}*`;
}
