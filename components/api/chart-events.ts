import { queryOptions } from '@tanstack/react-query';
import { EVENTS_MARKED } from '../limits.ts';
import { rangeBounds, rangeKey, type TimeRange } from '../ui/chart/time-range.ts';
import type { CallOperations } from './client.ts';
import { MARKED_ACTIONS, type MarkedEvents } from './models/chart-markers.ts';
import { pollOfRange } from './poll-of-range.ts';

/**
 * The markers of the charts in a range. Starts before the range are read too: a deploy is a start with another
 * version than the last one.
 */
export const chartEvents = (call: CallOperations, range: TimeRange) =>
  queryOptions({
    queryKey: ['chart-events', rangeKey(range)],
    queryFn: async ({ signal }): Promise<MarkedEvents> => {
      const { from, until } = rangeBounds(range, Date.now());
      const times = { from: new Date(from).toISOString(), ...to(until) };
      const limit = EVENTS_MARKED;
      const [starts, circuits, actions] = await Promise.all([
        call('GET /ops/v1/changes', { query: { kind: ['process-started'], ...to(until), limit } }, signal),
        call(
          'GET /ops/v1/changes',
          { query: { kind: ['circuit-opened', 'circuit-closed'], ...times, limit } },
          signal,
        ),
        call('GET /ops/v1/actions', { query: { kind: [...MARKED_ACTIONS], ...times, limit } }, signal),
      ]);
      return {
        starts: starts.changes,
        moreStarts: starts.next !== null,
        circuits: circuits.changes,
        actions: actions.actions,
      };
    },
    refetchInterval: pollOfRange(range),
  });

const to = (until: number | null): { to?: string } =>
  until === null ? {} : { to: new Date(until).toISOString() };
