import type { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { ReportChange } from '../../adapters/jetstream/publish/change-reporter.ts';
import type { WorkTelemetry } from '../../platform/telemetry/work/work-telemetry.ts';
import type { AckPending } from './ack-pending.ts';
import type { ApplyLock } from './apply-lock.ts';
import type { Circuit } from './circuit.ts';
import type { BrakeLimits, DeadLetterBrake } from './dead-letter-brake.ts';
import type { Journal } from './journal.ts';
import type { WorkLedger } from './ledger.ts';
import type { FailureLimits } from './plan-failure.ts';
import type { Projection } from './projection.ts';
import type { RetryRoom } from './retry-room.ts';
import type { SkippedEvents } from './skipped-events.ts';
import type { DeadLetterSurvey } from './survey-dead-letters.ts';
import type { WorkTally } from './work-tally.ts';

/** The settings of the same names. */
interface WorkerLimits extends BrakeLimits {
  batchMaxEvents: number;
  batchMaxBytes: number;
  ackWaitMs: number;
  maxAckPending: number;
  storeTimeoutMs: number;
  applyDeadlineMs: number;
  drainTimeoutMs: number;
  publishTimeoutMs: number;
  circuitFirstBackoffMs: number;
  circuitLastBackoffMs: number;
  outageLogLines: number;
  deadLetterRetryMs: number;
  retentionDays: number;
  duplicateWindowMs: number;
  clockSkewMs: number;
  /** How long one search of the log may take. */
  statusDeadlineMs: number;
  crashAttempts: number;
  retryRate: number;
  retriesMaxMessages: number;
  brakeRetryMs: number;
}

/** What one worker process works with, for all its epochs. */
export interface WorkerContext {
  link: NatsLink;
  inbox: AckInbox;
  projection: Projection;
  circuit: Circuit;
  brake: DeadLetterBrake;
  survey: DeadLetterSurvey;
  room: RetryRoom;
  skippedEvents: SkippedEvents;
  lock: ApplyLock;
  journal: Journal;
  ledger: WorkLedger;
  telemetry: WorkTelemetry;
  ackPending: AckPending;
  tally: WorkTally;
  changes: ReportChange;
  limits: WorkerLimits;
  failureLimits: FailureLimits;
  /** The name of this process, for dead letters. */
  worker: string;
  workerVersion: string;
  stopping: AbortSignal;
}

/** The same, for one epoch of the projection's store. */
export interface EpochContext extends WorkerContext {
  epochId: string;
  /** The name of this epoch's consumers. */
  consumer: string;
  /** Whether the store still holds this epoch. Throws StoreFailure. */
  isCurrent(): Promise<boolean>;
}
