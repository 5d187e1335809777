import type { DatabaseSync } from 'node:sqlite';
import { MAX_RANGE } from '../../../contracts/ledger.ts';
import type { AppliedBy, SequenceRange } from '../../../contracts/ports/applied-ranges.ts';
import type { CommandBatch, LedgerBatch, LedgerIndexStream } from '../../../contracts/ports/ledger-index.ts';
import { indexConnection } from '../thread/index-connection.ts';
import { openIndexFile } from '../thread/open-index-file.ts';
import { transaction } from '../thread/transaction.ts';
import { LEDGER_INDEX_VERSION, ledgerIndexSchema } from './index-schema.ts';
import { epochWriter } from './names.ts';
import { indexPruner, type Window } from './prune-index.ts';
import { rangeClass } from './range-class.ts';
import { SEGMENT_ROWS } from './segment-schema.ts';
import { segmentStatements } from './segments.ts';
import { streamTable } from './streams.ts';
import { commandWriter } from './write-commands.ts';
import { ledgerWriter } from './write-ledger.ts';

export const LEDGER_INDEX_LAYOUT = {
  schema: ledgerIndexSchema,
  version: `ledger ${LEDGER_INDEX_VERSION}`,
};

/** The tables filled from LEDGER. */
const RECORDED = ['batches', 'applied', 'accepted', 'accepting', 'failed', 'unconfirmed', 'gaps'];

function connect(database: DatabaseSync, segmentRows: number) {
  const statements = segmentStatements(database);
  return {
    database,
    streams: streamTable(database),
    writeCommands: commandWriter(database, statements, segmentRows),
    writeLedger: ledgerWriter(database),
    epochOf: epochWriter(database),
    prove: database.prepare('INSERT OR REPLACE INTO proven VALUES (?, ?, ?, ?, ?)'),
    prune: indexPruner(database, statements),
  };
}

/** The calls that the writing thread answers: it creates the file, fills it and prunes it to its window. */
export function ledgerIndexWriting(path: string, segmentRows = SEGMENT_ROWS) {
  const { use, close } = indexConnection(path, () =>
    connect(openIndexFile(path, LEDGER_INDEX_LAYOUT), segmentRows),
  );
  type Connection = ReturnType<typeof connect>;
  const write = <Result>(work: (connection: Connection) => Result): Result =>
    use((connection) => transaction(connection.database, () => work(connection)));

  return {
    progress: (stream: LedgerIndexStream) => use(({ streams }) => streams.progress(stream)),

    addCommands: (batch: CommandBatch): boolean =>
      write(({ streams, writeCommands }) => {
        if (!streams.isAt(batch, batch.after)) return false;
        writeCommands(streams.advance(batch, batch), batch.commands);
        return true;
      }),

    addLedger: (batch: LedgerBatch): boolean =>
      write(({ streams, writeLedger }) => {
        if (!streams.isAt('LEDGER', batch.after)) return false;
        streams.advance('LEDGER', batch);
        for (const { sequence, role, message } of batch.messages) writeLedger(sequence, role, message);
        return true;
      }),

    addProven: (by: AppliedBy, ranges: readonly SequenceRange[], at: number): void =>
      write(({ epochOf, prove }) => {
        const epoch = epochOf(by);
        for (const [first, last] of ranges) {
          for (let from = first; from <= last; from += MAX_RANGE) {
            const to = Math.min(last, from + MAX_RANGE - 1);
            prove.run(epoch, rangeClass(from, to), from, to, at);
          }
        }
      }),

    forget: (stream: LedgerIndexStream): void =>
      write(({ database, streams }) => {
        streams.remove(stream);
        if (stream === 'LEDGER') for (const table of RECORDED) database.exec(`DELETE FROM ${table}`);
      }),

    prune: (window: Window): boolean => write(({ prune }) => prune(window)),
    close,
  };
}

export type LedgerIndexWriting = ReturnType<typeof ledgerIndexWriting>;
