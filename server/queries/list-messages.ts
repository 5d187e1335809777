import type { MessagePage } from '../../contracts/chat.ts';
import type { HistoryStore, StoredMessage } from '../../contracts/ports/history-store.ts';
import { DEFAULT_PAGE } from '../../contracts/routes/parameters.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { showMessage } from './show-message.ts';

/** Messages are read this many at a time, so that a page of the longest ones is never in memory at once. */
const SLICE = 100;

/**
 * A page of a channel, newest first. It continues from an id, not from a count, so new messages neither shift nor repeat
 * anything. A page ends early when its texts exceed `maxCharacters`.
 */
export async function listMessages(
  store: Pick<HistoryStore, 'messages'>,
  request: { channelId: string; limit?: number; cursor?: string },
  maxCharacters: number,
): Promise<MessagePage> {
  const { channelId, limit = DEFAULT_PAGE } = request;
  const scope = { list: 'messages', of: channelId } as const;
  let before = decodeCursor(scope, request.cursor);
  const page: StoredMessage[] = [];
  let characters = 0;
  for (;;) {
    // One more than the page holds shows whether another page follows.
    const wanted = Math.min(SLICE, limit + 1 - page.length);
    // The store also ends early, so texts beyond the page are not read.
    const most = Math.max(1, maxCharacters - characters);
    const slice = await store.messages(channelId, wanted, before, most);
    const read = slice.reduce((sum, { text }) => sum + text.length, 0);
    for (const message of slice) {
      if (page.length === limit || (page.length > 0 && characters + message.text.length > maxCharacters)) {
        const last = page.at(-1) as StoredMessage;
        return { messages: page.map(showMessage), next: encodeCursor(scope, last.messageId) };
      }
      page.push(message);
      characters += message.text.length;
    }
    if (slice.length < wanted && read < most) return { messages: page.map(showMessage), next: null };
    before = slice.at(-1)?.messageId;
  }
}
