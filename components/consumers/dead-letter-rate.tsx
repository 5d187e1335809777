'use client';

import { formatRate } from '../format/rate.ts';
import { useIsLive, useLive } from '../live/use-live.ts';
import { toDeadLetters } from '../status/consumer-status.ts';
import { StatusWord } from '../status/status-word.tsx';

/** How many a second of what is dealt with become dead letters; nothing where none does, or that isn't known. */
export function DeadLetterRate({ perSecond }: { perSecond: number | null }) {
  return perSecond === null || perSecond === 0 ? null : (
    <StatusWord status={toDeadLetters(formatRate(perSecond))} />
  );
}

/** The same of a projection by its name, as the stream tells it. */
export function LiveDeadLetterRate({ projection }: { projection: string }) {
  const told = useLive('counters')?.state.projections;
  const live = useIsLive();
  const now = live && told?.known ? told.projections.find((each) => each.projection === projection) : null;
  return <DeadLetterRate perSecond={now?.deadLetteredPerSecond ?? null} />;
}
