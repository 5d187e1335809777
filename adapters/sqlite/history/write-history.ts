import type { DatabaseSync } from 'node:sqlite';
import type { StoreWriter } from '../projection/write-store.ts';
import { prepareApply } from './apply-changes.ts';
import { prepareProbe } from './probe-history.ts';

/** How the history writes: batches are the flat fields that `encodeChanges` makes. */
export const prepareHistory = (database: DatabaseSync): StoreWriter<readonly unknown[]> => ({
  apply: prepareApply(database),
  probe: prepareProbe(database),
});
