import { queryOptions } from '@tanstack/react-query';
import type { AlertDetail, AlertList } from '../../contracts/alerts.ts';
import { LIST_POLL_MS } from '../limits.ts';
import type { ReadOperations } from './read-operations.ts';

/** All queries of alerts: what the live stream tells of them concerns each. */
export const ALERTS_KEY = ['alerts'] as const;

export const alertList = (read: ReadOperations) =>
  queryOptions({
    queryKey: [...ALERTS_KEY, 'list'],
    queryFn: ({ signal }) => read<AlertList>('/v1/alerts', signal),
    refetchInterval: LIST_POLL_MS,
  });

export const alertDetail = (read: ReadOperations, id: string) =>
  queryOptions({
    queryKey: [...ALERTS_KEY, 'one', id],
    queryFn: ({ signal }) => read<AlertDetail>(`/v1/alerts/${encodeURIComponent(id)}`, signal),
    refetchInterval: LIST_POLL_MS,
  });
