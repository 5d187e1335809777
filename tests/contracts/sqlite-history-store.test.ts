import { join } from 'node:path';
import { temporaryFolder } from '../engines/temporary-folder.ts';
import openSqliteHistory from './fixtures/open-sqlite-history.ts';
import type { ReadableHistory } from './history-reads.ts';
import { historyStoreContract } from './history-store.ts';

historyStoreContract('SQLite', async () => {
  const folder = temporaryFolder('history');
  const path = join(folder.path, 'history.sqlite');
  const opened: ReadableHistory[] = [];
  const open = () => {
    const store = openSqliteHistory(path);
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
    child: {
      module: new URL('./fixtures/open-sqlite-history.ts', import.meta.url).href,
      argument: path,
    },
  };
});
