import type { Channel } from '../../contracts/chat.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { channelOf } from '../../domain/chat/channel.ts';
import { channel, member } from '../../domain/chat/entities.ts';
import { ProblemError } from '../http/problem-error.ts';

/** A channel. Throws ProblemError if it was not created; it may still have messages. */
export async function readChannel(
  store: Pick<HistoryStore, 'rows' | 'count'>,
  { channelId }: { channelId: string },
): Promise<Channel> {
  const [rows, members] = await Promise.all([
    store.rows(channel, { channelId }),
    store.count(member, { channelId }),
  ]);
  const found = channelOf(rows);
  if (!found) {
    throw new ProblemError(
      'not-found',
      `The history has no channel ${channelId}. If the command that creates it was just accepted, it may not be applied yet: its status is at the Location of its 202.`,
    );
  }
  const { title, creator, created } = found;
  return { channelId, title, creator, createdAt: new Date(created.acceptedAt).toISOString(), members };
}
