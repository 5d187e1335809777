import { serveWriting } from '../projection/write-store.ts';
import { historySchema } from './history-schema.ts';
import { prepareHistory } from './write-history.ts';

serveWriting(historySchema, prepareHistory);
