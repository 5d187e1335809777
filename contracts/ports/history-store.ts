import type { ProjectionStore } from './projection-store.ts';

/**
 * The port of the history read model: what the history projection writes and the query service reads. Every
 * adapter passes the same contract suite (`tests/contracts/history-store`).
 *
 * Writes commute and repeat without effect: for any order, repetition and batching of the same changes the
 * stored state is the same. The rules, in terms of versions (places in the log):
 * - A message exists once its `message-sent` is stored; until then its edits and deletes are kept aside, one a
 *   message and actor, and are shown nowhere.
 * - Only changes by the author count. Once the author is known, those of others are dropped.
 * - The edit of the highest version gives the text. A delete is a flag that no edit undoes; the lowest version
 *   of a delete is the one that counts; a deleted message keeps no text, but which edit was the newest.
 * - The `channel-created` of the lowest version founds the channel; the join of the lowest version counts.
 * - Of several `message-sent` with one message id the lowest version counts: its author and its text. The gateway mints
 *   an id once, so there are several only where the log holds an event twice, or where an operator's edited event names a
 *   message that there is: then it is rejected. An edited event that takes another's place carries the same message id,
 *   and workers leave the other out (`decisions.ts`), so that only one of the two is ever applied. Where two senders
 *   differ, a store may have dropped what the first one changed before its own `message-sent` came.
 */
export type HistoryChange = MessageSent | MessageEdited | MessageDeleted | ChannelCreated | ChannelJoined;

interface Change {
  version: number;
  channelId: string;
  actor: string;
  /** When the command was accepted: Unix time in milliseconds, by the gateway's clock. */
  acceptedAt: number;
}

export interface MessageSent extends Change {
  kind: 'message-sent';
  messageId: string;
  text: string;
}

export interface MessageEdited extends Change {
  kind: 'message-edited';
  messageId: string;
  text: string;
}

export interface MessageDeleted extends Change {
  kind: 'message-deleted';
  messageId: string;
}

export interface ChannelCreated extends Change {
  kind: 'channel-created';
  title: string;
}

export interface ChannelJoined extends Change {
  kind: 'channel-joined';
}

/** One write to a field: by which version, and when the store took it (Unix ms, the writer's clock). */
export interface Written {
  version: number;
  acceptedAt: number;
  appliedAt: number;
}

export interface StoredMessage {
  channelId: string;
  messageId: string;
  author: string;
  text: string;
  sent: Written;
  edited: Written | null;
  deleted: Written | null;
}

/** Changes by one actor to a message whose `message-sent` has not come yet. */
export interface PendingChanges {
  edited: Written | null;
  deleted: Written | null;
}

export interface StoredChannel {
  channelId: string;
  title: string;
  creator: string;
  created: Written;
  members: number;
}

export interface StoredMember {
  memberId: string;
  joined: Written;
}

/** One change that `checkChange` refuses has the whole batch refused, unwritten, as `poison`. */
export interface HistoryStore extends ProjectionStore<HistoryChange> {
  message(channelId: string, messageId: string): Promise<StoredMessage | null>;
  pendingChanges(channelId: string, messageId: string, actor: string): Promise<PendingChanges | null>;
  /**
   * Messages of a channel, newest first (by id), deleted ones included as flags; only those older than the id
   * `before`, when given. At most `limit`; none more once their texts have `maxCharacters` (UTF-16 units) together, so
   * that a page of long ones is never in memory at once.
   */
  messages(
    channelId: string,
    limit: number,
    before?: string,
    maxCharacters?: number,
  ): Promise<StoredMessage[]>;
  channel(channelId: string): Promise<StoredChannel | null>;
  member(channelId: string, memberId: string): Promise<StoredMember | null>;
  /** Members in the order of their ids, after the id `after`, when given. At most `limit`. */
  members(channelId: string, limit: number, after?: string): Promise<StoredMember[]>;
}
