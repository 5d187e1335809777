import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HistoryChange, Written } from '../../../contracts/ports/history-store.ts';
import type { Verification } from '../../../contracts/verification.ts';
import {
  verifyCreated,
  verifyDeleted,
  verifyEdited,
  verifyJoined,
  verifySent,
} from '../../../domain/history/verify-change.ts';
import { scenarios } from '../../contracts/history-changes.ts';
import { HistoryModel } from '../../contracts/history-model.ts';

const stored = <Mark extends { version: number; acceptedAt: number }>(mark: Mark | null): Written | null =>
  mark && { ...mark, appliedAt: 1 };

/** What is read of a change from a store that holds all of `log`, where every text of the store reads as `spoil` says. */
function read(log: readonly HistoryChange[], change: HistoryChange, spoil: (text: string) => string) {
  const model = new HistoryModel(log);
  const { channelId, actor } = change;
  if (change.kind === 'channel-created') {
    const channel = model.channel(channelId)!;
    const created = stored(channel.created)!;
    return verifyCreated(change, { ...channel, title: spoil(channel.title), created });
  }
  if (change.kind === 'channel-joined')
    return verifyJoined(change, { memberId: actor, joined: stored(model.member(channelId, actor)!.joined)! });
  const found = model.message(channelId, change.messageId);
  const message = found && {
    ...found,
    text: spoil(found.text),
    sent: stored(found.sent)!,
    edited: stored(found.edited),
    deleted: stored(found.deleted),
  };
  const kept = model.pendingChanges(channelId, change.messageId, actor);
  const pending = kept && { edited: stored(kept.edited), deleted: stored(kept.deleted) };
  if (change.kind === 'message-sent') return verifySent(change, message);
  return change.kind === 'message-edited'
    ? verifyEdited(change, message, pending)
    : verifyDeleted(change, message, pending);
}

/** Whether the store holds a text that only this change can have given it. */
function givesTheText(log: readonly HistoryChange[], change: HistoryChange): boolean {
  const model = new HistoryModel(log);
  if (change.kind === 'channel-created')
    return model.channel(change.channelId)?.created?.version === change.version;
  if (change.kind === 'channel-joined') return false;
  const message = model.message(change.channelId, change.messageId);
  if (!message) return false;
  const newest = message.deleted ?? message.edited ?? message.sent;
  return newest?.version === change.version;
}

const complete: Verification['state'][] = ['applied', 'rejected', 'orphan'];

test('an event is proven only where the store holds all of its content', () => {
  fc.assert(
    fc.property(
      scenarios(() => 'proof'),
      ({ log }) => {
        for (const change of log) {
          const { state } = read(log, change, (text) => text);
          assert.ok(complete.includes(state), `${change.kind} ${change.version}: ${state}`);
          if (!givesTheText(log, change)) continue;
          for (const spoil of [(text: string) => `${text}!`, () => null as unknown as string])
            assert.equal(read(log, change, spoil).state, 'differs', change.kind);
        }
      },
    ),
    { numRuns: 200 },
  );
});
