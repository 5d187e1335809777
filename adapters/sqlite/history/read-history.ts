import type { DatabaseSync } from 'node:sqlite';
import type {
  PendingChanges,
  StoredChannel,
  StoredMember,
  StoredMessage,
} from '../../../contracts/ports/history-store.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { HistoryContentHash } from '../../../domain/history/history-content-hash.ts';
import { fileIdentity } from '../thread/file-identity.ts';
import { checkHistorySchema } from './check-history-schema.ts';
import { hashHistory } from './hash-history.ts';
import { readBuild, readFilledFrom } from './history-build.ts';
import { classifyHistoryError, fileFault } from './history-file-fault.ts';
import { faultForReaders, HistoryFileWatch } from './history-file-watch.ts';
import { HISTORY_SCHEMA_VERSION } from './history-schema.ts';
import { refuseNewerSchema, schemaVersionOf } from './migrate-history.ts';
import { openHistoryReader } from './open-history-reader.ts';
import { channelOf, memberOf, messageOf, pendingOf, type Row } from './stored-rows.ts';

const MESSAGE = `SELECT channel_id, message_id, author, CAST(text AS BLOB) AS text,
    sent_version, sent_accepted_at, sent_applied_at,
    edited_version, edited_accepted_at, edited_applied_at,
    deleted_version, deleted_accepted_at, deleted_applied_at
  FROM messages WHERE channel_id = ?`;
const CHANNEL = `SELECT channel_id, CAST(title AS BLOB) AS title, creator,
    created_version, created_accepted_at, created_applied_at,
    (SELECT count(*) FROM members WHERE members.channel_id = channels.channel_id) AS members
  FROM channels WHERE channel_id = ?`;

/** What a reading thread can be asked for: the reads of the port. All throw StoreFailure. */
export interface HistoryReading {
  message(channelId: string, messageId: string): StoredMessage | null;
  pendingChanges(channelId: string, messageId: string, actor: string): PendingChanges | null;
  /** At most `limit`; none more once their texts have `maxCharacters` together; null for no such bound. */
  messages(
    channelId: string,
    limit: number,
    before: string | null,
    maxCharacters: number | null,
  ): StoredMessage[];
  channel(channelId: string): StoredChannel | null;
  member(channelId: string, memberId: string): StoredMember | null;
  members(channelId: string, limit: number, after: string): StoredMember[];
  buildId(): string | null;
  filledFrom(): string | null;
  contentHash(): string;
  close(): void;
}

function connect(path: string, database: DatabaseSync, opened: string | null) {
  return {
    database,
    watch: new HistoryFileWatch(path, opened),
    version: database.prepare('PRAGMA user_version'),
    schema: database.prepare('PRAGMA schema_version'),
    checkedSchema: 0,
    message: database.prepare(`${MESSAGE} AND message_id = ?`),
    pending: database.prepare(
      'SELECT * FROM pending_changes WHERE channel_id = ? AND message_id = ? AND actor = ?',
    ),
    newest: database.prepare(`${MESSAGE} ORDER BY message_id DESC LIMIT ?`),
    older: database.prepare(`${MESSAGE} AND message_id < ? ORDER BY message_id DESC LIMIT ?`),
    channel: database.prepare(CHANNEL),
    member: database.prepare('SELECT * FROM members WHERE channel_id = ? AND member_id = ?'),
    members: database.prepare(
      'SELECT * FROM members WHERE channel_id = ? AND member_id > ? ORDER BY member_id LIMIT ?',
    ),
  };
}

type Connection = ReturnType<typeof connect>;

/** True once a writer has made the tables; a file that is being made counts as empty. */
function hasTables(version: number): boolean {
  refuseNewerSchema(version);
  if (version === 0 || version === HISTORY_SCHEMA_VERSION) return version > 0;
  throw new StoreFailure(
    'outage',
    'schema-older',
    `The history file has schema ${version}: it waits for a worker of this version to bring it to ${HISTORY_SCHEMA_VERSION}.`,
  );
}

export function readHistory(path: string, busyMs: number): HistoryReading {
  let connection: Connection | undefined;

  const close = () => {
    const closing = connection?.database;
    connection = undefined;
    closing?.close();
  };

  /** The tables may be changed while they are read. */
  const check = (current: Connection): void => {
    hasTables(Number(current.version.get()?.user_version));
    const schema = Number(current.schema.get()?.schema_version);
    if (schema !== current.checkedSchema) checkHistorySchema(current.database, path);
    current.checkedSchema = schema;
  };

  const open = (): Connection | undefined => {
    const found = connection?.watch.look() ?? null;
    // Another file, or another log, is read by another connection.
    if (found === 'other' || found === 'log-lost') close();
    else if (found !== null) throw fileFault(found, path);
    if (connection) {
      check(connection);
      return connection;
    }
    const fault = faultForReaders(path);
    if (fault !== null) throw fileFault(fault, path);
    const opened = fileIdentity(path);
    const database = openHistoryReader(path, busyMs);
    if (!database) return undefined;
    try {
      if (hasTables(schemaVersionOf(database))) {
        checkHistorySchema(database, path);
        connection = connect(path, database, opened);
        check(connection);
      }
    } finally {
      if (!connection) database.close();
    }
    return connection;
  };

  const read = <Result>(empty: Result, query: (connection: Connection) => Result): Result => {
    try {
      const current = open();
      return current ? query(current) : empty;
    } catch (error) {
      // A new connection finds out for itself whether the trouble was the file's or this connection's.
      close();
      throw classifyHistoryError(error, path);
    }
  };

  const one = <Result>(row: Row | undefined, as: (row: Row) => Result): Result | null =>
    row ? as(row) : null;

  return {
    message: (channelId, messageId) =>
      read(null, ({ message }) => one(message.get(channelId, messageId), messageOf)),
    pendingChanges: (channelId, messageId, actor) =>
      read(null, ({ pending }) => one(pending.get(channelId, messageId, actor), pendingOf)),
    messages: (channelId, limit, before, maxCharacters) =>
      read([], ({ newest, older }) => {
        const rows =
          before === null ? newest.iterate(channelId, limit) : older.iterate(channelId, before, limit);
        const messages: StoredMessage[] = [];
        let left = maxCharacters ?? Number.POSITIVE_INFINITY;
        for (const row of rows) {
          const message = messageOf(row as Row);
          messages.push(message);
          left -= message.text.length;
          if (left <= 0) break;
        }
        return messages;
      }),
    channel: (channelId) => read(null, ({ channel }) => one(channel.get(channelId), channelOf)),
    member: (channelId, memberId) =>
      read(null, ({ member }) => one(member.get(channelId, memberId), memberOf)),
    members: (channelId, limit, after) =>
      read([], ({ members }) => members.all(channelId, after, limit).map(memberOf)),
    buildId: () => read(null, ({ database }) => readBuild(database)),
    filledFrom: () => read(null, ({ database }) => readFilledFrom(database)),
    contentHash: () => read(new HistoryContentHash().digest(), ({ database }) => hashHistory(database)),
    close,
  };
}
