import type { FailureClass } from '../../../contracts/ports/store-failure.ts';

/** A call to a thread, as it travels. */
export interface StoreCall {
  id: number;
  operation: string;
  input: readonly unknown[];
  /** After this nobody waits for the answer any more: by `monotonicMs`. */
  deadline: number;
}

/** The answer. An error's class is lost on the way between threads, so a failure travels as its fields. */
export type StoreAnswer =
  | { id: number; value: unknown; failure?: never }
  | { id: number; failure: { failureClass: FailureClass; code: string; message: string } };

/** Milliseconds by the one clock that all threads of a process share and nobody sets. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1_000_000n);
