import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { eventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { WaitingFrom } from '../../../contracts/ports/ledger-index.ts';
import { decidingNames } from '../../status/read-status.ts';
import type { StatusService } from '../../status/status-service.ts';

/**
 * Where pending events begin, by partition: after the ack floor of the slowest projection that decides or, if nothing is ack
 * pending, after the last event delivered to it. Empty while the log can't be reached.
 */
export async function waitingFrom(
  service: Pick<StatusService, 'generations' | 'progress' | 'projections'>,
): Promise<WaitingFrom[]> {
  try {
    const found: WaitingFrom[] = [];
    for (const { number: generation, partitions } of await service.generations.read()) {
      for (let partition = 0; partition < partitions; partition += 1) {
        const stream = eventStream(generation, partition);
        const all = await Promise.all(
          decidingNames(service).map((name) => service.progress.read(stream, name)),
        );
        const from = all.flatMap(({ pending, ackPending, ackFloor, delivered }) =>
          pending + ackPending === 0 ? [] : (ackPending > 0 ? ackFloor : delivered) + 1,
        );
        if (from.length > 0) found.push({ generation, partition, sequence: Math.min(...from) });
      }
    }
    return found;
  } catch (error) {
    if (error instanceof LogUnavailable) return [];
    throw error;
  }
}
