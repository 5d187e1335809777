import { join } from 'node:path';
import { pino } from 'pino';
import { StoreFailure } from '../../../../contracts/ports/store-failure.ts';
import type { ProjectionReconciliation, ReconciledTerm } from '../../../../contracts/reconciliation.ts';
import type { StoredWithin } from '../../../../contracts/routes/operations/window.ts';
import { readSettings, type Settings } from '../../../../platform/configuration/settings.ts';
import { openDeadLetterIndex } from '../../../../processes/roles/open-dead-letter-index.ts';
import { openProjection } from '../../../../processes/roles/open-projections.ts';
import { type RunningLedgerIndex, startLedgerIndex } from '../../../../processes/roles/start-ledger-index.ts';
import { DeadLetterIndexer } from '../../../../server/operations/dead-letters/dead-letter-indexer.ts';
import { DeadLetterReader } from '../../../../server/operations/reconciliation/read-dead-letters.ts';
import { Reconciler } from '../../../../server/operations/reconciliation/reconciler.ts';
import type { ReconciliationLimits } from '../../../../server/operations/reconciliation/reconciliation-context.ts';
import { showReconciliation } from '../../../../server/operations/reconciliation/show-reconciliation.ts';
import { historyProjection } from '../../../../workers/history/projection.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { type ReplayBed, startReplayBed } from '../replay-bed.ts';

type Counts = Record<ReconciledTerm['term'], number | null> & { accepted: number | null };

export interface ReconciliationBed extends ReplayBed {
  ledger: RunningLedgerIndex;
  /** Whether the read model answers the reconciliation. */
  readable: boolean;
  reconciler(): Reconciler;
  /** The history's reconciliation for a window. */
  balance(window?: StoredWithin): Promise<ProjectionReconciliation>;
  /** Resolves once it counts this much of each term, with nothing left over. */
  counts(
    expected: Partial<Counts>,
    window?: StoredWithin,
    timeoutMs?: number,
  ): Promise<ProjectionReconciliation>;
  /**
   * As after a restart of the operations service; `limits`: changed limits; `isRead`: whether the ledger's index is complete,
   * or empty.
   */
  restart(limits?: Partial<ReconciliationLimits>, isRead?: boolean | 'nothing'): Promise<void>;
}

export const countsOf = ({ terms, accepted }: ProjectionReconciliation): Counts =>
  ({ ...Object.fromEntries(terms.map(({ term, count }) => [term, count])), accepted }) as Counts;

/** A pipeline whose worker can be made to fail, and its reconciliation, in this process, at short intervals. */
export async function startReconciliationBed(
  environment: Record<string, string> = {},
): Promise<ReconciliationBed> {
  const bed = await startReplayBed({
    WAYBILL_ACK_WAIT_MS: '1000',
    WAYBILL_RECONCILIATION_INTERVAL_MS: '1000',
    ...environment,
  });
  const settings: Settings = readSettings({
    ...bed.pipeline.environment,
    WAYBILL_RECONCILIATION_INTERVAL_MS: '200',
    WAYBILL_RECONCILIATION_GRACE_MS: '600',
    WAYBILL_RECONCILIATION_SAMPLE: '400',
  });
  const logger = pino({ level: 'silent' });
  const history = (await openProjection(historyProjection, settings)).store;
  const projection = historyProjection.on(history, 'sqlite');
  // The operations service has its own.
  const ownFolder = { ...settings, dataDir: join(settings.dataDir, 'reconciling') };
  const index = openDeadLetterIndex(ownFolder);
  const ledger = startLedgerIndex(bed.link, ownFolder, logger);
  const indexer = new DeadLetterIndexer(bed.link, index, logger);
  let readable = true;
  const ifReadable = () => {
    if (!readable) throw new StoreFailure('outage', 'DOWN', 'The store is away.');
  };
  const start = (limits: Partial<ReconciliationLimits> = {}, isRead: boolean | 'nothing' = true) =>
    new Reconciler(
      {
        link: bed.link,
        ledger: {
          applied: async (...asked) =>
            isRead === 'nothing' ? { ranges: [], next: null } : ledger.applied.applied(...asked),
          addProven: (...proven) => ledger.applied.addProven(...proven),
          held: (...asked) => ledger.applied.held(...asked),
          named: (...asked) => ledger.applied.named(...asked),
          reachesBackTo: async () => (isRead === true ? ledger.applied.reachesBackTo() : null),
        },
        deadLetters: new DeadLetterReader(index, indexer),
        projections: [
          {
            ...projection,
            async verify(event) {
              ifReadable();
              return projection.verify(event);
            },
            async epochId() {
              ifReadable();
              return projection.epochId();
            },
          },
        ],
        limits: { ...settings, ...limits },
      },
      logger,
    );
  let reconciler = start();

  const balance: ReconciliationBed['balance'] = async (window = {}) =>
    (await showReconciliation(reconciler, window)).projections[0]!;

  return {
    ...bed,
    ledger,
    get readable() {
      return readable;
    },
    set readable(is) {
      readable = is;
    },
    reconciler: () => reconciler,
    balance,
    async counts(expected, window = {}, timeoutMs = 60_000) {
      let last: ProjectionReconciliation | undefined;
      try {
        return await waitUntil(
          async () => {
            last = await balance(window);
            const counts = countsOf(last);
            const fits = Object.entries(expected).every(([term, count]) => counts[term as never] === count);
            return fits && last.difference === 0 ? last : undefined;
          },
          { timeoutMs, intervalMs: 50 },
        );
      } catch (error) {
        const now = last && { ...countsOf(last), why: last.why, checks: last.checks, spot: last.spotProof };
        throw new Error(`Expected ${JSON.stringify(expected)}, counted ${JSON.stringify(now)}`, {
          cause: error,
        });
      }
    },
    async restart(limits, isRead) {
      await reconciler.stop();
      reconciler = start(limits, isRead);
    },
    async stop() {
      await reconciler.stop();
      await Promise.all([indexer.close(), ledger.stop()]);
      await Promise.all([index.close(), history.close()]);
      await bed.stop();
    },
  };
}
