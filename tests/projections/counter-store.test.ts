import { join } from 'node:path';
import { projectionStoreContract } from '../contracts/projection-store.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';
import { type Counted, type CounterStore, openSqliteCounter } from './counter/counter-store.ts';

projectionStoreContract<Counted>('The counter in SQLite', async () => {
  const folder = temporaryFolder('counter');
  const opened: CounterStore[] = [];
  const open = () => {
    const path = join(folder.path, 'counter.sqlite');
    const store = openSqliteCounter({ path, timeoutMs: 10_000, maxCalls: 100, readers: 1 });
    opened.push(store);
    return store;
  };
  return {
    store: open(),
    reopen: async () => open(),
    async destroy() {
      await Promise.all(opened.map((store) => store.close()));
      folder.remove();
    },
  };
}, [
  { type: 'chat.message-sent.v1', position: '1-0-1' },
  { type: 'chat.message-edited.v1', position: '1-0-2' },
]);
