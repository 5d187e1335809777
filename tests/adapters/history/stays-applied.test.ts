import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryRow, StoredField } from '../../../contracts/ports/history-store.ts';
import { edited } from '../../../domain/chat/edit-message/edited.ts';
import { proveEdited } from '../../../domain/chat/edit-message/prove-edited.ts';

const key = { channelId: 'c', messageId: 'm' };
const written = (version: number, appliedAt: number, text = ''): StoredField => ({
  version,
  acceptedAt: 0,
  appliedAt,
  values: { text },
});
const row = (edit: StoredField, removal: StoredField): HistoryRow[] => [
  { key, actor: 'alice', fields: { sent: written(1, 1), edited: edit, deleted: removal } },
];
const edit = { field: edited, key, values: { text: 'x' }, actor: 'alice', version: 5, acceptedAt: 0 };

test('an applied edit stays applied when an older delete arrives later', () => {
  const verification = proveEdited(edit, row(written(5, 100), written(3, 200)));
  assert.deepEqual(verification, { state: 'applied', at: 100, supersededBy: 3 });
});

test('an edit that arrives after the delete is rejected, even within the same millisecond', () => {
  for (const deletedAt of [50, 100]) {
    assert.equal(proveEdited(edit, row(written(5, 100), written(3, deletedAt))).state, 'rejected');
  }
});
