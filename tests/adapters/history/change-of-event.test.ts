import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { commands } from '../../../domain/catalog.ts';
import { changeOfEvent } from '../../../domain/history/change-of-event.ts';
import { messageId } from '../../contracts/history-changes.ts';
import { create, edit, join, logged, remove, send, versionAt } from './logged-event.ts';

const common = {
  channelId: 'general',
  actor: 'ann',
  acceptedAt: Date.parse('2026-11-23T03:04:11.482Z'),
  version: versionAt(7),
};

describe('the change an event makes to the history', () => {
  test('each kind, with the version of the log and the time of acceptance', () => {
    const id = messageId(1);
    assert.deepEqual(changeOfEvent(send(7)), {
      kind: 'message-sent',
      ...common,
      messageId: id,
      text: 'hello',
    });
    assert.deepEqual(changeOfEvent(edit(7)), {
      kind: 'message-edited',
      ...common,
      messageId: id,
      text: 'again',
    });
    assert.deepEqual(changeOfEvent(remove(7)), { kind: 'message-deleted', ...common, messageId: id });
    assert.deepEqual(changeOfEvent(create(7)), { kind: 'channel-created', ...common, title: 'General' });
    assert.deepEqual(changeOfEvent(join(7)), { kind: 'channel-joined', ...common });
  });

  test('every event of the chat has one', () => {
    for (const { eventType } of commands.filter((command) => command.event.domain === 'chat')) {
      const event = logged({ type: eventType, data: { messageId: messageId(1), text: 'x', title: 'x' } });
      assert.ok(changeOfEvent(event).kind, eventType);
    }
  });

  const poison = (code: string) => (error: unknown) =>
    error instanceof StoreFailure && error.failureClass === 'poison' && error.code === code;

  test('what the history cannot take is poison', () => {
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
