import { apiRequest } from '../connection/api-request.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { StreamInfo } from './stream-info.ts';

interface Page {
  total: number;
  streams: StreamInfo[] | null;
  missing?: string[] | null;
}

/** Every stream of the account by name, 256 per request. Throws LogUnavailable, also if a stream's leader does not answer. */
export async function listStreams(link: NatsLink): Promise<Map<string, StreamInfo>> {
  const found = new Map<string, StreamInfo>();
  for (let offset = 0; ; ) {
    const page = await apiRequest<Page>(link, 'STREAM.LIST', { offset });
    // Streams whose leader did not answer: they exist and must not count as lost.
    if (page.missing?.length) throw new LogUnavailable(`Streams did not answer: ${page.missing.join(', ')}.`);
    const streams = page.streams ?? [];
    for (const info of streams) found.set(info.config.name, info);
    offset += streams.length;
    if (offset >= page.total || streams.length === 0) return found;
  }
}
