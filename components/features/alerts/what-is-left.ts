import { countOf } from '../../../contracts/words/count.ts';

/** What is left of what waited, and of its dead letters; `open`: how many are open, undefined while it is read, null where it can't be. */
export function whatIsLeft(
  lag: number | null,
  open: number | null | undefined,
): { waits: string; deadLetters: string } {
  const waits =
    lag === null
      ? 'the number of pending events is unknown'
      : lag === 0
        ? 'all events were processed'
        : `${countOf(lag, 'event')} pending, safe in the log`;
  if (open === undefined) return { waits, deadLetters: '' };
  if (open === null) return { waits, deadLetters: 'the number of open dead letters can’t be read now' };
  if (open === 0) return { waits, deadLetters: 'no dead letter is open' };
  return { waits, deadLetters: `${countOf(open, 'dead letter')} ${open === 1 ? 'is' : 'are'} open` };
}
