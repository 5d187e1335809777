import type { DatabaseSync } from 'node:sqlite';
import type { LagHistory, WatchedProgress, WatchedStream } from '../../../contracts/ports/lag-history.ts';
import { isBroken, removeIndexFile } from '../dead-letter-index/open-index-file.ts';
import { fileIdentity } from '../file-identity.ts';
import { changeRows } from './change-rows.ts';
import { lagPoints } from './lag-points.ts';
import { openLagFile } from './open-lag-file.ts';

/** The port's calls as the thread answers them: the same, and not to be awaited. */
export type LagOperations = {
  [Name in keyof LagHistory]: (
    ...input: Parameters<LagHistory[Name]>
  ) => Awaited<ReturnType<LagHistory[Name]>>;
};

function connect(path: string) {
  const database = openLagFile(path);
  const file = fileIdentity(path);
  return { database, file, points: lagPoints(database), changes: changeRows(database) };
}

type Connection = ReturnType<typeof connect>;

/** The history in the file at `path`, which is opened by the first call, and again when it was removed or replaced. */
export function lagOperations(path: string): LagOperations {
  let connection: Connection | undefined;

  const close = () => {
    const closing = connection?.database;
    connection = undefined;
    closing?.close();
  };

  const use = <Result>(work: (connection: Connection) => Result): Result => {
    try {
      if (connection && connection.file !== fileIdentity(path)) close();
      connection ??= connect(path);
      return work(connection);
    } catch (error) {
      close();
      if (isBroken(error)) removeIndexFile(path);
      throw error;
    }
  };

  const progressOf = ({ database }: Connection, stream: WatchedStream): WatchedProgress | null =>
    (database
      .prepare('SELECT created, next FROM streams WHERE name = ?')
      .get(stream) as unknown as WatchedProgress) ?? null;

  return {
    addRound: (at, samples) =>
      use(({ database, points }) =>
        transaction(database, () => {
          points.addRound(at, samples);
          points.prune(at);
        }),
      ),

    takeIn: ({ stream, after, progress, minutes, changes }) =>
      use((current) =>
        transaction(current.database, () => {
          const present = progressOf(current, stream);
          if (present?.created !== after?.created || present?.next !== after?.next) return false;
          current.points.addMinutes(minutes, Date.now());
          current.changes.add(changes);
          current.database
            .prepare(
              `INSERT INTO streams (name, created, next) VALUES (?, ?, ?)
               ON CONFLICT (name) DO UPDATE SET created = excluded.created, next = excluded.next`,
            )
            .run(stream, progress.created, progress.next);
          return true;
        }),
      ),

    minute: (at) => use(({ points }) => points.minute(at)),
    progress: (stream) => use((current) => progressOf(current, stream)),
    pruneChanges: (first) =>
      use(({ database, changes }) => transaction(database, () => changes.prune(first))),
    points: (of, range) => use(({ points }) => points.points(of, range)),
    changes: (filter, page) => use(({ changes }) => changes.list(filter, page)),
    told: () => use(({ changes }) => changes.told()),
    close,
  };
}

function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
