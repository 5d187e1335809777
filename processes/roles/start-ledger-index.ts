import type { Logger } from 'pino';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { openSqliteLedgerIndex } from '../../adapters/sqlite/ledger/sqlite-ledger-index.ts';
import type { AppliedRanges } from '../../contracts/ports/applied-ranges.ts';
import type { LedgerIndex } from '../../contracts/ports/ledger-index.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { LedgerIndexer } from '../../server/operations/ledger-index/ledger-indexer.ts';
import { indexFile } from './index-file.ts';

export interface RunningLedgerIndex {
  index: LedgerIndex;
  indexer: LedgerIndexer;
  /** Used by the reconciliation. */
  applied: AppliedRanges;
  stop(): Promise<void>;
}

/** The index of the ledger: a file in the data folder, rebuilt from the stream if it is deleted. */
export function startLedgerIndex(link: NatsLink, settings: Settings, logger: Logger): RunningLedgerIndex {
  const index = openSqliteLedgerIndex(indexFile(settings, 'ledgerIndex'));
  const indexer = new LedgerIndexer(link, index, settings, logger);
  return {
    index,
    indexer,
    applied: {
      applied: (by, between, limit) => index.applied(by, between, limit),
      addProven: (by, ranges, at) => index.addProven(by, ranges, at),
      held: (at) => index.held(at),
      async named(position) {
        const row = await index.commandAt(position);
        return (
          row && {
            commandId: row.id,
            correlationId: row.correlationId,
            eventType: row.type,
            storedAt: row.storedAt,
          }
        );
      },
      reachesBackTo: () => indexer.reachesBackTo(),
    },
    async stop() {
      await indexer.stop();
      await index.close();
    },
  };
}
