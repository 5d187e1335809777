import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import { indexConnection } from '../thread/index-connection.ts';
import { openIndexFile } from '../thread/open-index-file.ts';
import type { ThreadCalls } from '../thread/port-of-threads.ts';
import { streamProgress } from '../thread/stream-progress.ts';
import { transaction } from '../thread/transaction.ts';
import { changeRows } from './change-rows.ts';
import { lagPoints } from './lag-points.ts';
import { LAG_SCHEMA_VERSION, lagSchema } from './lag-schema.ts';
import { logPoints } from './log-points.ts';
import { sumPoints } from './sum-points.ts';

const connect = (path: string) => {
  const database = openIndexFile(path, { schema: lagSchema, version: LAG_SCHEMA_VERSION });
  return {
    database,
    streams: streamProgress(database),
    points: lagPoints(database),
    log: logPoints(database),
    sums: sumPoints(database),
    changes: changeRows(database),
  };
};

/** The history in the file at `path`. The first call opens it, and so does a call after it was removed or replaced. */
export function lagOperations(path: string): ThreadCalls<LagHistory> {
  const { use, close } = indexConnection(path, () => connect(path));

  return {
    addRound: (at, snapshots, log) =>
      use(({ database, points, log: logRows }) =>
        transaction(database, () => {
          points.addRound(at, snapshots);
          points.prune(at);
          if (log) logRows.add(at, log);
          logRows.prune(at);
        }),
      ),

    takeIn: ({ stream, after, progress, minutes, logMinutes, changes }) =>
      use((current) =>
        transaction(current.database, () => {
          if (!current.streams.advance(stream, after, progress)) return false;
          current.points.addMinutes(minutes, Date.now());
          current.log.addMinutes(logMinutes, Date.now());
          current.changes.add(changes);
          return true;
        }),
      ),

    minute: (at) => use(({ points }) => points.minute(at)),
    progress: (stream) => use(({ streams }) => streams.of(stream)),
    pruneChanges: (first) =>
      use(({ database, changes }) => transaction(database, () => changes.prune(first))),
    points: (of, range) => use(({ points }) => points.points(of, range)),
    together: (members, range) => use(({ sums }) => sums.together(members, range)),
    trends: (range) => use(({ sums }) => sums.trends(range)),
    log: (range) => use(({ log }) => log.points(range)),
    changes: (filter, page) => use(({ changes }) => changes.list(filter, page)),
    statusChanges: () => use(({ changes }) => changes.reported()),
    close,
  };
}
