import { parseDuration } from '../../contracts/words/duration.ts';

/** The times of a list such as `500ms,1s,2m`, in milliseconds. The setting's pattern has already checked the list. */
export const durationsOf = (list: string): number[] =>
  list.split(',').map((text) => parseDuration(text) ?? Number.NaN);
