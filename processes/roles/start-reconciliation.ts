import type { AppliedRanges } from '../../contracts/ports/applied-ranges.ts';
import { DeadLetterReader } from '../../server/operations/reconciliation/read-dead-letters.ts';
import { Reconciler } from '../../server/operations/reconciliation/reconciler.ts';
import { registerReconciliation } from '../../server/operations/reconciliation/register-reconciliation.ts';
import type { OperationsParts } from './operations-parts.ts';

/** Starts the reconciliation of every projection and serves the API for it. */
export function startReconciliation(parts: OperationsParts, ledger: AppliedRanges): Reconciler {
  const { app, link, inbox, index, indexer, status, settings, logger } = parts;
  const reconciler = new Reconciler(
    {
      link,
      ledger,
      deadLetters: new DeadLetterReader(index, indexer),
      projections: status.projections,
      limits: settings,
      retries: { ...settings, link, inbox, steps: (deadLetterId) => index.steps(deadLetterId) },
    },
    logger,
  );
  registerReconciliation(app, reconciler);
  return reconciler;
}
