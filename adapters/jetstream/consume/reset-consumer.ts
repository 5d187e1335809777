import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { type ConsumerInfo, consumerInfo } from './consumer-progress.ts';

/** Metadata: the action that last reset the consumer, so that the same action, sent again, does not reset it twice. */
const RESET_BY = 'waybill.reset-by';

/**
 * Resets a consumer: `sequence` is the first that it may deliver next. It stays the same consumer (ADR-60, nats-server
 * 2.14). Throws LogUnavailable, ApiRefusal.
 */
export async function resetConsumer(
  link: NatsLink,
  stream: string,
  consumer: string,
  sequence: number,
): Promise<void> {
  await apiRequest(link, `CONSUMER.RESET.${stream}.${consumer}`, { seq: sequence });
}

export const resetMark = ({ config }: ConsumerInfo): string | undefined => config.metadata?.[RESET_BY];

/** Records on the consumer which action reset it. Throws LogUnavailable, ApiRefusal. */
export async function markReset(
  link: NatsLink,
  stream: string,
  consumer: string,
  actionId: string,
): Promise<void> {
  const info = await consumerInfo(link, stream, consumer);
  if (!info) return;
  await apiRequest(link, `CONSUMER.CREATE.${stream}.${consumer}`, {
    stream_name: stream,
    config: { ...info.config, metadata: { ...info.config.metadata, [RESET_BY]: actionId } },
    action: 'update',
  });
}
