import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { AppliedBy, SequenceRange } from '../../../contracts/ports/applied-ranges.ts';
import type {
  CommandCursor,
  CommandFilter,
  CommandPage,
  RecordedGap,
  RecordedOfEvent,
  RecordedUnconfirmed,
} from '../../../contracts/ports/ledger-index.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import type { Position } from '../../../contracts/position.ts';
import { fileIdentity } from '../thread/file-identity.ts';
import { indexConnection } from '../thread/index-connection.ts';
import { isOfLayout } from '../thread/open-index-file.ts';
import { requireRoom } from '../thread/shared-memory-room.ts';
import { acceptTimesReader } from './accept-times.ts';
import { LEDGER_INDEX_LAYOUT } from './index-writing.ts';
import { nameReader } from './names.ts';
import { appliedReader } from './read-applied.ts';
import { commandReader } from './read-commands.ts';
import { heldReader } from './read-held.ts';
import { recordedReader } from './read-recorded.ts';
import { commandSearch } from './search-commands.ts';
import { segmentReader, segmentStatements } from './segments.ts';
import { streamTable } from './streams.ts';

/** Opens the file read-only; the writing thread creates it. Throws StoreFailure. */
function openToRead(path: string): DatabaseSync {
  const missing = (why: string) => new StoreFailure('outage', 'index-missing', why);
  if (fileIdentity(path) === null) throw missing('The index of the ledger is being built.');
  requireRoom(path);
  const database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
  if (isOfLayout(database, LEDGER_INDEX_LAYOUT)) return database;
  database.close();
  throw missing('The index of the ledger is being rebuilt.');
}

function connect(database: DatabaseSync) {
  const streams = streamTable(database);
  const statements = segmentStatements(database);
  const commands = commandReader(database, statements, streams);
  const recorded = recordedReader(database);
  return {
    database,
    streams,
    commands,
    recorded,
    applied: appliedReader(database, streams),
    held: heldReader(database),
    acceptTimes: acceptTimesReader(database),
    search: commandSearch(database, streams, commands, recorded),
    segments: segmentReader(database),
    nameOf: nameReader(database),
    gaps: database.prepare('SELECT * FROM gaps WHERE until >= ? AND at <= ? ORDER BY until LIMIT ?'),
    unconfirmed: database.prepare('SELECT * FROM unconfirmed WHERE correlation = ? ORDER BY at LIMIT ?'),
    ranges: database.prepare(
      `SELECT (SELECT max(batch) FROM batches) - batch + 1 AS batches, applied_at AS oldest FROM batches ORDER BY batch LIMIT 1`,
    ),
  };
}

const NOTHING_REPORTED: RecordedOfEvent = { accepted: null, applied: [], failed: [] };

/** The calls that a reading thread answers. */
export function ledgerIndexReading(path: string) {
  const { use, close } = indexConnection(path, () => connect(openToRead(path)), { isOnlyWriter: false });
  type Connection = ReturnType<typeof connect>;

  /** One read transaction for the whole call: a segment may be dropped meanwhile. */
  const read = <Result>(work: (connection: Connection) => Result): Result =>
    use((connection) => {
      connection.database.exec('BEGIN');
      try {
        return work(connection);
      } finally {
        connection.database.exec('COMMIT');
      }
    });

  return {
    applied: (by: AppliedBy, between: SequenceRange, limit: number) =>
      read(({ applied }) => applied.applied(by, between, limit)),
    held: (at: { generation: number; partition: number }) => read(({ held }) => held(at)),
    acceptTimes: (from: number, until: number, stepMs: number) =>
      read(({ acceptTimes }) => acceptTimes(from, until, stepMs)),
    appliedSince: (by: AppliedBy, since: number) => read(({ applied }) => applied.appliedSince(by, since)),
    commandsOf: (correlationId: string, page: { limit: number; after?: CommandCursor; maxCounted: number }) =>
      read(({ commands }) => commands.commandsOf(correlationId, page)),
    commandAt: (position: Position) => read(({ commands }) => commands.commandAt(position)),
    commandById: (id: string) => read(({ commands }) => commands.commandById(id)),
    recordedOf: (positions: readonly Position[]): RecordedOfEvent[] =>
      read(({ streams, recorded }) => {
        const known = [...streams.events().values()];
        return positions.map((position) => {
          const { generation, partition } = position;
          const stream = known.find((each) => each.generation === generation && each.partition === partition);
          return stream ? recorded.recorded(stream, position) : NOTHING_REPORTED;
        });
      }),
    search: (filter: CommandFilter, page: CommandPage) => read(({ search }) => search(filter, page)),
    gaps: (from: number, until: number, limit: number): RecordedGap[] =>
      read(({ gaps, nameOf }) =>
        (gaps.all(from, until, limit) as Record<string, unknown>[]).map((row) => ({
          role: row.role as string,
          process: nameOf(row.process),
          from: row.at as number,
          until: row.until as number,
          records: row.records as number,
          why: row.why as string,
        })),
      ),
    unconfirmedOf: (correlationId: string, limit: number): RecordedUnconfirmed[] =>
      read(({ unconfirmed, nameOf }) =>
        (unconfirmed.all(correlationId, limit) as Record<string, unknown>[]).map((row) => ({
          commandId: row.command as string,
          correlationId,
          process: nameOf(row.process),
          at: row.at as number,
        })),
      ),
    size: () =>
      read(({ segments, ranges }) => {
        const all = segments.all();
        const recorded = ranges.get() as { batches: number; oldest: number } | undefined;
        return {
          commands: all.reduce((sum, { rows }) => sum + rows, 0),
          batches: recorded?.batches ?? 0,
          oldestAppliedAt: recorded?.oldest ?? null,
          bytes: ['', '-wal'].reduce(
            (sum, suffix) => sum + (statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0),
            0,
          ),
          oldestStoredAt: all.length > 0 ? Math.min(...all.map(({ firstStoredAt }) => firstStoredAt)) : null,
        };
      }),
    close,
  };
}

export type LedgerIndexReading = ReturnType<typeof ledgerIndexReading>;
