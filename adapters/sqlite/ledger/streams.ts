import type { DatabaseSync } from 'node:sqlite';
import type { LedgerIndexStream } from '../../../contracts/ports/ledger-index.ts';
import { isSameProgress, type StreamProgress } from '../../../contracts/ports/stream-progress.ts';

export interface KnownStream {
  stream: number;
  generation: number;
  partition: number;
  /** Unix ms. */
  createdAt: number;
}

/** Generation and partition take 19 bits. The bits above count how often a stream of this name was created again. */
const EPOCH = 2 ** 20;
const baseOf = (stream: LedgerIndexStream): number =>
  stream === 'LEDGER' ? 0 : stream.generation * 1_024 + stream.partition;

const nameOf = (stream: LedgerIndexStream): string =>
  stream === 'LEDGER' ? stream : `${stream.generation}-${stream.partition}`;

/** The streams and how far each was read. */
export function streamTable(database: DatabaseSync) {
  const find = database.prepare('SELECT stream, created, next FROM streams WHERE name = ?');
  const write = database.prepare(
    `INSERT INTO streams (stream, name, generation, partition, created, next) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET created = excluded.created, next = excluded.next`,
  );
  const lastOf = database.prepare(`SELECT max(stream) AS stream FROM spans WHERE stream % ${EPOCH} = ?`);
  const remove = database.prepare('DELETE FROM streams WHERE name = ?');
  const events = database.prepare('SELECT stream, generation, partition, created FROM streams');

  const progress = (stream: LedgerIndexStream): StreamProgress | null => {
    const row = find.get(nameOf(stream)) as { created: string; next: number } | undefined;
    return row ? { created: row.created, next: row.next } : null;
  };

  const numberOfNew = (stream: LedgerIndexStream): number => {
    const last = lastOf.get(baseOf(stream))?.stream as number | null | undefined;
    return typeof last === 'number' ? last + EPOCH : baseOf(stream);
  };

  return {
    progress,
    isAt: (stream: LedgerIndexStream, expected: StreamProgress | null): boolean =>
      isSameProgress(progress(stream), expected),
    /** Stores the progress and returns the stream's number. */
    advance(stream: LedgerIndexStream, { created, next }: StreamProgress): number {
      const { generation, partition } = stream === 'LEDGER' ? { generation: 0, partition: 0 } : stream;
      const known = find.get(nameOf(stream))?.stream as number | undefined;
      const number = known ?? numberOfNew(stream);
      write.run(number, nameOf(stream), generation, partition, created, next);
      return number;
    },
    remove: (stream: LedgerIndexStream) => void remove.run(nameOf(stream)),
    /** The event streams, by number. */
    events(): Map<number, KnownStream> {
      const known = new Map<number, KnownStream>();
      for (const row of events.all() as {
        stream: number;
        generation: number;
        partition: number;
        created: string;
      }[])
        if (row.generation > 0)
          known.set(row.stream, {
            stream: row.stream,
            generation: row.generation,
            partition: row.partition,
            createdAt: Date.parse(row.created),
          });
      return known;
    },
  };
}

export type StreamTable = ReturnType<typeof streamTable>;
