import { StoreFailure } from '../../contracts/ports/store-failure.ts';

const MAX_LENGTH = 300;

/** A store's outage in a sentence. It concerns only the store and quotes no event. */
export function describeOutage(why: unknown): string | null {
  if (!(why instanceof StoreFailure)) return null;
  const { code, message } = why;
  const text = message.includes(code) ? message : `${message} (${code})`;
  return text.replace(/\s+/g, ' ').slice(0, MAX_LENGTH);
}
