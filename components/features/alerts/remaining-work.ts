import { countOf } from '../../../contracts/words/count.ts';

/** Pending events and dead letters left; `open`: open dead letters, undefined while being read, null where unreadable. */
export function remainingWork(
  lag: number | null,
  open: number | null | undefined,
): { pending: string; deadLetters: string } {
  const pending =
    lag === null
      ? 'the number of pending events is unknown'
      : lag === 0
        ? 'all events were processed'
        : `${countOf(lag, 'event')} pending, safe in the log`;
  if (open === undefined) return { pending, deadLetters: '' };
  if (open === null) return { pending, deadLetters: 'the number of open dead letters can’t be read now' };
  if (open === 0) return { pending, deadLetters: 'no dead letter is open' };
  return { pending, deadLetters: `${countOf(open, 'dead letter')} ${open === 1 ? 'is' : 'are'} open` };
}
