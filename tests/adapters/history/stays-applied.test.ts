import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageEdited, StoredMessage, Written } from '../../../contracts/ports/history-store.ts';
import { verifyEdited } from '../../../domain/history/verify-change.ts';

const written = (version: number, appliedAt: number): Written => ({ version, acceptedAt: 0, appliedAt });

const message = (edited: Written | null, deleted: Written | null): StoredMessage => ({
  channelId: 'c',
  messageId: 'm',
  author: 'alice',
  text: '',
  sent: written(1, 1),
  edited,
  deleted,
});

const edit: MessageEdited = {
  kind: 'message-edited',
  version: 5,
  channelId: 'c',
  messageId: 'm',
  actor: 'alice',
  acceptedAt: 0,
  text: 'x',
};

test('an edit that was applied stays so when an older delete comes after it', () => {
  const verification = verifyEdited(edit, message(written(5, 100), written(3, 200)), null);
  assert.deepEqual(verification, { state: 'applied', at: 100, supersededBy: 3 });
});

test('an edit that came after the delete is rejected, also within the same millisecond', () => {
  for (const deletedAt of [50, 100]) {
    assert.equal(verifyEdited(edit, message(written(5, 100), written(3, deletedAt)), null).state, 'rejected');
  }
});
