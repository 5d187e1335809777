import type { DatabaseSync } from 'node:sqlite';

/** The fields that dead letters are counted by. */
export interface CountedDeadLetter {
  fingerprint: string;
  eventType: string | null;
  consumer: string;
  state: string;
  /** Unix ms. */
  firstFailedAt: number;
  failedAt: number;
  openedAt: number;
  sequence: number;
}

interface Change {
  cell: [fingerprint: string, eventType: string, consumer: string, state: string];
  total: number;
  first: number;
  last: number;
  opened: number;
  newest: number;
  /** Whether a dead letter left this cell; it may have been the first or last one. */
  left: boolean;
  hours: Map<number, number>;
}

const HOUR_MS = 3_600_000;

/** Keeps `cells` and `hours`: gathers a transaction's changes, and writes each count once, before the commit. */
export function deadLetterCounts(database: DatabaseSync) {
  const writeCell =
    database.prepare(`INSERT INTO cells (fingerprint, event_type, consumer, state, total, first, last, opened, newest, stale)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET total = total + excluded.total, first = min(first, excluded.first),
      last = max(last, excluded.last), opened = max(opened, excluded.opened), newest = max(newest, excluded.newest), stale = stale OR excluded.stale`);
  const writeHour =
    database.prepare(`INSERT INTO hours (fingerprint, event_type, consumer, state, hour, total)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET total = total + excluded.total`);
  const dropCells = database.prepare('DELETE FROM cells WHERE total = 0');
  const dropHours = database.prepare('DELETE FROM hours WHERE total = 0');
  const changes = new Map<string, Change>();

  function changeOf({ fingerprint, eventType, consumer, state }: CountedDeadLetter): Change {
    const cell: Change['cell'] = [fingerprint, eventType ?? '', consumer, state];
    const key = cell.join('\0');
    const found = changes.get(key) ?? {
      cell,
      total: 0,
      first: Number.MAX_SAFE_INTEGER,
      last: 0,
      opened: 0,
      newest: 0,
      left: false,
      hours: new Map(),
    };
    changes.set(key, found);
    return found;
  }

  function count(change: Change, deadLetter: CountedDeadLetter, by: number): void {
    change.total += by;
    const hour = Math.floor(deadLetter.openedAt / HOUR_MS);
    change.hours.set(hour, (change.hours.get(hour) ?? 0) + by);
  }

  return {
    add(deadLetter: CountedDeadLetter): void {
      const change = changeOf(deadLetter);
      count(change, deadLetter, 1);
      change.first = Math.min(change.first, deadLetter.firstFailedAt);
      change.last = Math.max(change.last, deadLetter.failedAt);
      change.opened = Math.max(change.opened, deadLetter.openedAt);
      change.newest = Math.max(change.newest, deadLetter.sequence);
    },

    remove(deadLetter: CountedDeadLetter): void {
      const change = changeOf(deadLetter);
      count(change, deadLetter, -1);
      change.left = true;
    },

    flush(): void {
      let left = false;
      for (const { cell, total, first, last, opened, newest, left: leaves, hours } of changes.values()) {
        writeCell.run(...cell, total, first, last, opened, newest, leaves ? 1 : 0);
        for (const [hour, by] of hours) if (by !== 0) writeHour.run(...cell, hour, by);
        left ||= leaves;
      }
      changes.clear();
      if (!left) return;
      dropCells.run();
      dropHours.run();
    },
  };
}

export type DeadLetterCounts = ReturnType<typeof deadLetterCounts>;
