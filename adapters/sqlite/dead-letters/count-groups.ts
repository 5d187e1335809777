import type { DatabaseSync } from 'node:sqlite';
import type { Grouping } from '../../../contracts/dead-letter-groups.ts';
import { DEAD_LETTER_STATES, type DeadLetterState } from '../../../contracts/operation.ts';
import type { DeadLetterFilter } from '../../../contracts/ports/dead-letter-index.ts';
import { TREND_HOURS } from '../../../contracts/ports/trend.ts';
import { filterClause } from './filter-clause.ts';

const HOUR_MS = 3_600_000;

interface CountedGroup {
  key: string;
  states: Record<DeadLetterState, number>;
  count: number;
  /** Unix ms. */
  first: number;
  last: number;
  opened: number;
  /** The sequence of its newest dead letter. */
  newest: number;
  trend: number[];
}

const keyOf: Record<Grouping, string> = {
  fingerprint: 'fingerprint',
  type: "ifnull(event_type, '')",
  consumer: 'consumer',
};

/** The filters that the stored counts can answer; any other filter counts dead letters one by one. */
const counted = new Set(['group', 'states', 'consumer', 'type']);

interface Cell {
  key: string;
  state: DeadLetterState;
  total: number;
  first: number;
  last: number;
  opened: number;
  newest: number;
}

/** `count`: the groups of the matching dead letters; their trends begin at `from` (Unix ms). */
export function groupCounter(database: DatabaseSync) {
  const stale = database.prepare('SELECT * FROM cells WHERE stale = 1 AND total > 0');
  const refresh = database.prepare(`UPDATE cells SET stale = 0, (first, last, opened, newest) =
      (SELECT min(first_failed_at), max(failed_at), max(opened_at), max(sequence) FROM dead_letters INDEXED BY dead_letters_by_fingerprint
        WHERE fingerprint = ?1 AND state = ?4 AND ifnull(event_type, '') = ?2 AND consumer = ?3)
    WHERE fingerprint = ?1 AND event_type = ?2 AND consumer = ?3 AND state = ?4`);

  function refreshCells(): void {
    for (const cell of stale.all()) {
      refresh.run(
        ...([cell.fingerprint, cell.event_type, cell.consumer, cell.state] as [
          string,
          string,
          string,
          string,
        ]),
      );
    }
  }

  function cellsOf(by: Grouping, filter: DeadLetterFilter): Cell[] {
    const { sql, values } = filterClause(filter);
    const kept = Object.keys(filter).every((name) => counted.has(name));
    if (kept) refreshCells();
    const source = kept
      ? `sum(total) AS total, min(first) AS first, max(last) AS last, max(opened) AS opened, max(newest) AS newest FROM cells
           WHERE total > 0 AND`
      : `count(*) AS total, min(first_failed_at) AS first, max(failed_at) AS last, max(opened_at) AS opened,
           max(sequence) AS newest FROM dead_letters
           WHERE`;
    return database
      .prepare(`SELECT ${keyOf[by]} AS key, state, ${source} ${sql} GROUP BY 1, 2`)
      .all(...values) as unknown as Cell[];
  }

  function trendsOf(by: Grouping, filter: DeadLetterFilter, from: number) {
    const { sql, values } = filterClause(filter);
    const kept = Object.keys(filter).every((name) => counted.has(name));
    const source = kept
      ? 'hour, sum(total) AS total FROM hours WHERE hour >= ?'
      : `opened_at / ${HOUR_MS} AS hour, count(*) AS total FROM dead_letters WHERE opened_at / ${HOUR_MS} >= ?`;
    return database
      .prepare(`SELECT ${keyOf[by]} AS key, ${source} AND ${sql} GROUP BY 1, 2`)
      .all(from / HOUR_MS, ...values) as unknown as { key: string; hour: number; total: number }[];
  }

  const count = (by: Grouping, filter: DeadLetterFilter, from: number): CountedGroup[] => {
    const groups = new Map<string, CountedGroup>();
    for (const { key, state, total, first, last, opened, newest } of cellsOf(by, filter)) {
      const group = groups.get(key) ?? emptyGroup(key);
      groups.set(key, group);
      group.states[state] += total;
      group.count += total;
      group.first = Math.min(group.first, first);
      group.last = Math.max(group.last, last);
      group.opened = Math.max(group.opened, opened);
      group.newest = Math.max(group.newest, newest);
    }
    for (const { key, hour, total } of trendsOf(by, filter, from)) {
      const trend = groups.get(key)?.trend;
      // A worker's clock that is ahead counts as now.
      if (trend) trend[Math.min(hour - from / HOUR_MS, TREND_HOURS - 1)]! += total;
    }
    return [...groups.values()].sort((a, b) => b.count - a.count || b.newest - a.newest);
  };
  return { count, refreshCells };
}

const emptyGroup = (key: string): CountedGroup => ({
  key,
  states: Object.fromEntries(DEAD_LETTER_STATES.map((state) => [state, 0])) as CountedGroup['states'],
  count: 0,
  first: Number.POSITIVE_INFINITY,
  last: 0,
  opened: 0,
  newest: 0,
  trend: new Array<number>(TREND_HOURS).fill(0),
});
