import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import { portOfThreads } from '../thread/port-of-threads.ts';
import { StoreThread } from '../thread/store-thread.ts';
import type { LedgerIndexReading } from './index-reading.ts';
import type { LedgerIndexWriting } from './index-writing.ts';

interface SqliteLedgerIndexOptions {
  /** The file. Its folder must exist, the file need not. Only one process uses it. */
  path: string;
  /** How long one call may take. */
  timeoutMs: number;
  /** How many calls may wait. */
  maxCalls: number;
}

/** Emptying everything read from LEDGER is one transaction, however much it is. */
const FORGET_MS = 120_000;

/** The index in one SQLite file. One thread writes and another reads, so no query waits for a batch to be stored. */
export function openSqliteLedgerIndex({ path, timeoutMs, maxCalls }: SqliteLedgerIndexOptions): LedgerIndex {
  const options = { workerData: { path }, timeoutMs, maxCalls };
  const writing = new StoreThread<LedgerIndexWriting>({
    entry: new URL('./writing-thread.ts', import.meta.url),
    ...options,
  });
  const reading = new StoreThread<LedgerIndexReading>({
    entry: new URL('./reading-thread.ts', import.meta.url),
    ...options,
  });
  return {
    ...portOfThreads<Omit<LedgerIndex, 'close'>>({
      progress: writing,
      addCommands: writing,
      addLedger: writing,
      addProven: writing,
      forget: writing.within(FORGET_MS),
      prune: writing,
      applied: reading,
      held: reading,
      acceptTimes: reading,
      appliedSince: reading,
      commandsOf: reading,
      commandAt: reading,
      commandById: reading,
      recordedOf: reading,
      unconfirmedOf: reading,
      gaps: reading,
      search: reading,
      size: reading,
    }),
    async close() {
      // The writing thread closes last, and so leaves one complete file.
      await reading.close();
      await writing.close();
    },
  };
}
