import type { LoggedEvent } from '../../contracts/event.ts';
import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';

/**
 * The change an event makes to the history. Throws StoreFailure of class `poison` for an event that is none of
 * the chat's, or does not hold what its type promises.
 */
export function changeOfEvent({ event, version }: LoggedEvent): HistoryChange {
  const field = (name: string): string => {
    const value = event.data[name];
    if (typeof value === 'string') return value;
    throw new StoreFailure(
      'poison',
      'bad-event-data',
      `The ${event.type} event has no text in data.${name}.`,
    );
  };
  const acceptedAt = Date.parse(event.time);
  if (Number.isNaN(acceptedAt)) {
    throw new StoreFailure(
      'poison',
      'bad-event-time',
      `The time of the ${event.type} event is no timestamp.`,
    );
  }
  const { actor } = event;
  const channelId = field('channelId');
  switch (event.type) {
    case 'chat.message-sent.v1': {
      const messageId = field('messageId');
      return {
        kind: 'message-sent',
        version,
        channelId,
        actor,
        acceptedAt,
        messageId,
        text: field('text'),
      };
    }
    case 'chat.message-edited.v1': {
      const messageId = field('messageId');
      return {
        kind: 'message-edited',
        version,
        channelId,
        actor,
        acceptedAt,
        messageId,
        text: field('text'),
      };
    }
    case 'chat.message-deleted.v1':
      return {
        kind: 'message-deleted',
        version,
        channelId,
        actor,
        acceptedAt,
        messageId: field('messageId'),
      };
    case 'chat.channel-created.v1':
      return { kind: 'channel-created', version, channelId, actor, acceptedAt, title: field('title') };
    case 'chat.channel-joined.v1':
      return { kind: 'channel-joined', version, channelId, actor, acceptedAt };
    default:
      throw new StoreFailure(
        'poison',
        'unknown-event-type',
        `The history knows no events of type ${event.type}.`,
      );
  }
}
