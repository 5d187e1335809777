import { queryOptions } from '@tanstack/react-query';
import type { PersonList } from '../../contracts/access/person.ts';
import { LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

export const PEOPLE_KEY = ['people'] as const;

type ReadPeople = PersonList & { readAt: string };

export const personList = (call: CallOperations) =>
  queryOptions({
    queryKey: PEOPLE_KEY,
    queryFn: async ({ signal }): Promise<ReadPeople> => ({
      ...(await call('GET /ops/v1/people', {}, signal)),
      // The answer has no time of its own, so the time of its arrival counts.
      readAt: new Date().toISOString(),
    }),
    refetchInterval: LIST_POLL_MS,
  });
