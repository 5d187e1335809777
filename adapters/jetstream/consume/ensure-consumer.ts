import { apiRequest } from '../connection/api-request.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { streamInfo } from '../streams/stream-info.ts';
import { consumerInfo } from './consumer-progress.ts';
import { FILL_TO, PROJECTION, projectionConsumer } from './projection-consumer.ts';

export interface ConsumerLimits {
  ackWaitMs: number;
  maxAckPending: number;
}

/**
 * Creates the durable pull consumer of one epoch of a projection if it is missing, and updates its limits if they differ.
 * The server never abandons an event (`max_deliver: -1`): the worker decides about events that can't be applied. A new
 * consumer starts at the first event: everything is applied again, which changes nothing.
 *
 * Resolves to whether it was missing. Throws LogUnavailable, ApiRefusal.
 */
export async function ensureConsumer(
  link: NatsLink,
  stream: string,
  of: { projection: string; epochId: string },
  limits: ConsumerLimits,
): Promise<boolean> {
  const consumer = projectionConsumer(of.projection, of.epochId);
  const ackWait = limits.ackWaitMs * 1_000_000;
  const existing = await consumerInfo(link, stream, consumer);
  if (existing?.config.ack_wait === ackWait && existing.config.max_ack_pending === limits.maxAckPending)
    return false;
  const metadata = existing?.config.metadata ?? {
    [PROJECTION]: of.projection,
    [FILL_TO]: String(await lastSequence(link, stream)),
  };
  await apiRequest(link, `CONSUMER.CREATE.${stream}.${consumer}`, {
    stream_name: stream,
    config: {
      name: consumer,
      durable_name: consumer,
      deliver_policy: 'all',
      ack_policy: 'explicit',
      replay_policy: 'instant',
      ack_wait: ackWait,
      max_deliver: -1,
      max_ack_pending: limits.maxAckPending,
      max_waiting: 512,
      metadata,
    },
    action: '',
  });
  return existing === undefined;
}

async function lastSequence(link: NatsLink, stream: string): Promise<number> {
  const info = await streamInfo(link, stream);
  if (!info) throw new LogUnavailable(`The stream ${stream} of the log is missing.`);
  return info.state.last_seq;
}
