import { queryOptions } from '@tanstack/react-query';
import type { Trace } from '../../contracts/traces.ts';
import { COMMAND_DETAIL_POLL, LIST_POLL_MS, TRACE_COMMANDS } from '../limits.ts';
import { isInFlight } from '../ui/status/command-status.ts';
import type { CallOperations } from './client.ts';

/** A page of the commands of a correlation; with `command` that one only, which may be older than the ledger. */
export const traceOf = (
  call: CallOperations,
  correlationId: string,
  { command = null, cursor = null }: { command?: string | null; cursor?: string | null } = {},
) =>
  queryOptions({
    queryKey: ['traces', 'one', correlationId, command, cursor],
    queryFn: ({ signal }) => {
      const query = {
        limit: TRACE_COMMANDS,
        command: command ?? undefined,
        cursor: cursor ?? undefined,
      };
      return call('GET /ops/v1/traces/:correlationId', { params: { correlationId }, query }, signal);
    },
    refetchInterval: ({ state }) => tracePollMs(state.data),
  });

/** How many commands a correlation has, by its smallest page. */
export const traceSize = (call: CallOperations, correlationId: string) =>
  queryOptions({
    queryKey: ['traces', 'size', correlationId],
    queryFn: ({ signal }) =>
      call('GET /ops/v1/traces/:correlationId', { params: { correlationId }, query: { limit: 1 } }, signal),
    select: ({ total }) => total,
    staleTime: LIST_POLL_MS,
  });

/** The trace, read once, for the outcome of a correlation id that was found. */
export const traceFound = (call: CallOperations, correlationId: string) =>
  queryOptions({ ...traceOf(call, correlationId), refetchInterval: false, staleTime: LIST_POLL_MS });

/** How often to ask for a trace again, in milliseconds; false when nothing about it will change. */
export function tracePollMs(trace: Trace | undefined): number | false {
  if (!trace?.index.caughtUp) return LIST_POLL_MS;
  const moving = trace.commands.filter(({ state }) => state === null || isInFlight(state));
  if (moving.length === 0) {
    // A dead letter may be replayed, and while the trace is recent, more commands may arrive with the same id.
    return trace.commands.every(({ state }) => state === 'applied' || state === 'rejected')
      ? false
      : LIST_POLL_MS;
  }
  const newest = Math.max(...moving.map(({ storedAt }) => Date.parse(storedAt)));
  const ageMs = Date.parse(trace.readAt) - newest;
  // Half as often as for one command, because each answer proves every command of the page.
  return (COMMAND_DETAIL_POLL.find(({ untilAgeMs }) => ageMs < untilAgeMs)?.everyMs ?? LIST_POLL_MS) * 2;
}
