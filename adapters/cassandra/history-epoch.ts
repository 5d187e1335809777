import { refuseAnotherLog } from '../../contracts/ports/another-log.ts';
import { newEpochId } from '../../contracts/ports/epoch-id.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { timeInWords } from '../../contracts/words/duration.ts';
import type { CassandraLink } from './cassandra-link.ts';
import type { HistoryStatements } from './history-statements.ts';

/** A node may work on a truncation for 60 s (truncate_request_timeout). Wait for its answer. */
const TRUNCATE_MS = 65_000;
/** After this, a wipe that has not ended is taken over. Longer than any wipe takes. */
const TAKE_OVER_MS = 5 * TRUNCATE_MS;
export const WIPE_TIMEOUT_MS = TAKE_OVER_MS - TRUNCATE_MS / 2;

interface Epoch {
  epochId: string;
  wipingSince: bigint | null;
}

async function readRow(link: CassandraLink, cql: HistoryStatements): Promise<Epoch | undefined> {
  for await (const row of link.rows(cql.epoch, [])) {
    return { epochId: row.epoch_id as string, wipingSince: (row.wiping_since as bigint | null) ?? null };
  }
  return undefined;
}

/** The present epoch; null before the first one and during a wipe. */
export async function readEpoch(link: CassandraLink, cql: HistoryStatements): Promise<string | null> {
  const row = await readRow(link, cql);
  return row && row.wipingSince === null ? row.epochId : null;
}

async function logOf(link: CassandraLink, cql: HistoryStatements, epochId: string): Promise<string | null> {
  for await (const row of link.rows(cql.epochLog, [epochId])) return row.log_id as string | null;
  return null;
}

/** The log that the present epoch comes from; null if none is recorded. */
export async function readFilledFrom(link: CassandraLink, cql: HistoryStatements): Promise<string | null> {
  const row = await readRow(link, cql);
  return row ? logOf(link, cql, row.epochId) : null;
}

/** Records a new epoch's log and returns the new epoch's name. */
async function nameEpoch(link: CassandraLink, cql: HistoryStatements, logId: string | null): Promise<string> {
  const epochId = newEpochId();
  if (logId !== null) await link.execute(cql.writeEpochLog, [epochId, logId]);
  return epochId;
}

/**
 * The present epoch. Begins one if there is none, and records this log if the epoch has none. Throws an outage during a
 * wipe, or if the epoch comes from another log.
 */
export async function beginEpoch(
  link: CassandraLink,
  cql: HistoryStatements,
  logId: string | null,
): Promise<string> {
  let row = await readRow(link, cql);
  if (!row) {
    // If several begin at once, one of them wins and all use what it wrote.
    await link.compareAndSet(cql.beginEpoch, [await nameEpoch(link, cql, logId)]);
    row = await readRow(link, cql);
  }
  if (row && row.wipingSince === null) {
    if (logId === null) return row.epochId;
    let filledFrom = await logOf(link, cql, row.epochId);
    if (filledFrom === null) {
      await link.compareAndSet(cql.adoptEpochLog, [row.epochId, logId]);
      filledFrom = await logOf(link, cql, row.epochId);
    }
    refuseAnotherLog('history', filledFrom, logId);
    return row.epochId;
  }
  throw new StoreFailure('outage', 'store-wiped', 'The history is being wiped for a rebuild.');
}

/**
 * Empties the tables. The first write records that a wipe began, the last that there is a new epoch. No worker writes
 * between the two, so a truncation never removes anything of the new epoch. An interrupted wipe stays recorded until it is
 * run again.
 */
export async function wipeHistory(
  link: CassandraLink,
  cql: HistoryStatements,
  logId: string | null,
): Promise<string> {
  await beginEpoch(link, cql, null).catch((error) => {
    if (error.code !== 'store-wiped') throw error;
  });
  const before = (await readRow(link, cql))?.wipingSince ?? null;
  const now = BigInt(Date.now());
  const another = (since: bigint) =>
    new StoreFailure(
      'outage',
      'store-wiped',
      `Another wipe began ${timeInWords(Date.now() - Number(since))} ago. A wipe that does not end is taken over after ${TAKE_OVER_MS / 1_000} s.`,
    );
  if (before !== null && now - before < TAKE_OVER_MS) throw another(before);
  if (!(await link.compareAndSet(cql.beginWipe, [now, before]))) throw another(now);
  for (const truncate of cql.truncate) await link.truncate(truncate, TRUNCATE_MS);
  const epochId = await nameEpoch(link, cql, logId);
  if (!(await link.compareAndSet(cql.endWipe, [epochId, now]))) throw another(now);
  return epochId;
}

/** Renames the epoch and keeps its content: workers then apply the whole log again, which restores lost content. */
export async function renewEpoch(
  link: CassandraLink,
  cql: HistoryStatements,
  epochId: string,
): Promise<void> {
  const logId = await logOf(link, cql, epochId);
  await link.compareAndSet(cql.renewEpoch, [await nameEpoch(link, cql, logId), epochId]);
}
