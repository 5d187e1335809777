export interface AllowedLagSettings {
  consumerAllowedLag: number;
  consumerAllowedLags: string;
}

export type AllowedLagOf = (of: { stream: string; consumer: string; projection: string | null }) => number;

/**
 * Reads the lag allowed for each consumer. `stream/consumer` takes precedence over `consumer`, and that over the projection.
 */
export function allowedLags({ consumerAllowedLag, consumerAllowedLags }: AllowedLagSettings): AllowedLagOf {
  const named = new Map(
    consumerAllowedLags
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const equals = pair.lastIndexOf('=');
        return [pair.slice(0, equals), Number(pair.slice(equals + 1))];
      }),
  );
  return ({ stream, consumer, projection }) =>
    named.get(`${stream}/${consumer}`) ??
    named.get(consumer) ??
    (projection === null ? undefined : named.get(projection)) ??
    consumerAllowedLag;
}
