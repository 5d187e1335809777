import type { StoreSchema } from '../projection/store-schema.ts';
import { stepsOf } from './field-table.ts';
import { historyTables } from './history-tables.ts';

export const historySchema: StoreSchema = { projection: 'history', steps: stepsOf(historyTables) };
