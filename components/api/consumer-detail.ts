import { queryOptions } from '@tanstack/react-query';
import type { ConsumerDetail } from '../../contracts/consumers.ts';
import { LIST_POLL_MS } from '../limits.ts';
import type { ConsumerName } from '../ui/format/consumer-name.ts';
import type { ReadOperations } from './read-operations.ts';

export const consumerPath = ({ stream, consumer }: ConsumerName): string =>
  `/v1/consumers/${encodeURIComponent(stream)}/${encodeURIComponent(consumer)}`;

export const consumerDetail = (read: ReadOperations, of: ConsumerName) =>
  queryOptions({
    queryKey: ['consumers', 'one', of.stream, of.consumer],
    queryFn: ({ signal }) => read<ConsumerDetail>(consumerPath(of), signal),
    refetchInterval: LIST_POLL_MS,
  });
