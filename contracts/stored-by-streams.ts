interface Rated {
  stream: string;
  inPerSecond: number | null;
}

/**
 * What the event streams store a second, by the consumers of those streams alone: through the consumers of retries come events
 * that were stored before. Every event of a stream goes to every projection, so the highest rate of its consumers is the
 * stream's own. Null while that of any stream isn't known.
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
