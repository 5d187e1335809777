import type { Logger } from 'pino';
import type { NatsLink } from '../adapters/jetstream/nats-link.ts';
import type { Settings } from '../configuration/settings.ts';
import type { AppliedRanges } from '../contracts/ports/applied-ranges.ts';
import type { DeadLetterIndex } from '../contracts/ports/dead-letter-index.ts';
import type { IndexFollower } from '../server/operations/dead-letters/index-follower.ts';
import { DeadLetterReader } from '../server/operations/reconciliation/read-dead-letters.ts';
import { Reconciler } from '../server/operations/reconciliation/reconciler.ts';
import type { ReadableProjection } from '../server/status/status-service.ts';

/** Counts what was accepted against where it is, for every projection, until it is stopped. */
export const startReconciliation = (options: {
  link: NatsLink;
  ledger: AppliedRanges;
  index: DeadLetterIndex;
  follower: IndexFollower;
  projections: readonly ReadableProjection[];
  settings: Settings;
  logger: Logger;
}): Reconciler => {
  const { link, ledger, index, follower, projections, settings, logger } = options;
  const deadLetters = new DeadLetterReader(index, follower);
  return new Reconciler({ link, ledger, deadLetters, projections, limits: settings }, logger);
};
