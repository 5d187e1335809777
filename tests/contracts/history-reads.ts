import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { actors, messageId, messages } from './history-changes.ts';

type Reads = {
  [Name in 'message' | 'pendingChanges' | 'messages' | 'channel' | 'member' | 'members']: (
    ...input: never[]
  ) => unknown;
};

/** A value without the times of writing, which differ from run to run and are nobody's business. */
export const withoutAppliedAt = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, part) => (name === 'appliedAt' ? undefined : part)));

/** Everything a store or a model answers about one channel of a scenario. */
export async function readChannelWhole(source: Reads, channelId: string): Promise<unknown> {
  const from = source as unknown as HistoryStore;
  const ids = Array.from({ length: messages }, (_, n) => messageId(n + 1));
  return withoutAppliedAt({
    list: await from.messages(channelId, 1_000),
    messages: await Promise.all(ids.map((id) => from.message(channelId, id))),
    pending: await Promise.all(
      ids.flatMap((id) => actors.map((actor) => from.pendingChanges(channelId, id, actor))),
    ),
    channel: await from.channel(channelId),
    members: await from.members(channelId, 1_000),
    each: await Promise.all(actors.map((actor) => from.member(channelId, actor))),
  });
}
