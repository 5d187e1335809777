import { readEventStream } from '../../../adapters/jetstream/stream-layout.ts';
import type { ConsumerFact } from '../../../contracts/pipeline-facts.ts';

type Rated = Pick<ConsumerFact, 'stream' | 'projection' | 'inPerSecond'>;

/**
 * What the event streams store a second. What a projection gets is more: retries and replays come to it too, and are no new
 * events. Every event of a stream goes to every projection, so the highest rate of its consumers is the stream's own. Null
 * while that of any stream isn't known.
 */
export function storedPerSecond(consumers: readonly Rated[]): number | null {
  const own = consumers.filter(({ stream, projection }) => projection !== null && readEventStream(stream));
  const streams = Map.groupBy(own, ({ stream }) => stream);
  if (streams.size === 0) return null;
  let total = 0;
  for (const parts of streams.values()) {
    const rates = parts.flatMap(({ inPerSecond }) => inPerSecond ?? []);
    if (rates.length === 0) return null;
    total += Math.max(...rates);
  }
  return total;
}
