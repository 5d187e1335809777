import type { DatabaseSync } from 'node:sqlite';
import type { DeadLetterGroup, Grouping } from '../../../contracts/dead-letter-groups.ts';
import type {
  DeadLetterFilter,
  GroupReach,
  GroupTriage,
} from '../../../contracts/ports/dead-letter-index.ts';
import { trendFrom } from '../../../contracts/ports/trend.ts';
import { groupCounter } from './count-groups.ts';
import { largestOfGroup } from './largest-of-group.ts';
import { SUMMARY, summaryOf } from './read-dead-letters.ts';
import { openReader } from './read-open.ts';
import { openedReader } from './read-opened.ts';

const HOUR_MS = 3_600_000;

const iso = (ms: unknown): string => new Date(ms as number).toISOString();
const UNTRIAGED: GroupTriage = { assignee: null, ticket: null, note: null, revision: 0 };

export function groupReader(database: DatabaseSync) {
  const actions = database.prepare(
    "SELECT sequence, action FROM actions WHERE target = 'group' AND target_id = ? ORDER BY sequence",
  );
  const triage = (fingerprint: string): GroupTriage => {
    const found = { ...UNTRIAGED };
    for (const { sequence, action } of actions.all(fingerprint)) {
      const { kind, details, actor, at } = JSON.parse(action as string);
      if (kind === 'group-assigned') found.assignee = details.assignee;
      if (kind === 'group-ticket-linked') found.ticket = details.ticket;
      if (kind === 'group-noted') found.note = { text: details.text, actor, at };
      found.revision = sequence as number;
    }
    return found;
  };
  const bySequence = database.prepare(`${SUMMARY} WHERE dead_letters.sequence = ?`);
  const { count, refreshCells } = groupCounter(database);

  return {
    triage,
    open: openReader(database, refreshCells, triage),
    openedSince: openedReader(database),

    groups(
      by: Grouping,
      filter: DeadLetterFilter,
      limit: number,
      now: number,
    ): { groups: DeadLetterGroup[]; total: number } {
      const counted = count(by, filter, trendFrom(now));
      const groups = counted.slice(0, limit).map(
        (group): DeadLetterGroup => ({
          key: group.key,
          count: group.count,
          states: group.states,
          firstFailedAt: iso(group.first),
          failedAt: iso(group.last),
          openedAt: iso(group.opened),
          trend: group.trend,
          newest: summaryOf(bySequence.get(group.newest)!),
          ...(by === 'fingerprint' ? triage(group.key) : UNTRIAGED),
        }),
      );
      return { groups, total: counted.length };
    },

    reach(fingerprint: string, now: number): GroupReach | null {
      const row = database
        .prepare(
          `SELECT count(*) AS count, count(DISTINCT subject) AS channels, count(DISTINCT actor) AS callers,
             count(DISTINCT consumer) AS consumers, count(DISTINCT event_type) AS types, max(sequence) AS newest,
             sum(opened_at >= ?) AS last_hour, sum(opened_at >= ? AND opened_at < ?) AS hour_before
           FROM dead_letters WHERE fingerprint = ?`,
        )
        .get(now - HOUR_MS, now - 2 * HOUR_MS, now - HOUR_MS, fingerprint);
      if (!row || row.count === 0) return null;
      const versionAt = database.prepare(
        "SELECT json_extract(failed, '$.workerVersion') AS version FROM failures WHERE sequence = ?",
      );
      const version = (sequence: unknown) => String(versionAt.get(sequence as number)?.version ?? '');
      const first = database
        .prepare('SELECT min(sequence) AS sequence FROM dead_letters WHERE fingerprint = ?')
        .get(fingerprint);
      const seen = database
        .prepare(
          `SELECT max(newest) AS sequence FROM (
             SELECT (SELECT max(sequence) FROM dead_letters AS others WHERE others.consumer = own.consumer) AS newest
             FROM (SELECT DISTINCT consumer FROM dead_letters WHERE fingerprint = ?) AS own)`,
        )
        .get(fingerprint);
      const replay = database
        .prepare(
          `SELECT step FROM steps JOIN dead_letters ON dead_letters.id = steps.id
           WHERE kind = 'outcome' AND fingerprint = ? ORDER BY steps.sequence DESC LIMIT 1`,
        )
        .get(fingerprint);
      return {
        channels: row.channels as number,
        callers: row.callers as number,
        consumers: row.consumers as number,
        types: row.types as number,
        largestChannels: largestOfGroup(database, 'subject', fingerprint),
        largestCallers: largestOfGroup(database, 'actor', fingerprint),
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
  const { action } = JSON.parse(step);
  const { deadLetterId, outcome, at } = action.outcome;
  return { replayId: action.replayId, deadLetterId, outcome, at };
}
