'use client';

import { useQuery } from '@tanstack/react-query';
import { consumerDetail } from '../../api/consumer-detail.ts';
import { useRefreshOn } from '../../api/live/use-live.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import type { ConsumerName } from '../../ui/format/consumer-name.ts';

/** One consumer, read again when the stream reports a change, and by polling where the stream is silent. */
export function useConsumer(of: ConsumerName) {
  const options = consumerDetail(readFromBrowser, of);
  useRefreshOn('consumers', options.queryKey);
  return useQuery(options);
}
