import type { FastifyReply } from 'fastify';
import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import { partitionOf } from '../../contracts/partition.ts';
import { encodePosition, type Position } from '../../contracts/position.ts';
import type { StatusService } from './status-service.ts';

const CURRENCY_HEADERS = {
  /** Everything of this channel up to this position was applied, or put aside as a dead letter. */
  position: 'waybill-applied-position',
  /** `no`: nothing was waiting. `yes`: something is. `unknown`: the log can't be asked, or the store comes from another one. */
  behind: 'waybill-behind',
} as const;

/**
 * Says on a read how current it is, by what the log knows of the projection's progress in the channel's partition, of
 * every generation. Asked before the store is read, so the answer is never newer than what it claims.
 */
export async function writeCurrency(
  {
    progress,
    generations,
    logMatch,
    projections,
  }: Pick<StatusService, 'progress' | 'generations' | 'logMatch' | 'projections'>,
  projection: string,
  channelId: string,
  reply: FastifyReply,
): Promise<void> {
  try {
    const read = projections.find(({ name }) => name === projection);
    if (read && (await logMatch.isAnother(read))) {
      reply.header(CURRENCY_HEADERS.behind, 'unknown');
      return;
    }
    let behind = false;
    let applied: Position | undefined;
    const all = await generations.read();
    for (const { number, partitions, streams } of all) {
      const partition = partitionOf(channelId, partitions);
      // A lost stream of an older generation delays no projection; the newest generation gets its stream back.
      if (!streams.has(partition) && number !== all.at(-1)?.number) continue;
      const at = await progress.read(eventStream(number, partition), projection);
      // A generation waits for the one before it: what is behind in an older one hides nothing of a newer.
      const sequence = Math.min(at.ackFloor, at.retryingFrom - 1);
      if (!behind && sequence > 0) applied = { generation: number, partition, sequence };
      behind ||= at.pending + at.ackPending > 0 || at.retryingFrom < Number.POSITIVE_INFINITY;
    }
    reply.header(CURRENCY_HEADERS.behind, behind ? 'yes' : 'no');
    if (applied) reply.header(CURRENCY_HEADERS.position, encodePosition(applied));
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error;
    reply.header(CURRENCY_HEADERS.behind, 'unknown');
  }
}
