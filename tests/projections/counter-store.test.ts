import { join } from 'node:path';
import { projectionStoreContract, storeUnderTest } from '../contracts/projection-store.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';
import { type Counted, openSqliteCounter } from './counter/counter-store.ts';

projectionStoreContract<Counted>('The counter in SQLite', async () => {
  const folder = temporaryFolder('counter');
  const path = join(folder.path, 'counter.sqlite');
  const open = () => openSqliteCounter({ path, timeoutMs: 10_000, maxCalls: 100, readers: 1 });
  return storeUnderTest(open, folder.remove);
}, [
  { type: 'chat.message-sent.v1', position: '1-0-1' },
  { type: 'chat.message-edited.v1', position: '1-0-2' },
]);
