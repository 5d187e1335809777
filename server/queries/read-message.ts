import type { Message } from '../../contracts/chat.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { message } from '../../domain/chat/entities.ts';
import { messageOf } from '../../domain/chat/message.ts';
import { ProblemError } from '../http/problem-error.ts';
import { showMessage } from './show-message.ts';

/** One message, including a deleted one. Throws ProblemError if the history has no message with this id. */
export async function readMessage(
  store: Pick<HistoryStore, 'rows'>,
  { channelId, messageId }: { channelId: string; messageId: string },
): Promise<Message> {
  const found = messageOf(await store.rows(message, { channelId, messageId }));
  if (found) return showMessage(found);
  throw new ProblemError(
    'not-found',
    `The history has no message ${messageId} in the channel ${channelId}. If the command that sends it was just accepted, it may not be applied yet: its status is at GET /v1/commands/${messageId}.`,
  );
}
