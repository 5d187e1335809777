import assert from 'node:assert/strict';
import { join as pathOf } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openSqliteHistoryStore } from '../../../adapters/sqlite/history/sqlite-history-store.ts';
import type { LoggedEvent } from '../../../contracts/event.ts';
import type { HistoryStore } from '../../../contracts/ports/history-store.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import type { Verification } from '../../../contracts/verification.ts';
import { historyProjection } from '../../../workers/history/projection.ts';
import { messageId } from '../../contracts/history-changes.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';
import { create, edit, join, logged, remove, send, versionAt } from './logged-event.ts';

/** The expected verification; `at`: whether the time of writing is known. */
type Expected =
  | { applied: { at: boolean; supersededBy: number | null } }
  | { rejected: string }
  | { orphan: string; own: boolean }
  | { differs: string }
  | 'absent';

const applied = (at: boolean, supersededBy: number | null = null): Expected => ({
  applied: { at, supersededBy: supersededBy === null ? null : versionAt(supersededBy) },
});
const notTheAuthor: Expected = { rejected: 'not-the-author' };
const wasDeleted: Expected = { rejected: 'message-deleted' };
const orphan: Expected = { orphan: messageId(1), own: true };
const orphanOfAnother: Expected = { orphan: messageId(1), own: false };
const exists: Expected = { rejected: 'message-exists' };
const bob = { actor: 'bob' };
const later = { time: '2026-11-23T04:00:00.000Z' };

/** The applied changes, in whatever order, and the expected verification of one event. */
const table: [given: LoggedEvent[], when: LoggedEvent, then: Expected, what: string][] = [
  [[], send(1), 'absent', 'a message not stored yet'],
  [[send(1)], send(1), applied(true), 'a message that is stored'],
  [[send(1), edit(2)], send(1), applied(true, 2), 'a message with a newer text'],
  [[send(1), edit(2), remove(3)], send(1), applied(true, 3), 'a message that was deleted since'],
  [[send(1)], send(5), applied(false), 'a message the log holds twice: the later copy'],
  [[send(5)], send(1), 'absent', 'a message the log holds twice: the first, not processed yet'],
  [[send(1)], send(5, later), exists, 'another send of the same id, with the same text'],
  [[send(1)], send(5, { data: { text: 'other' } }), exists, 'another send of the same id, with another text'],
  [[send(1)], send(5, bob), exists, 'a send that names the message of another'],
  [[send(1), edit(6)], send(5, later), exists, 'a send that names a message that was edited since'],
  [[send(1), remove(6)], send(5, later), exists, 'a send that names a message that was deleted since'],
  [[send(5, { data: { text: 'mended' } })], send(1), 'absent', 'a message that an edited one replaced'],
  [[send(5), edit(6)], send(1), 'absent', 'a message that an edited one replaced, which was changed since'],

  [[], edit(2), 'absent', 'an edit not processed yet, without its message'],
  [[send(1)], edit(2), 'absent', 'an edit not processed yet'],
  [[send(1), edit(2)], edit(2), applied(true), 'an edit that is applied'],
  [[edit(2), send(1)], edit(2), applied(true), 'an edit that came before its message'],
  [[send(1), edit(4)], edit(2), applied(false, 4), 'an edit that a later one replaced'],
  [[send(1), edit(2)], edit(4), 'absent', 'a later edit not processed yet'],
  [[edit(2)], edit(2), orphan, 'an edit whose message has not come'],
  [[edit(4)], edit(2), orphanOfAnother, 'an edit behind a later one whose message has not come'],
  [[edit(2)], edit(4), 'absent', 'an edit not processed yet, behind one that waits'],
  [[edit(2, bob)], edit(2), 'absent', 'an edit not processed yet, beside one of another that waits'],
  [[send(1), edit(2, bob)], edit(2, bob), notTheAuthor, 'an edit by another'],
  [[edit(2, bob), send(1)], edit(2, bob), notTheAuthor, 'an edit by another that came before its message'],
  [[send(1)], edit(2, bob), notTheAuthor, 'an edit by another, not processed yet but certain'],
  [[send(1), remove(3), edit(4)], edit(4), wasDeleted, 'an edit after the delete'],
  [[edit(4), remove(3), send(1)], edit(4), wasDeleted, 'an edit after the delete, in the wrong order'],
  [[send(1), edit(2), remove(3)], edit(2), applied(true, 3), 'an edit before the delete'],
  [[send(1), remove(3)], edit(2), 'absent', 'an edit before the delete, not processed yet'],
  [
    [send(1), edit(2), remove(3), edit(4)],
    edit(2),
    applied(false, 3),
    'an edit before the delete and a refused one',
  ],
  [[send(1), remove(3, bob)], edit(4), 'absent', 'an edit after a delete by another'],

  [[], remove(2), 'absent', 'a delete not processed yet, without its message'],
  [[send(1)], remove(2), 'absent', 'a delete not processed yet'],
  [[send(1), remove(2)], remove(2), applied(true), 'a delete'],
  [[send(1), remove(2)], remove(3), applied(false), 'a second delete'],
  [[send(1), remove(3)], remove(2), 'absent', 'an earlier delete not processed yet'],
  [[remove(2)], remove(2), orphan, 'a delete whose message has not come'],
  [[remove(2)], remove(3), orphanOfAnother, 'a second delete whose message has not come'],
  [[remove(3)], remove(2), 'absent', 'an earlier delete not processed yet, without its message'],
  [[edit(2)], remove(3), 'absent', 'a delete not processed yet, beside an edit that waits'],
  [[send(1), remove(2, bob)], remove(2, bob), notTheAuthor, 'a delete by another'],

  [[], create(1), 'absent', 'a creation not processed yet'],
  [[create(1)], create(1), applied(true), 'a creation'],
  [[create(1)], create(2), applied(false), 'the same creation again'],
  [[create(1)], create(2, { data: { title: 'Other' } }), { rejected: 'channel-exists' }, 'another title'],
  [[create(1)], create(2, bob), { rejected: 'channel-exists' }, 'another creator'],
  [[create(2, bob)], create(1), 'absent', 'the first creation, not processed yet'],
  [[create(2, bob), create(1)], create(1), applied(true), 'the first creation, processed late'],
  [
    [create(2, bob), create(1)],
    create(2, bob),
    { rejected: 'channel-exists' },
    'a creation that lost to an earlier one',
  ],

  [[], join(1), 'absent', 'a join not processed yet'],
  [[join(1)], join(1), applied(true), 'a join'],
  [[join(1)], join(2), applied(false), 'a second join'],
  [[join(2)], join(1), 'absent', 'the first join, not processed yet'],
  [[join(1)], join(2, bob), 'absent', 'a join of another'],

  [[], logged({ type: 'chat.message-pinned.v1' }), 'absent', 'an event the history does not know'],
];

