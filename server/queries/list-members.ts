import type { MemberPage } from '../../contracts/chat.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { DEFAULT_PAGE } from '../../contracts/routes/parameters.ts';
import { member } from '../../domain/chat/entities.ts';
import { memberOf } from '../../domain/chat/member.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';

/** A page of a channel's members, ordered by id. */
export async function listMembers(
  store: Pick<HistoryStore, 'list'>,
  request: { channelId: string; limit?: number; cursor?: string },
): Promise<MemberPage> {
  const { channelId, limit = DEFAULT_PAGE } = request;
  const scope = { list: 'members', of: channelId } as const;
  const stored = await store.list(member, { channelId }, limit + 1, decodeCursor(scope, request.cursor));
  const page = stored.slice(0, limit).map(memberOf);
  const members = page.map(({ memberId, joined }) => ({
    memberId,
    joinedAt: new Date(joined.acceptedAt).toISOString(),
  }));
  const next = stored.length > limit ? encodeCursor(scope, page.at(-1)!.memberId) : null;
  return { members, next };
}
