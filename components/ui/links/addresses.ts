/** The addresses of the things that alerts and the overview name. */
export const consumersHref = '/consumers';
export const deadLettersHref = '/dead-letters';
export const accessHref = '/access';

export const commandHref = (id: string): string => `/commands/${encodeURIComponent(id)}`;

/** A group by its fingerprint. */
export const deadLetterGroupHref = (fingerprint: string): string =>
  `${deadLettersHref}/groups/${encodeURIComponent(fingerprint)}`;
export const deadLetterHref = (id: string): string => `${deadLettersHref}/${encodeURIComponent(id)}`;

export const consumerHref = (stream: string, consumer: string): string =>
  `${consumersHref}/${encodeURIComponent(stream)}/${encodeURIComponent(consumer)}`;

/** A projection: all its partitions. */
export const projectionHref = (projection: string): string =>
  `${consumersHref}/${encodeURIComponent(projection)}`;

export const replayHref = (replayId: string): string => `/replays/${encodeURIComponent(replayId)}`;
export const alertHref = (id: string): string => `/alerts/${encodeURIComponent(id)}`;
