import type { DatabaseSync } from 'node:sqlite';

/** The fields that dead letters are counted by. */
export interface CountedEntry {
  fingerprint: string;
  eventType: string | null;
  consumer: string;
  state: string;
  /** Unix ms. */
  firstFailedAt: number;
  failedAt: number;
  cameAt: number;
  sequence: number;
}

interface Change {
  cell: [fingerprint: string, eventType: string, consumer: string, state: string];
  entries: number;
  first: number;
  last: number;
  came: number;
  newest: number;
  /** Whether a dead letter left this cell; it may have been the first or last one. */
  left: boolean;
  hours: Map<number, number>;
}

const HOUR_MS = 3_600_000;

/** Keeps `cells` and `hours`: gathers a transaction's changes, and writes each count once, before the commit. */
export function entryCounts(database: DatabaseSync) {
  const writeCell =
    database.prepare(`INSERT INTO cells (fingerprint, event_type, consumer, state, entries, first, last, came, newest, stale)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET entries = entries + excluded.entries, first = min(first, excluded.first),
      last = max(last, excluded.last), came = max(came, excluded.came), newest = max(newest, excluded.newest), stale = stale OR excluded.stale`);
  const writeHour =
    database.prepare(`INSERT INTO hours (fingerprint, event_type, consumer, state, hour, entries)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET entries = entries + excluded.entries`);
  const dropCells = database.prepare('DELETE FROM cells WHERE entries = 0');
  const dropHours = database.prepare('DELETE FROM hours WHERE entries = 0');
  const changes = new Map<string, Change>();

  function changeOf({ fingerprint, eventType, consumer, state }: CountedEntry): Change {
    const cell: Change['cell'] = [fingerprint, eventType ?? '', consumer, state];
    const key = cell.join('\0');
    const found = changes.get(key) ?? {
      cell,
      entries: 0,
      first: Number.MAX_SAFE_INTEGER,
      last: 0,
      came: 0,
      newest: 0,
      left: false,
      hours: new Map(),
    };
    changes.set(key, found);
    return found;
  }

  function count(change: Change, entry: CountedEntry, by: number): void {
    change.entries += by;
    const hour = Math.floor(entry.cameAt / HOUR_MS);
    change.hours.set(hour, (change.hours.get(hour) ?? 0) + by);
  }

  return {
    came(entry: CountedEntry): void {
      const change = changeOf(entry);
      count(change, entry, 1);
      change.first = Math.min(change.first, entry.firstFailedAt);
      change.last = Math.max(change.last, entry.failedAt);
      change.came = Math.max(change.came, entry.cameAt);
      change.newest = Math.max(change.newest, entry.sequence);
    },

    went(entry: CountedEntry): void {
      const change = changeOf(entry);
      count(change, entry, -1);
      change.left = true;
    },

    flush(): void {
      let left = false;
      for (const { cell, entries, first, last, came, newest, left: leaves, hours } of changes.values()) {
        writeCell.run(...cell, entries, first, last, came, newest, leaves ? 1 : 0);
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

export type EntryCounts = ReturnType<typeof entryCounts>;
