import type { DatabaseSync } from 'node:sqlite';
import type { StoreWriter } from '../projection/write-store.ts';
import { prepareApply } from './apply-changes.ts';
import type { EncodedChanges } from './encode-changes.ts';
import { prepareProbe } from './probe-history.ts';

/** How the history writes. A batch is the result of `encodeChanges`. */
export const prepareHistory = (database: DatabaseSync): StoreWriter<EncodedChanges> => ({
  apply: prepareApply(database),
  probe: prepareProbe(database),
});
