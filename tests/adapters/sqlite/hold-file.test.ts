import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openSqliteHistoryStore } from '../../../adapters/sqlite/history/sqlite-history-store.ts';
import { holdFile } from '../../../adapters/sqlite/projection/hold-file.ts';
import { readMessage } from '../../../domain/chat/message.ts';
import { messageId } from '../../contracts/history-changes.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const folder = temporaryFolder('hold');
const path = join(folder.path, 'history.sqlite');
const store = openSqliteHistoryStore({ path, timeoutMs: 3_000, maxCalls: 16, readers: 1 });
after(async () => {
  await store.close();
  folder.remove();
});

test('a missing file is not created', async () => {
  await assert.rejects(holdFile(path, 50), { code: 'no-file' });
});

test('an existing path that is no file of its own is an outage', async () => {
  await assert.rejects(holdFile(folder.path, 50), { failureClass: 'outage', code: 'SQLITE_CANTOPEN' });
});

test('while it is locked writes fail as in an outage and reads continue; unlocked, writes continue', async () => {
  await store.probe();
  const letGo = await holdFile(path, 50);
  await assert.rejects(store.probe(), { failureClass: 'outage' });
  assert.equal(await readMessage(store, 'general', messageId(1)), null);
  await assert.rejects(holdFile(path, 50), { code: 'SQLITE_BUSY' });
  letGo();
  await store.probe();
});
