import type { ProjectionStore } from '../../../contracts/ports/projection-store.ts';
import { type Answering, portOfThreads } from '../thread/port-of-threads.ts';
import { StoreThread } from '../thread/store-thread.ts';
import type { StoreReading } from './read-store.ts';
import type { StorePlace, StoreWriting } from './write-store.ts';

export interface SqliteStoreOptions {
  /** The file. Its folder must exist, the file need not. Several processes may share it. */
  path: string;
  /** How long one call may take. */
  timeoutMs: number;
  /** How many calls may wait in each thread. */
  maxCalls: number;
  /** The number of reading threads. */
  readers: number;
}

/** Emptying a large file takes long. Nobody else writes meanwhile. */
const WIPE_TIMEOUT_MS = 600_000;

/** A projection's store in one SQLite file: the common operations, and the thread that answers the projection's own reads. */
interface SqliteStore<Queries> {
  store: Omit<ProjectionStore<never>, 'apply'>;
  /** Makes a batch, given as JSON, durable. */
  write(batch: string): Promise<void>;
  /** The least busy reading thread answers. */
  reading: Answering<StoreReading & Queries>;
}

/**
 * Opens one writing thread and a few reading threads. Each has its own connection, and its first call starts it. So a
 * process that only reads never writes, and nothing blocks the event loop. The modules `writes` and `reads` call
 * `serveWriting` and `serveReading`.
 */
export function openSqliteStore<Queries>(
  { path, timeoutMs, maxCalls, readers: count }: SqliteStoreOptions,
  { writes, reads }: { writes: URL; reads: URL },
): SqliteStore<Queries> {
  // Well before the call's own deadline, so that a busy file gives another error than a store that hangs.
  const workerData: StorePlace = { path, busyMs: Math.ceil(timeoutMs / 2) };
  const limits = { workerData, timeoutMs, maxCalls };
  const writer = new StoreThread<StoreWriting>({ ...limits, entry: writes });
  const readers = Array.from(
    { length: count },
    () => new StoreThread<StoreReading & Queries>({ ...limits, entry: reads }),
  );
  const reading: Answering<StoreReading & Queries> = {
    call: (operation, input) =>
      readers.reduce((least, other) => (other.load < least.load ? other : least)).call(operation, input),
  };

  return {
    async write(batch) {
      await writer.call('apply', [batch]);
    },
    reading,
    store: {
      ...portOfThreads<Omit<ProjectionStore<never>, 'apply' | 'close'>>({
        probe: writer,
        epochId: reading,
        filledFrom: reading,
        beginEpoch: writer,
        wipe: writer.within(WIPE_TIMEOUT_MS),
        contentHash: reading,
      }),
      async close() {
        await Promise.all([writer, ...readers].map((thread) => thread.close()));
      },
    },
  };
}
