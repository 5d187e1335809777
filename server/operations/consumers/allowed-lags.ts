export interface AllowedLagSettings {
  consumerAllowedLag: number;
  consumerAllowedLags: string;
}

export type AllowedLagOf = (of: { stream: string; consumer: string; projection: string | null }) => number;

/** Reads how far each consumer may be behind. `stream/consumer` counts before `consumer`, and that before the projection. */
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
