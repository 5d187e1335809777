import { CassandraLink } from '../../adapters/cassandra/cassandra-link.ts';
import { PROBE_CHANNEL } from '../../adapters/cassandra/history-statements.ts';
import { readSettings } from '../../platform/configuration/settings.ts';
import type { HistoryRows, MessageRow } from './rows.ts';

type Row = Record<string, unknown>;

const CALL_MS = 30_000;
const CALLS = 8;

/** All rows of the keyspace, read with plain CQL. */
export async function readCassandraRows(port: number): Promise<HistoryRows> {
  const { cassandraKeyspace: keyspace, cassandraDataCenter } = readSettings({});
  const link = new CassandraLink({
    contactPoints: [`127.0.0.1:${port}`],
    port,
    localDataCenter: cassandraDataCenter,
    keyspace,
    timeoutMs: CALL_MS,
    maxCalls: CALLS,
    schemaWatchMs: CALL_MS,
  });
  const all = async (table: string) => {
    const query = `SELECT * FROM ${keyspace}.${table}`;
    const rows = await link.read<Row[]>([], () => Array.fromAsync(link.rows(query, [])), true);
    return rows.filter(({ channel_id }) => channel_id !== PROBE_CHANNEL);
  };
  try {
    return {
      ...messagesOf(await all('messages')),
      channels: (await all('channels')).map((row) => ({
        channelId: String(row.channel_id),
        title: String(row.created_title),
        creator: String(row.created_creator),
        created: Number(row.created_version),
      })),
      members: (await all('members')).map((row) => ({
        channelId: String(row.channel_id),
        memberId: String(row.member_id),
        joined: Number(row.joined_version),
      })),
    };
  } finally {
    await link.close();
  }
}

const version = (value: unknown) => (value === null || value === undefined ? null : Number(value));

/** A message has a row for each actor. The author's row is the one that was sent. */
function messagesOf(rows: readonly Row[]): Pick<HistoryRows, 'messages' | 'orphans'> {
  const messages: MessageRow[] = [];
  const sent = new Set<unknown>();
  for (const row of rows) {
    if (version(row.sent_version) === null) continue;
    sent.add(row.message_id);
    const edited = version(row.edited_version);
    const deleted = version(row.deleted_version);
    const text = edited === null ? row.sent_text : row.edited_text;
    messages.push({
      channelId: String(row.channel_id),
      messageId: String(row.message_id),
      author: String(row.actor),
      text: deleted === null ? String(text) : '',
      sent: Number(row.sent_version),
      edited,
      deleted,
    });
  }
  return { messages, orphans: rows.filter((row) => !sent.has(row.message_id)).length };
}
