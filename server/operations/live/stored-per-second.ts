import { readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ConsumerFact } from '../../../contracts/pipeline-facts.ts';
import { storedByStreams } from '../../../contracts/stored-by-streams.ts';

/**
 * How many events per second the event streams store, by the projections' consumers; null while the rate of any stream is
 * unknown.
 */
export const storedPerSecond = (
  consumers: readonly Pick<ConsumerFact, 'stream' | 'projection' | 'inPerSecond'>[],
): number | null =>
  storedByStreams(
    consumers.filter(({ stream, projection }) => projection !== null && readEventStream(stream)),
  );
