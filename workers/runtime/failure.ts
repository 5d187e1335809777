import { failureClassOf, StoreFailure } from '../../contracts/ports/store-failure.ts';
import { HandlerHangs } from './await-handler.ts';

/** Why an event could not be applied. Never an `outage`, which is no event's failure. */
export interface Failure {
  class: 'transient' | 'poison' | 'bug' | 'hang' | 'crash';
  code: string;
  error: Error;
  /** How many attempts this counts for. */
  attempts: number;
}

/** The failure that an error thrown by a projection means, for an event that was applied alone. */
export function failureOf(thrown: unknown): Failure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error instanceof HandlerHangs) return { class: 'hang', code: 'handler-hangs', error, attempts: 1 };
  const found = failureClassOf(error);
  return {
    class: found === 'outage' ? 'transient' : found,
    code: error instanceof StoreFailure ? error.code : 'handler-error',
    error,
    attempts: 1,
  };
}
