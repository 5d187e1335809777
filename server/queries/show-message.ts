import type { Message } from '../../contracts/chat.ts';
import type { StoredMessage } from '../../contracts/ports/history-store.ts';

/** A message as clients see it. A deleted message shows only that it is deleted, so that clients can drop their copy. */
export const showMessage = ({
  channelId,
  messageId,
  author,
  text,
  sent,
  edited,
  deleted,
}: StoredMessage): Message => ({
  messageId,
  channelId,
  author,
  text: deleted ? '' : text,
  sentAt: new Date(sent.acceptedAt).toISOString(),
  editedAt: edited && !deleted ? new Date(edited.acceptedAt).toISOString() : null,
  deleted: deleted !== null,
});
