import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import type { LoggedEvent } from '../../../contracts/event.ts';
import { readContext } from '../trace-context/read-context.ts';
import type { TraceContext } from '../trace-context/trace-context.ts';

/** An event that was delivered to a worker: the facts that a trace needs. */
export interface TracedWork {
  position: string;
  delivery: {
    subject: string;
    deliveries: number;
    messageId: string;
    bytes: Uint8Array;
    header(name: string): string;
  };
  earlier: FailedEvent | undefined;
  event: LoggedEvent | undefined;
}

/** The consumer that delivered it. */
export interface TracedSource {
  stream: string;
  consumer: string;
}

/** The span that published the delivered message, as the message says. */
export const contextOf = ({ earlier, delivery, event }: TracedWork): TraceContext | undefined => {
  if (earlier) return readContext(earlier.traceparent ?? undefined, earlier.tracestate ?? undefined);
  if (event) return readContext(event.event.traceparent, event.event.tracestate);
  return readContext(delivery.header('traceparent'), delivery.header('tracestate'));
};

/** The event's own publish, if the message is a retry or a replay, which may be days later. */
export function originOf({ earlier, event }: TracedWork): TraceContext | undefined {
  return earlier && event ? readContext(event.event.traceparent, undefined) : undefined;
}

/** The stream that delivered it. */
export const streamOf = ({ earlier, position }: TracedWork): string =>
  earlier ? 'RETRIES' : `EVENTS-${position.slice(0, position.lastIndexOf('-'))}`;
