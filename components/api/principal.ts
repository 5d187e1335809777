import { queryOptions } from '@tanstack/react-query';
import type { CallOperations } from './client.ts';

/** Who acts in this console: today its operator key, later the person who signed in. */
export const principal = (call: CallOperations) =>
  queryOptions({
    queryKey: ['principal'],
    queryFn: ({ signal }) => call('GET /ops/v1/me', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // Read until it is known; it does not change afterwards.
    refetchInterval: ({ state }) => (state.data ? false : 10_000),
  });
