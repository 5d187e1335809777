import { apiRequest } from './api-request.ts';
import type { NatsLink } from './nats-link.ts';

/**
 * Sets a consumer to a place in its stream: `sequence` is the first that it may be handed next. It stays the same consumer
 * (ADR-60, nats-server 2.14). Throws LogUnavailable, ApiRefusal.
 */
export async function resetConsumer(
  link: NatsLink,
  stream: string,
  consumer: string,
  sequence: number,
): Promise<void> {
  await apiRequest(link, `CONSUMER.RESET.${stream}.${consumer}`, { seq: sequence });
}
