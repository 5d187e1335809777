import type { LeftOut } from '../../domain/operations/decisions.ts';
import type { CircuitState } from './circuit.ts';
import type { BrakeState } from './dead-letter-brake.ts';

/** What a worker tells of its work. One record a batch, one a failure: cheap enough to be kept always. */
export interface Journal {
  applied(batch: { stream: string; first: number; last: number; count: number; tookMs: number }): void;
  /** `leftOut`: how many lines about this outage were not written before this one. */
  retrying(batch: {
    stream: string;
    first: number;
    count: number;
    attempt: number;
    error: unknown;
    leftOut?: number;
  }): void;
  /** It failed and is tried again; `braked`: it would have become a dead letter, were there not too many. */
  retryScheduled(event: {
    position: string;
    eventId: string | null;
    code: string;
    correlationId: string | null;
    attempts: number;
    at: string;
    braked: boolean;
  }): void;
  /** Most of what is met can't be applied: dead letters are held back, or no longer are. */
  brake(change: { state: BrakeState; deadLettered: number }): void;
  deadLettered(event: {
    position: string;
    eventId: string | null;
    code: string;
    correlationId: string | null;
  }): void;
  /** Operators discarded it, hold it back, or put another event in its place: it is not applied. */
  leftOut(event: { position: string; why: LeftOut }): void;
  /** It failed, and could be moved neither to the retries nor to the dead letters: it is handed out again. */
  leftInPlace(event: { position: string; why: string }): void;
  /** It works on this epoch of the store from now on. */
  epoch(epoch: { projection: string; epochId: string }): void;
  circuit(change: { state: CircuitState; why: unknown; leftOut?: number }): void;
  consumerRestored(consumer: { stream: string; consumer: string }): void;
  failed(what: string, error: unknown): void;
}
