import type { HistoryEntity } from '../../contracts/ports/history-store.ts';

/*
 * What the history of the chat holds. Each store declares the tables for it: `history-tables.ts` of its adapter.
 */

const entity = <Part extends string>(declared: HistoryEntity<Part>): HistoryEntity<Part> => declared;

export const channel = entity({ name: 'channel', key: { channelId: 'identifier' } });

export const member = entity({ name: 'member', key: { channelId: 'identifier', memberId: 'text' } });

/** A message exists once it is sent. Edits and deletes that come before are kept, and shown nowhere. */
export const message = entity({
  name: 'message',
  key: { channelId: 'identifier', messageId: 'uuid' },
  author: 'sent',
});
