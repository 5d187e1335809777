import { queryOptions } from '@tanstack/react-query';
import type { ApiKeyList } from '../../contracts/access/api-key.ts';
import { LIST_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

export const API_KEYS_KEY = ['api-keys'] as const;

type ReadApiKeys = ApiKeyList & { readAt: string };

export const apiKeyList = (call: CallOperations) =>
  queryOptions({
    queryKey: API_KEYS_KEY,
    queryFn: async ({ signal }): Promise<ReadApiKeys> => ({
      ...(await call('GET /ops/v1/api-keys', {}, signal)),
      // The answer has no time of its own, so the time of its arrival counts.
      readAt: new Date().toISOString(),
    }),
    refetchInterval: LIST_POLL_MS,
  });
