import type { DatabaseSync } from 'node:sqlite';
import type { CommandRow, FoundCommand, WaitingFrom } from '../../../contracts/ports/ledger-index.ts';
import { commandOfRow, EVENT_COLUMNS, type EventRow } from './row-of-command.ts';
import type { segmentReader } from './segments.ts';
import type { KnownStream } from './streams.ts';

interface SlowestSearch {
  known: Map<number, KnownStream>;
  segments: ReturnType<typeof segmentReader>;
  nameOf: (name: unknown) => string;
  limit: number;
  /** Of performance.now. */
  deadline: number;
  /** Commands that failed at least once: if one was applied since, no batch of its own says how long it took. */
  failed: readonly CommandRow[];
  /** Where pending events begin: no batch and no failure records them. */
  waiting: readonly WaitingFrom[];
  /** The command with its state, if it matches. */
  accept(command: CommandRow): FoundCommand | undefined;
}

/** How many possibly pending events are read at a time. */
const WAITING_AT_ONCE = 256;

interface Part {
  longest: number;
  applied_at: number;
  first: number;
  last: number;
  generation: number;
  partition: number;
}

/**
 * The commands that took longest, longest first. A command that failed or waits and is not applied counts until now. A batch
 * records the longest time of its events: batches are read from the longest on, until no further batch can contain a longer
 * one.
 */
export function slowestCommands(
  database: DatabaseSync,
  { known, segments, nameOf, limit, deadline, failed, waiting, accept }: SlowestSearch,
): { found: FoundCommand[]; cut: boolean } {
  const now = Date.now();
  const lengthOf = ({ tookMs, storedAt }: FoundCommand) => tookMs ?? now - storedAt;
  const seen = new Set<string>();
  let best: FoundCommand[] = [];
  const shortest = () => (best.length < limit ? -1 : lengthOf(best.at(-1)!));

  /** Adds a command if it matches and is not applied. Returns whether it did. */
  const offer = (command: CommandRow, mayWait = false): boolean => {
    const { generation, partition, sequence } = command.position;
    const key = `${generation}-${partition}-${sequence}`;
    if (seen.has(key)) return false;
    seen.add(key);
    const one = accept(command);
    if (!one || (one.tookMs === null && one.failures === 0 && !mayWait)) return false;
    if (lengthOf(one) > shortest()) {
      best.push(one);
      best = best.sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, limit);
    }
    return one.tookMs === null;
  };

  for (const command of failed) {
    if (performance.now() > deadline) return { found: best, cut: true };
    offer(command);
  }
  const streamOf = new Map<string, KnownStream>();
  for (const stream of known.values()) streamOf.set(`${stream.generation}-${stream.partition}`, stream);
  for (const { generation, partition, sequence } of waiting) {
    const stream = streamOf.get(`${generation}-${partition}`);
    // In log order the first ones have waited longest: from each partition, `limit` matching ones are enough.
    let left = limit;
    for (let from = sequence; stream && left > 0; ) {
      if (performance.now() > deadline) return { found: best, cut: true };
      const segment = segments.holding(stream.stream, from);
      if (segment === undefined) break;
      const rows = database
        .prepare(
          `SELECT ${EVENT_COLUMNS} FROM events_${segment} WHERE stream = ? AND sequence >= ? ORDER BY sequence LIMIT ?`,
        )
        .all(stream.stream, from, WAITING_AT_ONCE) as unknown as EventRow[];
      for (const row of rows) {
        if (left === 0) break;
        const command = commandOfRow(row, stream, nameOf);
        if (offer(command, true)) left -= 1;
      }
      from = (rows.at(-1)?.sequence ?? from) + 1;
    }
  }
  const parts = database
    .prepare(
      `SELECT longest, batches.applied_at, first, last, generation, partition
         FROM batches INDEXED BY batches_by_length
         JOIN applied INDEXED BY applied_by_batch USING (batch)
         JOIN epochs ON epochs.epoch = batches.epoch
         ORDER BY longest DESC`,
    )
    .iterate() as unknown as Iterable<Part>;
  for (const { longest, applied_at, first, last, generation, partition } of parts) {
    if (longest <= shortest()) break;
    const stream = streamOf.get(`${generation}-${partition}`);
    if (!stream) continue;
    for (let from = first; from <= last; ) {
      if (performance.now() > deadline) return { found: best, cut: true };
      const segment = segments.holding(stream.stream, from);
      if (segment === undefined) break;
      const rows = database
        .prepare(
          `SELECT ${EVENT_COLUMNS} FROM events_${segment} WHERE stream = ? AND sequence BETWEEN ? AND ?`,
        )
        .all(stream.stream, from, last) as unknown as EventRow[];
      for (const row of rows)
        if (applied_at - row.stored_at > shortest()) offer(commandOfRow(row, stream, nameOf));
      from = (rows.at(-1)?.sequence ?? last) + 1;
    }
  }
  return { found: best, cut: false };
}
