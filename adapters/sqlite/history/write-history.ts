import type { DatabaseSync } from 'node:sqlite';
import { ANOTHER_LOG } from '../../../contracts/ports/another-log.ts';
import type { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { classifySqliteError } from '../thread/classify-sqlite-error.ts';
import { prepareApply } from './apply-changes.ts';
import { beginBuild, wipeHistory } from './history-build.ts';
import { type HistoryConnection, HistoryFile } from './history-file.ts';
import { classifyHistoryError } from './history-file-fault.ts';
import { prepareProbe } from './probe-history.ts';

/** After these the connection still tells the truth; after any other outage a new one is opened. */
const harmless = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_FULL', ANOTHER_LOG]);

/** These are no damage: a rebuild waits for them to end. */
const waits = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'schema-newer']);

/** What the writing thread can be asked for. All throw StoreFailure. */
export interface HistoryWriting {
  /** Takes the JSON of `encodeChanges`; returns when it is on disk. */
  apply(changes: string): void;
  /**
   * The same for several at once, in one transaction: what costs is the transaction. Gives for each what it failed of;
   * undefined for one that is on disk. Throws where none of them could be written.
   */
  applyTogether(batches: readonly string[]): (StoreFailure | undefined)[];
  /** Writes and commits one row, which is what a batch would meet. */
  probe(): void;
  beginBuild(logId: string | null): string;
  wipe(logId: string | null): string;
  close(): void;
}

const prepare = (database: DatabaseSync) => ({
  apply: prepareApply(database),
  probe: prepareProbe(database),
});

type Statements = ReturnType<typeof prepare>;

/** One of several batches of a transaction: what it can't be written for is taken back, and the others stay. */
function applyApart(
  { database, statements }: HistoryConnection<Statements>,
  fields: unknown[],
): StoreFailure | undefined {
  database.exec('SAVEPOINT batch');
  try {
    statements.apply(fields);
    database.exec('RELEASE batch');
    return undefined;
  } catch (error) {
    const failure = classifySqliteError(error);
    // An outage is everybody's.
    if (failure.failureClass === 'outage') throw error;
    database.exec('ROLLBACK TO batch; RELEASE batch');
    return failure;
  }
}

export function writeHistory(path: string, busyMs: number): HistoryWriting {
  const file = new HistoryFile(path, busyMs, prepare);

  const inTransaction = <Result>(
    work: (open: HistoryConnection<Statements>) => Result,
    on: 'present' | 'new' = 'present',
  ): Result => {
    try {
      const open = on === 'new' ? file.replace() : file.open();
      open.begin();
      try {
        const result = work(open);
        open.commit();
        return result;
      } finally {
        open.rollBack();
      }
    } catch (error) {
      const failure = classifyHistoryError(error, path);
      if (failure.failureClass === 'outage' && !harmless.has(failure.code)) file.leave();
      throw failure;
    }
  };

  return {
    apply(changes) {
      const fields = JSON.parse(changes) as unknown[];
      if (fields.length > 0) inTransaction((open) => open.statements.apply(fields));
    },
    applyTogether: (batches) =>
      inTransaction((open) => batches.map((changes) => applyApart(open, JSON.parse(changes) as unknown[]))),
    probe: () => inTransaction((open) => open.statements.probe(Date.now())),
    beginBuild: (logId) => inTransaction((open) => beginBuild(open.database, logId)),
    wipe(logId) {
      try {
        return inTransaction((open) => wipeHistory(open.database, logId));
      } catch (error) {
        const failure = classifyHistoryError(error, path);
        if (waits.has(failure.code)) throw failure;
      }
      // A file that can't be emptied, be it damaged or on a full disk, is removed: its content is to go anyway.
      return inTransaction((open) => beginBuild(open.database, logId), 'new');
    },
    close: () => file.close(),
  };
}
