import type { FastifyReply } from 'fastify';
import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import { partitionOf } from '../../contracts/partition.ts';
import { encodePosition, type Position } from '../../contracts/position.ts';
import type { StatusService } from './status-service.ts';

const CURRENCY_HEADERS = {
  /** Every event of this channel up to this position was applied or dead-lettered. */
  position: 'waybill-applied-position',
  /** `no`: nothing is pending. `yes`: something is. `unknown`: the log can't be read, or the store comes from another log. */
  behind: 'waybill-behind',
} as const;

/**
 * Writes into the headers of a read how current it is, from the projection's progress in the channel's partition, in every
 * generation. Call it before reading the store, so that the data is never older than the header claims.
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
      // A generation waits for the previous one: pending events of an older one hide nothing of a newer one.
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
