import type { Delivery } from '../../adapters/jetstream/consume/delivery.ts';
import type { FailedEvent } from '../../contracts/dead-letter.ts';
import type { LoggedEvent } from '../../contracts/event.ts';

/** One event that was handed to a worker, from the log or from RETRIES. */
export interface Work {
  delivery: Delivery;
  /** The token of its position in the log, wherever it was handed out from. */
  position: string;
  /** When the log stored it: Unix time in milliseconds. */
  storedAt: number;
  /** How it failed before; undefined where it comes from the log. */
  earlier: FailedEvent | undefined;
  /** Undefined where the bytes are none, or break the schema of their type: `unreadable` says how. */
  event: LoggedEvent | undefined;
  unreadable: unknown;
}

export type ReadableWork = Work & { event: LoggedEvent };

export const isReadable = (work: Work): work is ReadableWork => work.event !== undefined;
