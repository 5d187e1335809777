import { API_ERROR, apiRequest, isRefusal } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';

/** A consumer's progress, by JetStream's own count. */
export interface ConsumerProgress {
  /** Everything up to this sequence was acknowledged. */
  ackFloor: number;
  /** The newest delivered sequence. */
  delivered: number;
  pending: number;
  ackPending: number;
}

export interface ConsumerInfo {
  name: string;
  /** ISO 8601. */
  created: string;
  config: {
    ack_wait?: number;
    max_ack_pending?: number;
    deliver_policy?: string;
    filter_subject?: string;
    filter_subjects?: string[];
    metadata?: Record<string, string>;
    opt_start_seq?: number;
    opt_start_time?: string;
  };
  delivered: { stream_seq: number };
  ack_floor: { stream_seq: number };
  num_ack_pending: number;
  num_pending: number;
  num_waiting: number;
  push_bound?: boolean;
  paused?: boolean;
}

/** A consumer's progress; undefined if the consumer or its stream doesn't exist. Throws LogUnavailable. */
export async function consumerProgress(
  link: NatsLink,
  stream: string,
  consumer: string,
): Promise<ConsumerProgress | undefined> {
  const info = await consumerInfo(link, stream, consumer);
  return info && progressOf(info);
}

export const progressOf = (info: ConsumerInfo): ConsumerProgress => ({
  ackFloor: info.ack_floor.stream_seq,
  delivered: info.delivered.stream_seq,
  pending: info.num_pending,
  ackPending: info.num_ack_pending,
});

/** The consumer's info from its leader; undefined if there is none. Throws LogUnavailable, ApiRefusal. */
export async function consumerInfo(
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
