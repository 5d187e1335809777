import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { ConsumerInfo } from './consumer-progress.ts';

/** The consumer that fills one epoch of a projection's store from one partition. */
export const projectionConsumer = (projection: string, epochId: string): string => `${projection}-${epochId}`;

/** A projection's newest consumer; undefined if there is none. Throws LogUnavailable, ApiRefusal. */
export async function newestConsumer(
  link: NatsLink,
  stream: string,
  projection: string,
): Promise<ConsumerInfo | undefined> {
  let newest: ConsumerInfo | undefined;
  for (let offset = 0; ; ) {
    const page = await apiRequest<{ total: number; consumers?: ConsumerInfo[] }>(
      link,
      `CONSUMER.LIST.${stream}`,
      { offset },
    );
    const consumers = page.consumers ?? [];
    for (const consumer of consumers) {
      if (consumer.config.metadata?.[PROJECTION] !== projection) continue;
      if (!newest || Date.parse(consumer.created) > Date.parse(newest.created)) newest = consumer;
    }
    offset += consumers.length;
    if (offset >= page.total || consumers.length === 0) return newest;
  }
}

/** Metadata: the projection that a consumer belongs to. */
export const PROJECTION = 'waybill.projection';
/** Metadata: the log's end when the consumer was created. Up to there it fills the store; after that it follows the log. */
export const FILL_TO = 'waybill.fill-to';
/** Metadata: a consumer of one of Waybill's own indexes. Its lag raises no alert. */
export const INTERNAL = 'waybill.internal';
