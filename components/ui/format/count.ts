/** `1,236`. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** The same of a count that may be unknown: never a 0 that nobody counted. */
export const formatKnown = (count: number | null): string =>
  count === null ? 'unknown' : formatCount(count);

/** `1 command`, `1,236 commands`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
