import { queryOptions } from '@tanstack/react-query';
import { LIST_POLL_MS } from '../limits.ts';
import type { ConsumerName } from '../ui/format/consumer-name.ts';
import type { CallOperations } from './client.ts';

export const consumerDetail = (call: CallOperations, { stream, consumer }: ConsumerName) =>
  queryOptions({
    queryKey: ['consumers', 'one', stream, consumer],
    queryFn: ({ signal }) =>
      call('GET /ops/v1/consumers/:stream/:consumer', { params: { stream, consumer } }, signal),
    refetchInterval: LIST_POLL_MS,
  });
