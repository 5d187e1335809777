import type { DatabaseSync } from 'node:sqlite';
import type {
  AcceptedRecord,
  AppliedAgainRecord,
  AppliedRecord,
  FailedRecord,
  LedgerMessage,
} from '../../../contracts/ledger.ts';
import { MAX_RANGE } from '../../../contracts/ledger.ts';
import { decodePosition } from '../../../contracts/position.ts';
import { acceptTimesWriter } from './accept-times.ts';
import { epochWriter, nameWriter } from './names.ts';
import { rangeClass } from './range-class.ts';

/** The LEDGER message of a record, and the process that wrote it. */
interface Source {
  ledger: number;
  role: string;
  process: number;
  version: number;
}

/** Stores the records of LEDGER messages. Runs within a transaction. */
export function ledgerWriter(database: DatabaseSync) {
  const nameOf = nameWriter(database);
  const epochOf = epochWriter(database);
  const batch = database.prepare(
    `INSERT INTO batches (ledger, epoch, process, version, fetched_at, began_at, applied_at, store_wait, count,
       deliveries, longest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const range = database.prepare('INSERT OR IGNORE INTO applied VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const accepted = database.prepare('INSERT INTO accepted VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const countAccepted = acceptTimesWriter(database);
  const failed = database.prepare('INSERT INTO failed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const unconfirmed = database.prepare('INSERT INTO unconfirmed VALUES (?, ?, ?, ?, ?)');
  const gap = database.prepare('INSERT INTO gaps VALUES (?, ?, ?, ?, ?, ?, ?)');

  const beginBatch = (
    of: Source,
    epoch: number,
    record: AppliedRecord | AppliedAgainRecord,
    rest: { count: number; deliveries: number; longest: number },
  ): number =>
    Number(
      batch.run(
        of.ledger,
        epoch,
        of.process,
        of.version,
        record.fetchedAt,
        record.beganAt,
        record.appliedAt,
        record.storeWaitMs,
        rest.count,
        rest.deliveries,
        rest.longest,
      ).lastInsertRowid,
    );

  function writeApplied(of: Source, record: AppliedRecord): void {
    const { count, deliveries, longestMs: longest, appliedAt, ranges } = record;
    const epoch = epochOf(record);
    const id = beginBatch(of, epoch, record, { count, deliveries, longest });
    for (const [first, last] of ranges) {
      // A longer range would not be found by where it begins.
      for (let from = first; from <= last; from += MAX_RANGE) {
        const to = Math.min(last, from + MAX_RANGE - 1);
        range.run(epoch, rangeClass(from, to), from, to, id, appliedAt, null, null);
      }
    }
  }

  function writeAgain(of: Source, record: AppliedAgainRecord): void {
    const batches = new Map<number, number>();
    for (const { position, attempt, replayId } of record.events) {
      const at = decodePosition(position);
      if (!at) continue;
      const epoch = epochOf({ ...record, ...at });
      const id =
        batches.get(epoch) ??
        beginBatch(of, epoch, record, { count: record.events.length, deliveries: 1, longest: 0 });
      batches.set(epoch, id);
      range.run(epoch, 0, at.sequence, at.sequence, id, record.appliedAt, attempt, replayId);
    }
  }

  function writeFailed(of: Source, record: FailedRecord): void {
    const at = decodePosition(record.position);
    if (!at) return;
    failed.run(
      of.ledger,
      epochOf({ ...record, ...at }),
      at.sequence,
      of.process,
      of.version,
      record.failureClass,
      record.code,
      record.attempt,
      record.replayId,
      record.fetchedAt,
      record.failedAt,
      record.next,
      record.retryAt,
    );
  }

  /**
   * A gateway's list includes sequences that other gateways stored in between; it is cut where it would be longer than a
   * range may be.
   */
  function writeAccepted(of: Source, record: AcceptedRecord): void {
    let rows: [sequence: number, acceptedAt: number, confirmedAfter: number][] = [];
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    const end = () => {
      if (rows.length === 0) return;
      const at = rows.at(-1)![1];
      const { generation, partition } = record;
      accepted.run(
        of.ledger,
        generation,
        partition,
        rangeClass(first, last),
        first,
        last,
        of.process,
        at,
        JSON.stringify(rows),
      );
      rows = [];
      first = Number.POSITIVE_INFINITY;
      last = 0;
    };
    let sequence = 0;
    let acceptedAt = 0;
    for (let n = 0; n < record.sequences.length; n += 1) {
      sequence += record.sequences[n]!;
      acceptedAt += record.acceptedAt[n] ?? 0;
      if (Math.max(last, sequence) - Math.min(first, sequence) >= MAX_RANGE) end();
      first = Math.min(first, sequence);
      last = Math.max(last, sequence);
      rows.push([sequence, acceptedAt, record.confirmedAfter[n] ?? 0]);
    }
    end();
  }

  return (ledger: number, role: string, message: LedgerMessage): void => {
    const of = { ledger, role, process: nameOf(message.process), version: nameOf(message.version) };
    for (const record of message.records) {
      switch (record.kind) {
        case 'accepted':
          writeAccepted(of, record);
          countAccepted(record);
          break;
        case 'applied':
          writeApplied(of, record);
          break;
        case 'applied-again':
          writeAgain(of, record);
          break;
        case 'failed':
          writeFailed(of, record);
          break;
        case 'unconfirmed':
          unconfirmed.run(ledger, of.process, record.commandId, record.correlationId, record.at);
          break;
        case 'gap':
          gap.run(ledger, role, of.process, record.from, record.until, record.records, record.why);
          break;
      }
    }
  };
}
