import type { CircuitState } from './circuit.ts';

/** What a worker tells of its work. One record a batch, one a failure: cheap enough to be kept always. */
export interface Journal {
  applied(batch: { stream: string; first: number; last: number; count: number; tookMs: number }): void;
  retrying(batch: { stream: string; first: number; count: number; attempt: number; error: unknown }): void;
  deadLettered(event: {
    position: string;
    eventId: string | null;
    code: string;
    correlationId: string | null;
  }): void;
  deadLetterRefused(event: { position: string; why: string }): void;
  /** It works on this filling of the store from now on. */
  building(build: { projection: string; buildId: string }): void;
  circuit(change: { state: CircuitState; why: unknown }): void;
  consumerRestored(consumer: { stream: string; consumer: string }): void;
  failed(what: string, error: unknown): void;
}
