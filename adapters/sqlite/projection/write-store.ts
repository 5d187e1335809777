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

/** After these the connection still tells the truth; after any other outage a new one is opened. */
const harmless = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_FULL', ANOTHER_LOG]);

/** These are no damage: a rebuild waits for them to end. */
const waits = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'schema-newer']);

/** As many batches as partitions have, as a rule: while one is written, those of the others come. */
const MOST_TOGETHER = 16;

const PROBE =
  'INSERT INTO probes (id, written_at) VALUES (1, ?) ON CONFLICT DO UPDATE SET written_at = excluded.written_at';

/** Where a projection's file is; `busyMs`: how long its threads wait for another process's transaction. */
export interface StorePlace {
  path: string;
  busyMs: number;
}

/** How one projection writes, on an open connection. */
export interface StoreWriter<Batch> {
  /** Writes a batch, within a transaction. */
  apply(batch: Batch): void;
  /** Writes what a batch would write, and takes it back; within a transaction. */
  probe?(now: number): void;
}

/** What a writing thread can be asked for. All throw StoreFailure. */
export interface StoreWriting
  extends ThreadCalls<Pick<ProjectionStore<never>, 'probe' | 'beginEpoch' | 'wipe' | 'close'>> {
  /** Takes a batch as JSON, which is half the cost of a structured clone; returns when it is on disk. */
  apply(batch: string): void;
  /**
   * The same for several at once, in one transaction: what costs is the transaction. Gives for each what it failed of;
   * undefined for one that is on disk. Throws where none of them could be written.
   */
  applyTogether(batches: readonly string[]): (StoreFailure | undefined)[];
}

/** One of several batches of a transaction: what it can't be written for is taken back, and the others stay. */
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
    // An outage is everybody's.
    if (failure.failureClass === 'outage') throw error;
    database.exec('ROLLBACK TO batch; RELEASE batch');
    return failure;
  }
}

/** The writing side of a projection's file: `prepare` gives its statements on a new connection. */
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
      // A file that can't be emptied, be it damaged or on a full disk, is removed: its content is to go anyway.
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
