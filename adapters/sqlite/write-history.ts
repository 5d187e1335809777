import type { DatabaseSync } from 'node:sqlite';
import type { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { prepareApply } from './apply-changes.ts';
import { classifySqliteError } from './classify-sqlite-error.ts';
import { fileIdentity } from './file-identity.ts';
import { beginBuild, wipeHistory } from './history-build.ts';
import { refuseNewerSchema } from './migrate-history.ts';
import { openHistoryWriter } from './open-history-writer.ts';

const PROBE =
  'INSERT INTO probes (id, written_at) VALUES (1, ?) ON CONFLICT DO UPDATE SET written_at = excluded.written_at';

/** After these the connection still tells the truth; after any other outage a new one is opened. */
const harmless = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_FULL']);

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
  beginBuild(): string;
  wipe(): string;
  close(): void;
}

function connect(path: string, busyMs: number) {
  const database = openHistoryWriter(path, busyMs);
  return {
    database,
    file: fileIdentity(path),
    apply: prepareApply(database),
    probe: database.prepare(PROBE),
    schema: database.prepare('PRAGMA user_version'),
  };
}

function rollBack(database: DatabaseSync): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {
    // SQLite rolls back by itself where the disk left it no choice.
  }
}

/** One of several batches of a transaction: what it can't be written for is taken back, and the others stay. */
function applyApart(
  { database, apply }: ReturnType<typeof connect>,
  fields: unknown[],
): StoreFailure | undefined {
  database.exec('SAVEPOINT batch');
  try {
    apply(fields);
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
  let connection: ReturnType<typeof connect> | undefined;

  const close = () => {
    const closing = connection?.database;
    connection = undefined;
    closing?.close();
  };

  const inTransaction = <Result>(work: (open: NonNullable<typeof connection>) => Result): Result => {
    try {
      if (connection && connection.file !== fileIdentity(path)) close();
      connection ??= connect(path, busyMs);
      connection.database.exec('BEGIN IMMEDIATE');
      refuseNewerSchema(Number(connection.schema.get()?.user_version));
      const result = work(connection);
      connection.database.exec('COMMIT');
      return result;
    } catch (error) {
      const failure = classifySqliteError(error);
      if (connection) rollBack(connection.database);
      if (failure.failureClass === 'outage' && !harmless.has(failure.code)) close();
      throw failure;
    }
  };

  return {
    apply(changes) {
      const fields = JSON.parse(changes) as unknown[];
      if (fields.length > 0) inTransaction((open) => open.apply(fields));
    },
    applyTogether: (batches) =>
      inTransaction((open) => batches.map((changes) => applyApart(open, JSON.parse(changes) as unknown[]))),
    probe: () => inTransaction((open) => void open.probe.run(Date.now())),
    beginBuild: () => inTransaction((open) => beginBuild(open.database)),
    wipe: () => inTransaction((open) => wipeHistory(open.database)),
    close,
  };
}
