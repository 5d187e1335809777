import type { HistoryChange, HistoryRow } from '../../../contracts/ports/history-store.ts';
import type { Verification } from '../../../contracts/verification.ts';
import { absent, applied, differs, rejected, writtenAt } from '../../history/verdicts.ts';
import { messageOf, pendingOf } from '../message.ts';
import { notTheAuthor } from '../not-the-author.ts';

export function proveEdited(
  change: HistoryChange<'channelId' | 'messageId', 'text'>,
  rows: readonly HistoryRow[],
): Verification {
  const { version, actor, values } = change;
  const message = messageOf(rows);
  if (!message) {
    const kept = pendingOf(rows, actor)?.edited?.version ?? 0;
    return kept >= version
      ? { state: 'orphan', what: 'message', of: change.key.messageId, own: kept === version }
      : absent;
  }
  const { author, edited, deleted } = message;
  if (author !== actor) return notTheAuthor('edit');
  if (deleted && deleted.version < version) {
    // The delete is older but arrived after the edit: an edit that was reported as applied stays applied.
    const wasApplied = edited && edited.version >= version && edited.appliedAt < deleted.appliedAt;
    if (wasApplied) return applied(writtenAt(edited, version), deleted.version);
    return rejected('message-deleted', 'The message was deleted before this edit.');
  }
  if (!edited || edited.version < version) return absent;
  if (!deleted && edited.version === version && message.text !== values.text) return differs('the text');
  const replaced = deleted?.version ?? edited.version;
  return applied(writtenAt(edited, version), replaced > version ? replaced : null);
}
