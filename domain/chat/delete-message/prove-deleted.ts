import type { HistoryChange, HistoryRow } from '../../../contracts/ports/history-store.ts';
import type { Verification } from '../../../contracts/verification.ts';
import { absent, applied, differs, writtenAt } from '../../history/verdicts.ts';
import { messageOf, pendingOf } from '../message.ts';
import { notTheAuthor } from '../not-the-author.ts';

export function proveDeleted(
  change: HistoryChange<'channelId' | 'messageId'>,
  rows: readonly HistoryRow[],
): Verification {
  const { version, actor } = change;
  const message = messageOf(rows);
  if (!message) {
    const kept = pendingOf(rows, actor)?.deleted;
    if (!kept || kept.version > version) return absent;
    return { state: 'orphan', what: 'message', of: change.key.messageId, own: kept.version === version };
  }
  const { author, deleted } = message;
  if (author !== actor) return notTheAuthor('delete');
  if (!deleted || deleted.version > version) return absent;
  if (message.text !== '') return differs('the text, which should have been deleted');
  return applied(writtenAt(deleted, version));
}
