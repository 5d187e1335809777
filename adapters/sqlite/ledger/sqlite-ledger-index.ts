import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import { portOfThreads } from '../thread/port-of-threads.ts';
import { StoreThread } from '../thread/store-thread.ts';
import type { LedgerIndexReading } from './index-reading.ts';
import type { LedgerIndexWriting } from './index-writing.ts';

export interface SqliteLedgerIndexOptions {
  /** The file; its folder must exist, the file need not. One process uses it. */
  path: string;
  /** How long one call may take. */
  timeoutMs: number;
  /** How many calls may wait. */
  maxCalls: number;
}

/** To empty what came from LEDGER is one transaction, however much that is. */
const FORGET_MS = 120_000;

/** The index in one SQLite file: one thread writes, another reads, so that no question waits for a batch to be taken in. */
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
      // As the last one, the thread that writes leaves one whole file.
      await reading.close();
      await writing.close();
    },
  };
}
