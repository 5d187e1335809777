import type { FastifyReply } from 'fastify';
import type { Generation } from '../../adapters/jetstream/list-generations.ts';
import { LogUnavailable } from '../../adapters/jetstream/log-unavailable.ts';
import { eventStream } from '../../adapters/jetstream/stream-layout.ts';
import { partitionOf } from '../../contracts/partition.ts';
import { encodePosition } from '../../contracts/position.ts';
import type { ProgressCache } from './progress-cache.ts';

export const CURRENCY_HEADERS = {
  /** Everything of this channel up to this position was applied, or put aside as a dead letter. */
  position: 'waybill-applied-position',
  /** `no`: nothing was waiting. `yes`: something is. `unknown`: the log can't be asked. */
  behind: 'waybill-behind',
} as const;

/**
 * Says on a read how current it is, by what the log knows of the projection's progress in the channel's partition.
 * Asked before the store is read, so the answer is never newer than what it claims.
 */
export async function writeCurrency(
  progress: ProgressCache,
  projection: string,
  generation: () => Promise<Generation>,
  channelId: string,
  reply: FastifyReply,
): Promise<void> {
  try {
    const { number, partitions } = await generation();
    const partition = partitionOf(channelId, partitions);
    const at = await progress.read(eventStream(number, partition), projection);
    const behind = at.pending + at.ackPending > 0;
    reply.header(CURRENCY_HEADERS.behind, behind ? 'yes' : 'no');
    if (at.ackFloor > 0) {
      const position = encodePosition({ generation: number, partition, sequence: at.ackFloor });
      reply.header(CURRENCY_HEADERS.position, position);
    }
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error;
    reply.header(CURRENCY_HEADERS.behind, 'unknown');
  }
}
