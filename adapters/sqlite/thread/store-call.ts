import type { FailureClass } from '../../../contracts/ports/store-failure.ts';

/** A call as it is sent to a thread. */
export interface StoreCall {
  id: number;
  operation: string;
  input: readonly unknown[];
  /** After this time (of `monotonicMs`) nobody waits for the answer. */
  deadline: number;
}

/** The answer. An error loses its class between threads, so a failure is sent as its fields. */
export type StoreAnswer =
  | { id: number; value: unknown; failure?: never }
  | { id: number; failure: { failureClass: FailureClass; code: string; message: string } };

/** Milliseconds by a clock that all threads of a process share and that is never set. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1_000_000n);
