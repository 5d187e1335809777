import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import type { LoggedEvent } from '../../../contracts/event.ts';
import { readContext } from '../trace-context/read-context.ts';
import type { TraceContext } from '../trace-context/trace-context.ts';

/** An event that was handed to a worker, as far as a trace tells of it. */
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

/** Who was handed it: a consumer of a stream. */
export interface TracedSource {
  stream: string;
  consumer: string;
}

/** The span that published the message it came in, as that message says. */
export const contextOf = ({ earlier, delivery, event }: TracedWork): TraceContext | undefined => {
  if (earlier) return readContext(earlier.traceparent ?? undefined, earlier.tracestate ?? undefined);
  if (event) return readContext(event.event.traceparent, event.event.tracestate);
  return readContext(delivery.header('traceparent'), delivery.header('tracestate'));
};

/** The event's own publish, where its message is another: a retry or a replay, also days later. */
export function originOf({ earlier, event }: TracedWork): TraceContext | undefined {
  return earlier && event ? readContext(event.event.traceparent, undefined) : undefined;
}

/** The stream it was handed out from. */
export const streamOf = ({ earlier, position }: TracedWork): string =>
  earlier ? 'RETRIES' : `EVENTS-${position.slice(0, position.lastIndexOf('-'))}`;
