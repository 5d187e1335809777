import { redactSecrets } from '../redact-secrets.ts';

/**
 * What a failed write means for the event. Each store's adapter decides by its own table:
 * - `outage`: the store cannot be used now. Keep the event, and try again for as long as it takes.
 * - `transient`: this write may succeed later although the store works (a conflict, a busy row).
 * - `poison`: the store will never take this event as it is.
 * - `bug`: unforeseen. Retried a few times, then treated as poison.
 */
export type FailureClass = 'outage' | 'transient' | 'poison' | 'bug';

export class StoreFailure extends Error {
  override name = 'StoreFailure';
  readonly failureClass: FailureClass;
  /** The store's own code, such as `SQLITE_FULL`. */
  readonly code: string;

  constructor(failureClass: FailureClass, code: string, message: string, options?: ErrorOptions) {
    super(redactSecrets(message), options);
    this.failureClass = failureClass;
    this.code = code;
  }
}

export const failureClassOf = (error: unknown): FailureClass =>
  error instanceof StoreFailure ? error.failureClass : 'bug';
