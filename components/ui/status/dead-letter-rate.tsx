import { formatRate } from '../format/rate.ts';
import { toDeadLetters } from './consumer-status.ts';
import { StatusWord } from './status-word.tsx';

/** How many processed events a second become dead letters; nothing where that is zero or unknown. */
export function DeadLetterRate({ perSecond }: { perSecond: number | null }) {
  return perSecond === null || perSecond === 0 ? null : (
    <StatusWord status={toDeadLetters(formatRate(perSecond))} />
  );
}
