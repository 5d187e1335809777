import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { commands } from '../../../domain/catalog.ts';
import { created } from '../../../domain/chat/create-channel/created.ts';
import { deleted } from '../../../domain/chat/delete-message/deleted.ts';
import { edited } from '../../../domain/chat/edit-message/edited.ts';
import { joined } from '../../../domain/chat/join-channel/joined.ts';
import { sent } from '../../../domain/chat/send-message/sent.ts';
import { changeOfEvent } from '../../../domain/history/change-of-event.ts';
import { checkChange } from '../../../domain/history/check-change.ts';
import { messageId } from '../../contracts/history-changes.ts';
import { create, edit, join, logged, remove, send, versionAt } from './logged-event.ts';

const common = {
  actor: 'ann',
  acceptedAt: Date.parse('2026-11-23T03:04:11.482Z'),
  version: versionAt(7),
};
const channelId = 'general';

describe('the change an event makes to the history', () => {
  test('has each field, the position’s version and the acceptance time', () => {
    const key = { channelId, messageId: messageId(1) };
    assert.deepEqual(changeOfEvent(send(7)), { field: sent, ...common, key, values: { text: 'hello' } });
    assert.deepEqual(changeOfEvent(edit(7)), { field: edited, ...common, key, values: { text: 'again' } });
    assert.deepEqual(changeOfEvent(remove(7)), { field: deleted, ...common, key, values: {} });
    const values = { title: 'General', creator: 'ann' };
    assert.deepEqual(changeOfEvent(create(7)), { field: created, ...common, key: { channelId }, values });
    const membership = { channelId, memberId: 'ann' };
    assert.deepEqual(changeOfEvent(join(7)), { field: joined, ...common, key: membership, values: {} });
  });

  test('exists for every event of the catalog, and a store accepts it', () => {
    for (const { eventType, history } of commands) {
      const data = { channelId, messageId: messageId(1), text: 'x', title: 'x' };
      const change = changeOfEvent(logged({ type: eventType, data }));
      assert.equal(change.field, history.field, eventType);
      checkChange(change);
    }
  });

  const poison = (code: string) => (error: unknown) =>
    error instanceof StoreFailure && error.failureClass === 'poison' && error.code === code;

  test('an event that the history cannot store is poison', () => {
    assert.throws(
      () => changeOfEvent(logged({ type: 'chat.message-pinned.v1' })),
      poison('unknown-event-type'),
    );
    assert.throws(
      () => changeOfEvent(logged({ type: 'chat.message-sent.v2' })),
      poison('unknown-event-type'),
    );
    assert.throws(() => changeOfEvent(send(1, { data: { text: 7 } })), poison('bad-event-data'));
    assert.throws(() => changeOfEvent(send(1, { data: { messageId: undefined } })), poison('bad-event-data'));
    assert.throws(() => changeOfEvent(join(1, { data: { channelId: null } })), poison('bad-event-data'));
    assert.throws(() => changeOfEvent(send(1, { time: 'yesterday' })), poison('bad-event-time'));
  });
});
