import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { ConsumerInfo } from './consumer-progress.ts';

/** The consumer that fills one epoch of a projection's store from one partition. */
export const projectionConsumer = (projection: string, epochId: string): string => `${projection}-${epochId}`;

/** The consumer of a projection that was made last; undefined where there is none. Throws LogUnavailable, ApiRefusal. */
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

/** Which projection a consumer is of. */
export const PROJECTION = 'waybill.projection';
/** How far the log reached when the consumer was made: from there on it is no longer filling, but following. */
export const FILL_TO = 'waybill.fill-to';
/** Consumers that Waybill reads by for itself, its indexes: nobody is told that one of them is behind. */
export const INTERNAL = 'waybill.internal';
