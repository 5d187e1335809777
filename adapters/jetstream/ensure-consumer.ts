import { API_ERROR, apiRequest, isRefusal } from './api-request.ts';
import type { NatsLink } from './nats-link.ts';

export interface ConsumerLimits {
  ackWaitMs: number;
  maxAckPending: number;
}

/** Where a consumer stands, by JetStream's own count. */
export interface ConsumerProgress {
  /** Everything up to this sequence was acknowledged. */
  ackFloor: number;
  /** The newest sequence that was handed out. */
  delivered: number;
  pending: number;
  ackPending: number;
  waiting: number;
  redelivered: number;
}

interface ConsumerInfo {
  config: Record<string, unknown>;
  delivered: { stream_seq: number };
  ack_floor: { stream_seq: number };
  num_ack_pending: number;
  num_redelivered: number;
  num_waiting: number;
  num_pending: number;
}

/**
 * Creates the durable pull consumer where it is missing, and brings its limits up to date where they differ. The
 * server never gives up on an event (`max_deliver: -1`): what can't be applied is the worker's decision. A consumer
 * made anew starts at the first event: everything is applied again, which changes nothing.
 *
 * Throws LogUnavailable, ApiRefusal.
 */
export async function ensureConsumer(
  link: NatsLink,
  stream: string,
  consumer: string,
  limits: ConsumerLimits,
): Promise<void> {
  const ackWait = limits.ackWaitMs * 1_000_000;
  const existing = await consumerInfo(link, stream, consumer);
  if (existing?.config.ack_wait === ackWait && existing.config.max_ack_pending === limits.maxAckPending)
    return;
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
    },
    action: '',
  });
}

async function consumerInfo(
  link: NatsLink,
  stream: string,
  consumer: string,
): Promise<ConsumerInfo | undefined> {
  try {
    return await apiRequest<ConsumerInfo>(link, `CONSUMER.INFO.${stream}.${consumer}`);
  } catch (error) {
    if (isRefusal(error, API_ERROR.consumerNotFound) || isRefusal(error, API_ERROR.streamNotFound))
      return undefined;
    throw error;
  }
}

/** Where the consumer stands; undefined when it (or its stream) doesn't exist. Throws LogUnavailable. */
export async function consumerProgress(
  link: NatsLink,
  stream: string,
  consumer: string,
): Promise<ConsumerProgress | undefined> {
  const info = await consumerInfo(link, stream, consumer);
  return (
    info && {
      ackFloor: info.ack_floor.stream_seq,
      delivered: info.delivered.stream_seq,
      pending: info.num_pending,
      ackPending: info.num_ack_pending,
      waiting: info.num_waiting,
      redelivered: info.num_redelivered,
    }
  );
}
