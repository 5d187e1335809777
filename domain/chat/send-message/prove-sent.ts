import type { HistoryChange, HistoryRow } from '../../../contracts/ports/history-store.ts';
import type { Verification } from '../../../contracts/verification.ts';
import { absent, applied, differs, rejected } from '../../history/verdicts.ts';
import { messageOf } from '../message.ts';

export function proveSent(
  change: HistoryChange<'channelId' | 'messageId', 'text'>,
  rows: readonly HistoryRow[],
): Verification {
  const message = messageOf(rows);
  // A send of a later version is stored, so this earlier one has not been applied.
  if (!message || message.sent.version > change.version) return absent;
  const { author, text, sent, edited, deleted } = message;
  const newer = deleted ?? edited;
  const holdsAnother = author !== change.actor || (!newer && text !== change.values.text);
  const supersededBy = newer?.version ?? null;
  if (sent.version < change.version) {
    // Two copies of one event in the log have the same acceptance time.
    if (!holdsAnother && sent.acceptedAt === change.acceptedAt) return applied(null, supersededBy);
    return rejected('message-exists', `The message ${message.messageId} was sent before.`);
  }
  if (holdsAnother) return differs(author === change.actor ? 'the text' : 'the author');
  return applied(sent.appliedAt, supersededBy);
}
