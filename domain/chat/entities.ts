import type { HistoryEntity } from '../../contracts/ports/history-store.ts';

/*
 * The entities of the chat's history. Each store declares their tables in `history-tables.ts` of its adapter.
 */

const entity = <Part extends string>(declared: HistoryEntity<Part>): HistoryEntity<Part> => declared;

export const channel = entity({ name: 'channel', key: { channelId: 'identifier' } });

export const member = entity({ name: 'member', key: { channelId: 'identifier', memberId: 'text' } });

/** A message exists once it is sent. Edits and deletes that come earlier are kept, but not shown. */
export const message = entity({
  name: 'message',
  key: { channelId: 'identifier', messageId: 'uuid' },
  author: 'sent',
});
