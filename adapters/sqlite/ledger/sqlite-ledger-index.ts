import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
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
    progress: (stream) => writing.call('progress', stream),
    addCommands: (batch) => writing.call('addCommands', batch),
    addLedger: (batch) => writing.call('addLedger', batch),
    addProven: (by, ranges, at) => writing.call('addProven', by, ranges, at),
    forget: (stream) => writing.callWithin(FORGET_MS, 'forget', stream),
    prune: (window) => writing.call('prune', window),
    applied: (by, between, limit) => reading.call('applied', by, between, limit),
    held: (at) => reading.call('held', at),
    acceptTimes: (from, until, stepMs) => reading.call('acceptTimes', from, until, stepMs),
    appliedSince: (by, since) => reading.call('appliedSince', by, since),
    commandsOf: (correlationId, page) => reading.call('commandsOf', correlationId, page),
    commandAt: (position) => reading.call('commandAt', position),
    commandById: (id) => reading.call('commandById', id),
    toldOf: (positions) => reading.call('toldOf', positions),
    unconfirmedOf: (correlationId, limit) => reading.call('unconfirmedOf', correlationId, limit),
    gaps: (from, until, limit) => reading.call('gaps', from, until, limit),
    search: (filter, page) => reading.call('search', filter, page),
    size: () => reading.call('size'),
    async close() {
      // As the last one, the thread that writes leaves one whole file.
      await reading.close();
      await writing.close();
    },
  };
}
