import type { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';
import { ANOTHER_LOG } from '../../../contracts/ports/another-log.ts';
import type { ProjectionStore } from '../../../contracts/ports/projection-store.ts';
import type { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { classifySqliteError } from '../thread/classify-sqlite-error.ts';
import type { ThreadCalls } from '../thread/port-of-threads.ts';
import { serveCalls } from '../thread/serve-calls.ts';
import { beginEpoch, wipe } from './epoch.ts';
import { classifyFileError } from './file-fault.ts';
import { type FileConnection, ProjectionFile } from './projection-file.ts';
import type { StoreSchema } from './store-schema.ts';

/** After these errors the connection is still usable; after any other outage a new one is opened. */
const harmless = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_FULL', ANOTHER_LOG]);

/** These are not damage: a rebuild waits until they end. */
const waits = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'schema-newer']);

/** About the number of partitions: while one batch is written, those of other partitions arrive. */
const MOST_TOGETHER = 16;

const PROBE =
  'INSERT INTO probes (id, written_at) VALUES (1, ?) ON CONFLICT DO UPDATE SET written_at = excluded.written_at';

/** Where a projection's file is; `busyMs`: how long its threads wait for another process's transaction. */
export interface StorePlace {
  path: string;
  busyMs: number;
}

/** How one projection writes on an open connection. */
export interface StoreWriter<Batch> {
  /** Writes a batch, within a transaction. */
  apply(batch: Batch): void;
  /** Writes what a batch would write and undoes it, within a transaction. */
  probe?(now: number): void;
}

/** The calls that a writing thread answers. All throw StoreFailure. */
export interface StoreWriting
  extends ThreadCalls<Pick<ProjectionStore<never>, 'probe' | 'beginEpoch' | 'wipe' | 'close'>> {
  /** Takes a batch as JSON, which costs half of a structured clone. Returns when it is on disk. */
  apply(batch: string): void;
  /**
   * The same for several batches in one transaction, because the transaction is what costs. Returns each batch's failure, or
   * undefined for one that is on disk. Throws if none could be written.
   */
  applyTogether(batches: readonly string[]): (StoreFailure | undefined)[];
}

/** Writes one of several batches of a transaction: if it fails it is rolled back alone, and the others stay. */
function applyApart<Batch>(
  { database, statements }: FileConnection<StoreWriter<Batch>>,
  batch: Batch,
): StoreFailure | undefined {
  database.exec('SAVEPOINT batch');
  try {
    statements.apply(batch);
    database.exec('RELEASE batch');
    return undefined;
  } catch (error) {
    const failure = classifySqliteError(error);
    // An outage concerns all of them.
    if (failure.failureClass === 'outage') throw error;
    database.exec('ROLLBACK TO batch; RELEASE batch');
    return failure;
  }
}

/** The writing side of a projection's file. `prepare` returns its statements for a new connection. */
export function writeStore<Batch>(
  place: StorePlace,
  schema: StoreSchema,
  prepare: (database: DatabaseSync) => StoreWriter<Batch>,
): StoreWriting {
  const file = new ProjectionFile(place, schema, (database) => ({
    ...prepare(database),
    mark: database.prepare(PROBE),
  }));
  const { path } = place;

  const inTransaction = <Result>(
    work: (open: ReturnType<typeof file.open>) => Result,
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
      const failure = classifyFileError(error, path, schema);
      if (failure.failureClass === 'outage' && !harmless.has(failure.code)) file.leave();
      throw failure;
    }
  };

  return {
    apply: (batch) => inTransaction(({ statements }) => statements.apply(JSON.parse(batch) as Batch)),
    applyTogether: (batches) =>
      inTransaction((open) => batches.map((batch) => applyApart(open, JSON.parse(batch) as Batch))),
    probe: () =>
      inTransaction(({ statements }) => {
        const now = Date.now();
        statements.probe?.(now);
        statements.mark.run(now);
      }),
    beginEpoch: (logId = null) => inTransaction(({ database }) => beginEpoch(database, schema, logId)),
    wipe(logId = null) {
      try {
        return inTransaction(({ database }) => wipe(database, schema, logId));
      } catch (error) {
        const failure = classifyFileError(error, path, schema);
        if (waits.has(failure.code)) throw failure;
      }
      // If a file can't be emptied, because it is damaged or the disk is full, it is removed: its content must go anyway.
      return inTransaction(({ database }) => beginEpoch(database, schema, logId), 'new');
    },
    close: () => file.close(),
  };
}

/** Answers a store's calls in its writing thread. */
export function serveWriting<Batch>(
  schema: StoreSchema,
  prepare: (database: DatabaseSync) => StoreWriter<Batch>,
): void {
  const writing = writeStore(workerData as StorePlace, schema, prepare);
  serveCalls(writing, {
    operation: 'apply',
    most: MOST_TOGETHER,
    run: (inputs) => writing.applyTogether(inputs as string[]),
  });
}
