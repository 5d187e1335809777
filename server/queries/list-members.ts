import type { MemberPage } from '../../contracts/chat.ts';
import type { HistoryStore, StoredMember } from '../../contracts/ports/history-store.ts';
import { DEFAULT_PAGE } from '../../contracts/routes/parameters.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';

/** A page of a channel's members, in the order of their ids. */
export async function listMembers(
  store: Pick<HistoryStore, 'members'>,
  request: { channelId: string; limit?: number; cursor?: string },
): Promise<MemberPage> {
  const { channelId, limit = DEFAULT_PAGE } = request;
  const scope = { list: 'members', of: channelId } as const;
  const stored = await store.members(channelId, limit + 1, decodeCursor(scope, request.cursor));
  const page = stored.slice(0, limit);
  const members = page.map(({ memberId, joined }) => ({
    memberId,
    joinedAt: new Date(joined.acceptedAt).toISOString(),
  }));
  const last = page.at(-1) as StoredMember;
  return { members, next: stored.length > limit ? encodeCursor(scope, last.memberId) : null };
}
