import { requirePlaces } from '../../../domain/history/fields.ts';
import type { StoreSchema } from '../projection/store-schema.ts';
import { fieldsIn, stepsOf } from './field-table.ts';
import { historyTables } from './history-tables.ts';

requirePlaces(historyTables.flatMap(fieldsIn), 'adapters/sqlite/history/history-tables.ts');

export const historySchema: StoreSchema = { projection: 'history', steps: stepsOf(historyTables) };
