import { queryOptions } from '@tanstack/react-query';
import type { CallOperations } from './client.ts';

/** Who acts here, known in this one place: today the console's operator key, later the person signed in. */
export const principal = (call: CallOperations) =>
  queryOptions({
    queryKey: ['principal'],
    queryFn: ({ signal }) => call('GET /ops/v1/me', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // Once it is known it stays; until then it is asked for now and then.
    refetchInterval: ({ state }) => (state.data ? false : 10_000),
  });
