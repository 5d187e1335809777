import { queryOptions } from '@tanstack/react-query';
import { LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

/** Every query of alerts begins with this key, so that a change on the live stream refreshes all of them. */
export const ALERTS_KEY = ['alerts'] as const;

export const alertList = (call: CallOperations) =>
  queryOptions({
    queryKey: [...ALERTS_KEY, 'list'],
    queryFn: ({ signal }) => call('GET /ops/v1/alerts', {}, signal),
    refetchInterval: LIST_POLL_MS,
  });

export const alertDetail = (call: CallOperations, id: string) =>
  queryOptions({
    queryKey: [...ALERTS_KEY, 'one', id],
    queryFn: ({ signal }) => call('GET /ops/v1/alerts/:id', { params: { id } }, signal),
    refetchInterval: LIST_POLL_MS,
  });
