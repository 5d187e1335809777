'use client';

import { useQuery } from '@tanstack/react-query';
import { useRefreshOn } from '../live/use-live.ts';
import { consumerDetail } from '../operations/consumer-detail.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import type { ConsumerName } from './consumer-name.ts';

/** One consumer, read again when the stream tells of a change, and by polling where it is silent. */
export function useConsumer(of: ConsumerName) {
  const options = consumerDetail(readFromBrowser, of);
  useRefreshOn('consumers', options.queryKey);
  return useQuery(options);
}
