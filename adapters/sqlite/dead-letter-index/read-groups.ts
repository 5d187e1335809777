import type { DatabaseSync } from 'node:sqlite';
import type { DeadLetterGroup, Grouping } from '../../../contracts/dead-letters.ts';
import { DEAD_LETTER_STATES } from '../../../contracts/operation.ts';
import type {
  DeadLetterFilter,
  GroupReach,
  GroupStanding,
} from '../../../contracts/ports/dead-letter-index.ts';
import { TREND_HOURS, trendFrom } from '../../../contracts/ports/trend.ts';
import { filterClause } from './filter-clause.ts';
import { SUMMARY, summaryOf } from './read-entries.ts';

const HOUR_MS = 3_600_000;

const columnOf: Record<Grouping, string> = {
  fingerprint: 'fingerprint',
  type: 'event_type',
  consumer: 'consumer',
};

const iso = (ms: unknown): string => new Date(ms as number).toISOString();
const NO_STANDING: GroupStanding = { assignee: null, ticket: null, note: null, revision: 0 };

export function groupReader(database: DatabaseSync) {
  const acts = database.prepare(
    "SELECT sequence, act FROM acts WHERE target = 'group' AND target_id = ? ORDER BY sequence",
  );
  const standing = (fingerprint: string): GroupStanding => {
    const found = { ...NO_STANDING };
    for (const { sequence, act } of acts.all(fingerprint)) {
      const { kind, details, actor, at } = JSON.parse(act as string);
      if (kind === 'group-assigned') found.assignee = details.assignee;
      if (kind === 'group-ticket-linked') found.ticket = details.ticket;
      if (kind === 'group-noted') found.note = { text: details.text, actor, at };
      found.revision = sequence as number;
    }
    return found;
  };
  const sample = database.prepare(`${SUMMARY} WHERE entries.sequence = ?`);
  const stateSums = DEAD_LETTER_STATES.map((state) => `sum(state = '${state}') AS "${state}"`).join(', ');

  return {
    standing,

    groups(
      by: Grouping,
      filter: DeadLetterFilter,
      limit: number,
      now: number,
    ): { groups: DeadLetterGroup[]; total: number } {
      const { sql, values } = filterClause(filter);
      const key = columnOf[by];
      const counted = database
        .prepare(
          `SELECT ${key} AS key, count(*) AS count, min(first_failed_at) AS first, max(failed_at) AS last,
             max(sequence) AS newest, ${stateSums}
           FROM entries WHERE ${sql} GROUP BY ${key}`,
        )
        .all(...values)
        .sort(
          (a, b) => (b.count as number) - (a.count as number) || (b.newest as number) - (a.newest as number),
        );
      const shown = counted.slice(0, limit);
      const from = trendFrom(now);
      const trends = new Map(shown.map((group) => [group.key, new Array<number>(TREND_HOURS).fill(0)]));
      for (const { key: group, hour, count } of database
        .prepare(
          `SELECT ${key} AS key, (failed_at - ?) / ${HOUR_MS} AS hour, count(*) AS count
           FROM entries WHERE failed_at >= ? AND ${sql} GROUP BY 1, 2`,
        )
        .all(from, from, ...values)) {
        const trend = trends.get(group);
        // A clock that is ahead counts as now.
        if (trend) trend[Math.min(hour as number, TREND_HOURS - 1)]! += count as number;
      }
      const groups = shown.map(
        (group): DeadLetterGroup => ({
          key: (group.key as string | null) ?? '',
          count: group.count as number,
          states: Object.fromEntries(
            DEAD_LETTER_STATES.map((state) => [state, group[state] as number]),
          ) as DeadLetterGroup['states'],
          firstFailedAt: iso(group.first),
          failedAt: iso(group.last),
          trend: trends.get(group.key)!,
          sample: summaryOf(sample.get(group.newest as number)!),
          ...(by === 'fingerprint' ? standing(group.key as string) : NO_STANDING),
        }),
      );
      return { groups, total: counted.length };
    },

    reach(fingerprint: string, now: number): GroupReach | null {
      const row = database
        .prepare(
          `SELECT count(*) AS count, count(DISTINCT subject) AS channels, count(DISTINCT actor) AS callers,
             count(DISTINCT consumer) AS consumers, count(DISTINCT event_type) AS types, max(sequence) AS newest,
             sum(failed_at >= ?) AS last_hour, sum(failed_at >= ? AND failed_at < ?) AS hour_before
           FROM entries WHERE fingerprint = ?`,
        )
        .get(now - HOUR_MS, now - 2 * HOUR_MS, now - HOUR_MS, fingerprint);
      if (!row || row.count === 0) return null;
      const versionAt = database.prepare(
        "SELECT json_extract(failed, '$.workerVersion') AS version FROM failures WHERE sequence = ?",
      );
      const version = (sequence: unknown) => String(versionAt.get(sequence as number)?.version ?? '');
      const first = database
        .prepare('SELECT min(sequence) AS sequence FROM entries WHERE fingerprint = ?')
        .get(fingerprint);
      const seen = database
        .prepare(
          `SELECT max(newest) AS sequence FROM (
             SELECT (SELECT max(sequence) FROM entries AS others WHERE others.consumer = own.consumer) AS newest
             FROM (SELECT DISTINCT consumer FROM entries WHERE fingerprint = ?) AS own)`,
        )
        .get(fingerprint);
      const replay = database
        .prepare(
          `SELECT step FROM steps JOIN entries ON entries.id = steps.id
           WHERE kind = 'outcome' AND fingerprint = ? ORDER BY steps.sequence DESC LIMIT 1`,
        )
        .get(fingerprint);
      return {
        channels: row.channels as number,
        callers: row.callers as number,
        consumers: row.consumers as number,
        types: row.types as number,
        lastHour: row.last_hour as number,
        hourBefore: row.hour_before as number,
        workerVersions: {
          first: version(first?.sequence),
          last: version(row.newest),
          newestSeen: version(seen?.sequence),
        },
        lastReplay: replay ? outcomeOf(replay.step as string) : null,
      };
    },
  };
}

function outcomeOf(step: string): GroupReach['lastReplay'] {
  const { act } = JSON.parse(step);
  const { entry, outcome, at } = act.outcome;
  return { replayId: act.replayId, entry, outcome, at };
}
