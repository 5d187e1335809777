import type { StoreSchema } from '../../../adapters/sqlite/projection/store-schema.ts';

/** Events of the types in `refused` are not counted: they become dead letters. */
export const counterSchema: StoreSchema = {
  projection: 'counter',
  steps: [
    `CREATE TABLE counted (position TEXT PRIMARY KEY, type TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
     CREATE INDEX counted_by_type ON counted (type);
     CREATE TABLE refused (type TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;`,
  ],
};
