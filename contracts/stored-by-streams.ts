interface Rated {
  stream: string;
  inPerSecond: number | null;
}

/**
 * How many events per second the event streams store, by the consumers of those streams alone: events in the retry queue were
 * stored before. Every event of a stream goes to every projection, so the highest rate of its consumers is the stream's own.
 * Null while the rate of any stream is unknown.
 */
export function storedByStreams(ofEventStreams: readonly Rated[]): number | null {
  const streams = Map.groupBy(ofEventStreams, ({ stream }) => stream);
  if (streams.size === 0) return null;
  let total = 0;
  for (const consumers of streams.values()) {
    const rates = consumers.flatMap(({ inPerSecond }) => inPerSecond ?? []);
    if (rates.length === 0) return null;
    total += Math.max(...rates);
  }
  return total;
}
