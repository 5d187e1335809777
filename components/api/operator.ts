import { queryOptions } from '@tanstack/react-query';
import type { Operator } from '../../contracts/operator.ts';
import type { ReadOperations } from './read-operations.ts';

/** Who acts. The one place that knows: today the console's operator key, later the person signed in. */
export const operator = (read: ReadOperations) =>
  queryOptions({
    queryKey: ['operator'],
    queryFn: ({ signal }) => read<Operator>('/v1/me', signal),
    staleTime: Number.POSITIVE_INFINITY,
    // Once it is known it stays; until then it is asked for now and then.
    refetchInterval: ({ state }) => (state.data ? false : 10_000),
  });
