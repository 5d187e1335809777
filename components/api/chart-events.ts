import { queryOptions } from '@tanstack/react-query';
import type { ChangeList } from '../../contracts/changes.ts';
import type { ActionList } from '../../contracts/dead-letters.ts';
import type { PipelineChange } from '../../contracts/pipeline-change.ts';
import { EVENTS_MARKED } from '../limits.ts';
import { rangeBounds, rangeKey, type TimeRange } from '../ui/chart/time-range.ts';
import { MARKED_ACTIONS, type MarkedEvents } from './models/chart-markers.ts';
import { pollOfRange } from './poll-of-range.ts';
import type { ReadOperations } from './read-operations.ts';

/** What the charts of a range are marked with. Starts are read from before it too: a deploy is another version than before. */
export const chartEvents = (read: ReadOperations, range: TimeRange) =>
  queryOptions({
    queryKey: ['chart-events', rangeKey(range)],
    queryFn: async ({ signal }): Promise<MarkedEvents> => {
      const { from, until } = rangeBounds(range, Date.now());
      const times = { from: new Date(from).toISOString(), ...to(until) };
      const ask = <Answer>(name: string, filters: Record<string, string>) =>
        read<Answer>(
          `/v1/${name}?${new URLSearchParams({ ...filters, limit: String(EVENTS_MARKED) })}`,
          signal,
        );
      const [starts, circuits, actions] = await Promise.all([
        ask<ChangeList>('changes', { kind: 'process-started', ...to(until) }),
        ask<ChangeList>('changes', { kind: 'circuit-opened,circuit-closed', ...times }),
        ask<ActionList>('actions', { kind: MARKED_ACTIONS.join(','), ...times }),
      ]);
      return {
        starts: changesOf(starts),
        moreStarts: starts.next !== null,
        circuits: changesOf(circuits),
        actions: actions.actions,
      };
    },
    refetchInterval: pollOfRange(range),
  });

const to = (until: number | null): { to?: string } =>
  until === null ? {} : { to: new Date(until).toISOString() };

// The schema keeps what goes with a kind open; the contract says what that is.
const changesOf = ({ changes }: ChangeList): PipelineChange[] => changes as unknown as PipelineChange[];
