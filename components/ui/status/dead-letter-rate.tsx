import { formatRate } from '../format/rate.ts';
import { toDeadLetters } from './consumer-status.ts';
import { StatusWord } from './status-word.tsx';

/** How many a second of what is dealt with become dead letters; nothing where none does, or that isn't known. */
export function DeadLetterRate({ perSecond }: { perSecond: number | null }) {
  return perSecond === null || perSecond === 0 ? null : (
    <StatusWord status={toDeadLetters(formatRate(perSecond))} />
  );
}
