import { StoreFailure } from '../../contracts/ports/store-failure.ts';

const MAX_LENGTH = 300;

/** What was met where a store can't be used, in a sentence. An outage is of the store: it tells nothing that events hold. */
export function describeOutage(why: unknown): string | null {
  if (!(why instanceof StoreFailure)) return null;
  const { code, message } = why;
  const text = message.includes(code) ? message : `${message} (${code})`;
  return text.replace(/\s+/g, ' ').slice(0, MAX_LENGTH);
}
