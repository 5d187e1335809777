import cassandra, { type Client } from 'cassandra-driver';
import { nodesUp } from './agree-on-schema.ts';
import { answerInTime } from './answer-in-time.ts';
import { historyTables } from './history-tables.ts';
import { quoteIdentifier } from './quote-identifier.ts';
import { purposeOf } from './table.ts';
import { tableId } from './table-id.ts';

/** The tables whose truncation loses content. */
const CONTENT = Object.entries(historyTables)
  .filter(([, table]) => purposeOf(table) === 'content')
  .map(([name]) => name);
/** How far the clocks of nodes may differ, if only the time shows who truncated. */
const CLOCKS_MS = 10_000;
/** In a truncation record: the position in the commit log (a long and an int) comes before the time. */
const TIME_AT = 12;

/** What one check found: the epoch, and when each node emptied tables of it. */
export interface Truncations {
  epochId: string;
  seen: ReadonlyMap<string, number>;
}

/**
 * Finds out whether somebody emptied a table of the present epoch by hand (TRUNCATE). Each node keeps the time of its last
 * truncation. A rebuild truncates too, but ends with a new epoch. `before`: what this process found last. Null while there
 * is no epoch. A node that doesn't answer within `nodeMs` is asked again at the next check.
 */
export async function lookForTruncation(
  client: Client,
  keyspace: string,
  dataCenter: string,
  before: Truncations | null,
  nodeMs: number,
): Promise<{ truncated: string | null; now: Truncations | null }> {
  // Read the nodes first: the epoch, read later, then includes every rebuild whose truncation the nodes report.
  const seen = new Map<string, number>();
  const ids = CONTENT.map((table) => [table, tableId(keyspace, table)] as const);
  const nodes = nodesUp(client, dataCenter);
  await Promise.all(
    nodes.map(async (host) => {
      const records = await answerInTime(nodeMs, recordsOf(client, host)).catch(() => ({}) as Records);
      for (const [table, id] of ids) {
        const record = records[id];
        if (record) seen.set(`${table} ${host.address}`, Number(record.readBigInt64BE(TIME_AT)));
      }
    }),
  );
  const [epoch] = (
    await client.execute(
      `SELECT epoch_id, wiping_since, writetime(epoch_id) AS begun FROM ${quoteIdentifier(keyspace)}.epoch WHERE id = 1`,
      [],
      { isIdempotent: true, consistency: cassandra.types.consistencies.localQuorum },
    )
  ).rows;
  if (!epoch || epoch.wiping_since !== null) return { truncated: null, now: null };
  const epochId = epoch.epoch_id as string;
  const begunAt = Number(epoch.begun) / 1_000;
  const known = before?.epochId === epochId ? before.seen : null;
  // Keep the last answer of a node while it doesn't answer.
  const now = { epochId, seen: new Map([...(known ?? []), ...seen]) };
  for (const [where, at] of seen) {
    // For a truncation that is new to this process, only the time shows whether it came after the epoch began.
    const isOurs = at === known?.get(where) || at <= begunAt + (known || nodes.length < 2 ? 0 : CLOCKS_MS);
    if (!isOurs) return { truncated: where.split(' ')[0]!, now };
  }
  return { truncated: null, now };
}

/** A node's truncation records, by table id. */
type Records = Record<string, Buffer>;

async function recordsOf(client: Client, host: cassandra.Host): Promise<Records> {
  const { rows } = await client.execute('SELECT truncated_at FROM system.local', [], {
    host,
    isIdempotent: true,
    consistency: cassandra.types.consistencies.one,
  });
  return (rows[0]?.truncated_at ?? {}) as Records;
}
