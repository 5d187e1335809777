import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { encodeChanges } from '../../../adapters/sqlite/history/encode-changes.ts';
import { historySchema } from '../../../adapters/sqlite/history/history-schema.ts';
import { openSqliteHistoryStore } from '../../../adapters/sqlite/history/sqlite-history-store.ts';
import { prepareHistory } from '../../../adapters/sqlite/history/write-history.ts';
import { writeStore } from '../../../adapters/sqlite/projection/write-store.ts';
import { messageId, sent } from '../../contracts/history-changes.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const batch = (number: number) => encodeChanges([sent({ messageId: messageId(number), version: number })]);
/** Parameters that no column accepts: a version that is not a number. */
const unfit = (number: number) => batch(number).replace(/^(\["message.sent",\[)\d+/, '$1"none"');

test('batches written together fail separately', async () => {
  const folder = temporaryFolder('together');
  const path = join(folder.path, 'history.sqlite');
  const writing = writeStore({ path, busyMs: 1_000 }, historySchema, prepareHistory);
  try {
    const failures = writing.applyTogether([batch(1), unfit(2), batch(3)]);
    assert.deepEqual(
      failures.map((failure) => failure?.failureClass),
      [undefined, 'poison', undefined],
    );
  } finally {
    writing.close();
  }
  const store = openSqliteHistoryStore({ path, timeoutMs: 5_000, maxCalls: 100, readers: 1 });
  try {
    const ids = (await store.messages('general', 10)).map((message) => message.messageId);
    assert.deepEqual(ids, [messageId(3), messageId(1)]);
    // Batches that arrive at once share a transaction, and each has its own answer.
    const numbers = Array.from({ length: 40 }, (_, at) => at + 10);
    await Promise.all(
      numbers.map((number) => store.apply([sent({ messageId: messageId(number), version: number })])),
    );
    assert.equal((await store.messages('general', 100)).length, 42);
  } finally {
    await store.close();
    folder.remove();
  }
});
