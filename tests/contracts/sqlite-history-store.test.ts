import { join } from 'node:path';
import { temporaryFolder } from '../engines/temporary-folder.ts';
import openSqliteHistory from './fixtures/open-sqlite-history.ts';
import { historyStoreContract } from './history-store.ts';
import { storeUnderTest } from './projection-store.ts';

historyStoreContract('SQLite', async () => {
  const folder = temporaryFolder('history');
  const path = join(folder.path, 'history.sqlite');
  return {
    ...storeUnderTest(() => openSqliteHistory(path), folder.remove),
    child: {
      module: new URL('./fixtures/open-sqlite-history.ts', import.meta.url).href,
      argument: path,
    },
  };
});
