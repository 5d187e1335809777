import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { AppliedRanges } from '../../../contracts/ports/applied-ranges.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';
import type { DeadLetterReader } from './read-dead-letters.ts';
import type { RetryLostOptions } from './retry-lost.ts';

/** The configuration module documents each. */
export interface ReconciliationLimits {
  /** How far back is counted, in hours. */
  ledgerHours: number;
  reconciliationIntervalMs: number;
  reconciliationGraceMs: number;
  reconciliationReads: number;
  reconciliationSample: number;
}

/** What a reconciliation needs. */
export interface ReconciliationContext {
  link: NatsLink;
  ledger: AppliedRanges;
  deadLetters: DeadLetterReader;
  projections: readonly ReadableProjection[];
  limits: ReconciliationLimits;
  /** Absent if lost events are only counted. */
  retries?: RetryLostOptions;
}
