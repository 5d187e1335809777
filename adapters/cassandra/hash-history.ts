import { HistoryContentHash } from '../../domain/history/history-content-hash.ts';
import type { CassandraLink } from './cassandra-link.ts';
import { type HistoryStatements, PROBE_CHANNEL } from './history-statements.ts';
import { byMessage, channelOf, memberOf, messageOf, pendingOf, pendingTextOf } from './resolve-message.ts';

const of = (written: { version: number; acceptedAt: number } | null) =>
  written ? [written.version, written.acceptedAt] : [null, null];

/** The port's content hash. Reads all there is, page by page: true of one state only while nobody writes. */
export async function hashHistory(link: CassandraLink, cql: HistoryStatements): Promise<string> {
  const hash = new HistoryContentHash();
  for await (const rows of byMessage(link.rows(cql.allMessages, []))) {
    const message = messageOf(rows);
    if (message) {
      const { channelId, messageId, author, text, sent, edited, deleted } = message;
      hash.add('message', [channelId, messageId, author, text, ...of(sent), ...of(edited), ...of(deleted)]);
      continue;
    }
    if (rows[0]?.channel_id === PROBE_CHANNEL) continue;
    for (const row of rows) {
      const actor = row.actor as string;
      const pending = pendingOf(rows, actor);
      const key = [row.channel_id as string, row.message_id as string, actor];
      if (pending)
        hash.add('pending', [...key, pendingTextOf(row), ...of(pending.edited), ...of(pending.deleted)]);
    }
  }
  for await (const row of link.rows(cql.allChannels, [])) {
    const { channelId, title, creator, created } = channelOf(row, 0);
    hash.add('channel', [channelId, title, creator, ...of(created)]);
  }
  for await (const row of link.rows(cql.allMembers, [])) {
    const { memberId, joined } = memberOf(row);
    hash.add('member', [row.channel_id as string, memberId, ...of(joined)]);
  }
  return hash.digest();
}
