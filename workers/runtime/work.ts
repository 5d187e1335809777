import type { Delivery } from '../../adapters/jetstream/consume/delivery.ts';
import type { FailedEvent } from '../../contracts/dead-letter.ts';
import type { LoggedEvent } from '../../contracts/event.ts';

/** One event delivered to a worker, from the log or from RETRIES. */
export interface Work {
  delivery: Delivery;
  /** Its position in the log, also if it was delivered from RETRIES. */
  position: string;
  /** When the log stored it: Unix time in milliseconds. */
  storedAt: number;
  /** Its earlier failures; undefined if it comes from the log. */
  earlier: FailedEvent | undefined;
  /** Undefined if the bytes are not an event or break their type's schema: `unreadable` says why. */
  event: LoggedEvent | undefined;
  unreadable: unknown;
}

export type ReadableWork = Work & { event: LoggedEvent };

export const isReadable = (work: Work): work is ReadableWork => work.event !== undefined;
