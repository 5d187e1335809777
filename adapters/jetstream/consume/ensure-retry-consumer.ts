import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { RETRIES } from '../streams/stream-layout.ts';
import { consumerInfo } from './consumer-progress.ts';
import type { ConsumerLimits } from './ensure-consumer.ts';

/** Creates the consumer of one epoch's due retries if it is missing. Throws LogUnavailable, ApiRefusal. */
export async function ensureRetryConsumer(
  link: NatsLink,
  consumer: string,
  limits: ConsumerLimits,
): Promise<void> {
  const ackWait = limits.ackWaitMs * 1_000_000;
  const existing = await consumerInfo(link, RETRIES, consumer);
  if (existing?.config.ack_wait === ackWait && existing.config.max_ack_pending === limits.maxAckPending)
    return;
  await apiRequest(link, `CONSUMER.CREATE.${RETRIES}.${consumer}`, {
    stream_name: RETRIES,
    config: {
      name: consumer,
      durable_name: consumer,
      filter_subject: `retries.${consumer}.>`,
      deliver_policy: 'all',
      ack_policy: 'explicit',
      ack_wait: ackWait,
      max_deliver: -1,
      max_ack_pending: limits.maxAckPending,
      max_waiting: 512,
    },
    action: '',
  });
}