const plain = (verification: Verification): Expected => {
  switch (verification.state) {
    case 'applied':
      return { applied: { at: verification.at !== null, supersededBy: verification.supersededBy } };
    case 'rejected':
      return { rejected: verification.reason.code };
    case 'orphan':
      return { orphan: verification.of, own: verification.own };
    case 'differs':
      return { differs: verification.what };
    case 'absent':
      return 'absent';
  }
};

describe('the outcome of an event, read from the history', () => {
  const folder = temporaryFolder('history');
  let store: HistoryStore;
  before(() => {
    const path = pathOf(folder.path, 'history.sqlite');
    store = openSqliteHistoryStore({ path, timeoutMs: 10_000, maxCalls: 64, readers: 1 });
  });
  after(async () => {
    await store.close();
    folder.remove();
  });

  for (const [n, [given, when, then, what]] of table.entries()) {
    test(what, async () => {
      const projection = historyProjection.on(store, 'sqlite');
      // Every case has its own channel, so that all can share the store.
      const here = (logged: LoggedEvent): LoggedEvent => ({
        ...logged,
        event: { ...logged.event, data: { ...logged.event.data, channelId: `case-${n}` } },
      });
      const started = Date.now();
      for (const event of given) await projection.apply([here(event)]);
      const verification = await projection.verify(here(when));
      assert.deepEqual(plain(verification), then);
      if ('at' in verification && verification.at !== null) {
        assert.ok(verification.at >= started && verification.at <= Date.now(), 'the time is that of writing');
      }
    });
  }

  test('a history that cannot be read gives no outcome', async () => {
    const path = pathOf(folder.path, 'no-such-folder', 'history.sqlite');
    const broken = openSqliteHistoryStore({ path, timeoutMs: 2_000, maxCalls: 64, readers: 1 });
    try {
      const projection = historyProjection.on(broken, 'sqlite');
      const outage = (error: unknown) => error instanceof StoreFailure && error.failureClass === 'outage';
      await assert.rejects(projection.verify(send(1)), outage);
      await assert.rejects(projection.apply([send(1)]), outage);
      await assert.rejects(projection.probe(), outage);
    } finally {
      await broken.close();
    }
  });

  test('a batch with an event that the history cannot store is refused as poison', async () => {
    const projection = historyProjection.on(store, 'sqlite');
    const poison = logged({ type: 'chat.message-pinned.v1' });
    await assert.rejects(
      projection.apply([send(1, { data: { channelId: 'poisoned' } }), poison]),
      (error) => error instanceof StoreFailure && error.failureClass === 'poison',
    );
    assert.deepEqual(await store.messages('poisoned', 10), []);
  });
});
