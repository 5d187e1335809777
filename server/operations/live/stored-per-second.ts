import { readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ConsumerFact } from '../../../contracts/pipeline-facts.ts';
import { storedByStreams } from '../../../contracts/stored-by-streams.ts';

/** What the event streams store a second, by the projections' consumers of them; null while that of any isn't known. */
export const storedPerSecond = (
  consumers: readonly Pick<ConsumerFact, 'stream' | 'projection' | 'inPerSecond'>[],
): number | null =>
  storedByStreams(
    consumers.filter(({ stream, projection }) => projection !== null && readEventStream(stream)),
  );
