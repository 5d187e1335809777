import type {
  HistoryRow,
  HistoryStore,
  StoredMessage,
  Written,
} from '../../contracts/ports/history-store.ts';
import { authorsRow } from '../history/counting-rows.ts';
import { fieldIn, writtenIn } from '../history/field.ts';
import { deleted } from './delete-message/deleted.ts';
import { edited } from './edit-message/edited.ts';
import { message } from './entities.ts';
import { sent } from './send-message/sent.ts';

/** Changes by one actor to a message that is not sent yet. */
interface PendingChanges {
  edited: Written | null;
  deleted: Written | null;
}

/** A change that came before its message took effect when the message was sent. */
const inEffect = (change: Written | null, send: Written): Written | null =>
  change && { ...change, appliedAt: Math.max(change.appliedAt, send.appliedAt) };

/** The message in its rows; null if it is not sent. */
export function messageOf(rows: readonly HistoryRow[]): StoredMessage | null {
  const row = authorsRow(message, rows);
  const send = fieldIn(row, sent);
  if (!row || !send) return null;
  const edit = fieldIn(row, edited);
  const removal = writtenIn(row, deleted);
  const written = writtenIn(row, sent)!;
  return {
    channelId: row.key.channelId!,
    messageId: row.key.messageId!,
    author: row.actor,
    text: removal ? '' : (edit ?? send).values.text,
    sent: written,
    edited: inEffect(writtenIn(row, edited), written),
    deleted: inEffect(removal, written),
  };
}

/** One actor's changes to a message that is not sent yet; null if there are none. */
export function pendingOf(rows: readonly HistoryRow[], actor: string): PendingChanges | null {
  if (authorsRow(message, rows)) return null;
  const row = rows.find((candidate) => candidate.actor === actor);
  return row ? { edited: writtenIn(row, edited), deleted: writtenIn(row, deleted) } : null;
}

/** Throws StoreFailure. */
export const readMessage = async (
  store: Pick<HistoryStore, 'rows'>,
  channelId: string,
  messageId: string,
): Promise<StoredMessage | null> => messageOf(await store.rows(message, { channelId, messageId }));
