import { API_ERROR, apiRequest, isRefusal } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { StreamInfo } from '../streams/stream-info.ts';

/** A consumer as the server describes it; durations in nanoseconds. */
export interface ListedConsumer {
  stream_name: string;
  name: string;
  /** RFC 3339. */
  created: string;
  config: {
    durable_name?: string;
    description?: string;
    deliver_policy?: string;
    opt_start_seq?: number;
    opt_start_time?: string;
    ack_policy?: string;
    ack_wait?: number;
    max_deliver?: number;
    max_ack_pending?: number;
    filter_subject?: string;
    filter_subjects?: string[];
    deliver_subject?: string;
    headers_only?: boolean;
    pause_until?: string;
    inactive_threshold?: number;
    metadata?: Record<string, string>;
  };
  delivered: { stream_seq: number; consumer_seq: number };
  ack_floor: { stream_seq: number; consumer_seq: number };
  num_ack_pending: number;
  num_redelivered: number;
  num_waiting: number;
  num_pending: number;
  push_bound?: boolean;
  paused?: boolean;
}

interface ListedStream {
  info: StreamInfo;
  consumers: ListedConsumer[];
  /** Consumers that exist, but whose leader did not answer. */
  silent: string[];
}

export interface ConsumersListed {
  streams: ListedStream[];
  /** Streams that exist, but whose leader did not answer. */
  silent: string[];
  /** Whether the limit left some out. */
  truncated: boolean;
}

interface StreamPage {
  total: number;
  streams?: (StreamInfo & { state: { consumer_count: number } })[] | null;
  missing?: string[] | null;
}

interface ConsumerPage {
  total: number;
  consumers?: ListedConsumer[] | null;
  missing?: string[] | null;
}

/** How many streams are asked for their consumers at once. */
const AT_ONCE = 8;

/**
 * Every stream and consumer of the account, at most `maxConsumers` of them. One request for 256 streams, and one for
 * 256 consumers of a stream that has any. Throws LogUnavailable, ApiRefusal.
 */
export async function listConsumers(link: NatsLink, maxConsumers: number): Promise<ConsumersListed> {
  const listed: ConsumersListed = { streams: [], silent: [], truncated: false };
  const pages: StreamPage['streams'] = [];
  for (let offset = 0; ; ) {
    const page = await apiRequest<StreamPage>(link, 'STREAM.LIST', { offset });
    const streams = page.streams ?? [];
    pages.push(...streams);
    listed.silent.push(...(page.missing ?? []));
    offset += streams.length;
    if (offset >= page.total || streams.length === 0) break;
  }
  let left = maxConsumers;
  for (let from = 0; from < pages.length; from += AT_ONCE) {
    const part = await Promise.all(
      pages.slice(from, from + AT_ONCE).map(async (info) => {
        const expected = Math.min(info.state.consumer_count, Math.max(0, left));
        if (expected < info.state.consumer_count) listed.truncated = true;
        left -= expected;
        return { info, ...(await consumersOf(link, info.config.name, expected)) };
      }),
    );
    listed.streams.push(...part);
  }
  return listed;
}

async function consumersOf(
  link: NatsLink,
  stream: string,
  most: number,
): Promise<Pick<ListedStream, 'consumers' | 'silent'>> {
  const consumers: ListedConsumer[] = [];
  const silent: string[] = [];
  while (consumers.length + silent.length < most) {
    let page: ConsumerPage;
    try {
      page = await apiRequest<ConsumerPage>(link, `CONSUMER.LIST.${stream}`, { offset: consumers.length });
    } catch (error) {
      // Deleted since it was listed.
      if (isRefusal(error, API_ERROR.streamNotFound)) return { consumers: [], silent: [] };
      throw error;
    }
    silent.push(...(page.missing ?? []));
    const found = page.consumers ?? [];
    consumers.push(...found);
    if (found.length === 0 || consumers.length >= page.total) break;
  }
  return { consumers: consumers.slice(0, most), silent };
}
