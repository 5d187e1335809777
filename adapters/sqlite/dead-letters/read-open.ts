import type { DatabaseSync } from 'node:sqlite';
import type { GroupTriage, OpenDeadLetters } from '../../../contracts/ports/dead-letter-index.ts';

/** With more groups than this, the owners are unknown. */
const MAX_GROUPS = 500;

/** All open dead letters together, from the stored counts and one look-up per group. Called every second. */
export function openReader(
  database: DatabaseSync,
  refreshCells: () => void,
  triageOf: (fingerprint: string) => GroupTriage,
) {
  const count =
    database.prepare(`SELECT ifnull(sum(total), 0) AS open, max(opened) AS openedAt, max(last) AS failedAt
    FROM cells WHERE state = 'open' AND total > 0`);
  const groups = database.prepare(`SELECT fingerprint,
      EXISTS (SELECT 1 FROM dead_letters WHERE dead_letters.fingerprint = open.fingerprint AND state = 'open' AND assignee IS NULL) AS waits
    FROM (SELECT DISTINCT fingerprint FROM cells WHERE state = 'open' AND total > 0 LIMIT ${MAX_GROUPS + 1}) AS open`);
  const assigned = database.prepare(
    `SELECT DISTINCT assignee FROM dead_letters INDEXED BY dead_letters_assigned WHERE state = 'open' AND assignee IS NOT NULL`,
  );

  function owners(): string[] | null {
    const open = groups.all();
    if (open.length > MAX_GROUPS) return null;
    const names = new Set<string>();
    // A dead letter's own owner takes precedence over its group's.
    for (const { fingerprint, waits } of open) {
      if (!waits) continue;
      const { assignee } = triageOf(fingerprint as string);
      if (assignee === null) return [];
      names.add(assignee);
    }
    for (const { assignee } of assigned.all()) names.add(assignee as string);
    return [...names].sort();
  }

  return (): OpenDeadLetters => {
    refreshCells();
    return { ...(count.get() as unknown as Omit<OpenDeadLetters, 'owners'>), owners: owners() };
  };
}
