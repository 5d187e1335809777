import { randomUUID } from 'node:crypto';
import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { INTERNAL } from '../consume/projection-consumer.ts';

interface Created {
  num_pending: number;
}

/** How long the server keeps the counting consumer if it can't be deleted. */
const INACTIVE_NS = 5_000_000_000;

/**
 * How many messages of a stream from `sequence` on match `filters` (all messages, if there are none). The server counts them
 * as the backlog of a consumer that nobody reads. Throws LogUnavailable, ApiRefusal.
 */
export async function countPending(
  link: NatsLink,
  stream: string,
  sequence: number,
  filters: readonly string[],
): Promise<number> {
  const name = `count-${randomUUID()}`;
  const { num_pending } = await apiRequest<Created>(link, `CONSUMER.CREATE.${stream}.${name}`, {
    stream_name: stream,
    config: {
      name,
      deliver_policy: 'by_start_sequence',
      opt_start_seq: Math.max(1, sequence),
      ack_policy: 'none',
      mem_storage: true,
      num_replicas: 1,
      inactive_threshold: INACTIVE_NS,
      metadata: { [INTERNAL]: 'count' },
      ...(filters.length === 1 ? { filter_subject: filters[0] } : {}),
      ...(filters.length > 1 ? { filter_subjects: filters } : {}),
    },
    action: 'create',
  });
  await apiRequest(link, `CONSUMER.DELETE.${stream}.${name}`).catch(() => {
    // The server removes it when it is inactive.
  });
  return num_pending;
}
