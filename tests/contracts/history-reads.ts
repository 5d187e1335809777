import type { HistoryChange, HistoryStore } from '../../contracts/ports/history-store.ts';
import { channelOf } from '../../domain/chat/channel.ts';
import { channel, member, message } from '../../domain/chat/entities.ts';
import { memberOf } from '../../domain/chat/member.ts';
import { messageOf, pendingOf } from '../../domain/chat/message.ts';
import { actors, messageId, messages } from './history-changes.ts';

/** The reads of a history that the chat uses. */
const readsOf = (store: HistoryStore) => ({
  message: async (channelId: string, id: string) =>
    messageOf(await store.rows(message, { channelId, messageId: id })),
  pendingChanges: async (channelId: string, id: string, actor: string) =>
    pendingOf(await store.rows(message, { channelId, messageId: id }), actor),
  channel: async (channelId: string) => {
    const found = channelOf(await store.rows(channel, { channelId }));
    return found && { ...found, members: await store.count(member, { channelId }) };
  },
  member: async (channelId: string, memberId: string) =>
    (await store.rows(member, { channelId, memberId })).map(memberOf)[0] ?? null,
  members: async (channelId: string, limit: number, after?: string) =>
    (await store.list(member, { channelId }, limit, after)).map(memberOf),
});

export type ReadableHistory = HistoryStore & ReturnType<typeof readsOf>;

export const withReads = (store: HistoryStore): ReadableHistory => ({ ...store, ...readsOf(store) });

type Reads = { [Name in keyof ReturnType<typeof readsOf> | 'messages']: (...input: never[]) => unknown };

/** A value without the times of writing, which differ from run to run. */
export const withoutAppliedAt = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, part) => (name === 'appliedAt' ? undefined : part)));

/** Everything a store or a model answers about one channel of a scenario. */
export async function readChannelWhole(source: Reads, channelId: string): Promise<unknown> {
  const from = source as unknown as ReadableHistory;
  const ids = Array.from({ length: messages }, (_, n) => messageId(n + 1));
  return withoutAppliedAt({
    list: await from.messages(channelId, 1_000),
    messages: await Promise.all(ids.map((id) => from.message(channelId, id))),
    pending: await Promise.all(
      ids.flatMap((id) => actors.map((actor) => from.pendingChanges(channelId, id, actor))),
    ),
    // Which of several titles is shown is the read's decision; `readFields` compares what is stored.
    channel: { ...(await from.channel(channelId)), title: undefined },
    members: await from.members(channelId, 1_000),
    each: await Promise.all(actors.map((actor) => from.member(channelId, actor))),
  });
}

/** The fields of the entity that a change belongs to, which has no author. */
export async function readFields(store: HistoryStore, { field, key }: HistoryChange): Promise<unknown> {
  const [row] = await store.rows(field.entity, key);
  return withoutAppliedAt(row?.fields ?? {});
}
