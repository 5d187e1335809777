import type { SkipReason } from '../../domain/operations/decisions.ts';
import type { CircuitState } from './circuit.ts';
import type { BrakeState } from './dead-letter-brake.ts';

/** A worker's reports on its work: one per batch and one per failure, cheap enough to be always on. */
export interface Journal {
  applied(batch: { stream: string; first: number; last: number; count: number; tookMs: number }): void;
  /** `omittedLines`: how many lines about this outage were omitted before this one. */
  retrying(batch: {
    stream: string;
    first: number;
    count: number;
    attempt: number;
    error: unknown;
    omittedLines?: number;
  }): void;
  /** The event failed and is retried. `braked`: it would be a dead letter if dead-lettering were not limited or paused. */
  retryScheduled(event: {
    position: string;
    eventId: string | null;
    code: string;
    correlationId: string | null;
    attempts: number;
    at: string;
    braked: boolean;
  }): void;
  /** Dead-lettering was limited, paused or resumed. */
  brake(change: { state: BrakeState; deadLettered: number }): void;
  deadLettered(event: {
    position: string;
    eventId: string | null;
    code: string;
    correlationId: string | null;
  }): void;
  /** The event is not applied: operators discarded it, hold it, or replaced it with another event. */
  skipped(event: { position: string; why: SkipReason }): void;
  /** The event failed and could move neither to the retries nor to the dead letters: it is delivered again. */
  leftInPlace(event: { position: string; why: string }): void;
  /** The worker now works on this epoch of the store. */
  epoch(epoch: { projection: string; epochId: string }): void;
  circuit(change: { state: CircuitState; why: unknown; omittedLines?: number }): void;
  consumerRestored(consumer: { stream: string; consumer: string }): void;
  failed(what: string, error: unknown): void;
}
