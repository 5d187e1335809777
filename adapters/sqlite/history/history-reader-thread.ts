import { serveReading } from '../projection/read-store.ts';
import { historySchema } from './history-schema.ts';
import { historyReader } from './read-history.ts';

serveReading(historySchema, historyReader);
