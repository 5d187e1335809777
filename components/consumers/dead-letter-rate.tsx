'use client';

import { formatRate } from '../format/rate.ts';
import { deadLettersHref } from '../frame/addresses.ts';
import { Inert } from '../inert/inert.tsx';
import { useIsLive, useLive } from '../live/use-live.ts';
import { MarkedNote } from '../marked-note.tsx';
import { PageLink } from '../page-link.tsx';
import { makesDeadLetters, toDeadLetters } from '../status/consumer-status.ts';
import { StatusWord } from '../status/status-word.tsx';

/** How many a second of what is dealt with become dead letters; nothing where none does, or that isn't known. */
export function DeadLetterRate({ perSecond }: { perSecond: number | null }) {
  return perSecond === null || perSecond === 0 ? null : (
    <StatusWord status={toDeadLetters(formatRate(perSecond))} />
  );
}

/** By projection, as the stream tells it; none of which that isn't known. */
function useDeadLetterRates(): { projection: string; deadLetteredPerSecond: number | null }[] {
  const told = useLive('counters')?.state.projections;
  return useIsLive() && told?.known ? told.projections : [];
}

/** The same of a projection by its name. */
export function LiveDeadLetterRate({ projection }: { projection: string }) {
  const found = useDeadLetterRates().find((each) => each.projection === projection);
  return <DeadLetterRate perSecond={found?.deadLetteredPerSecond ?? null} />;
}

/** Above the list, where a row has no room for it: a projection that is OK may make dead letters of what it deals with. */
export function DeadLetterRates() {
  return useDeadLetterRates().map(({ projection, deadLetteredPerSecond: perSecond }) =>
    perSecond === null || perSecond === 0 ? null : (
      <MarkedNote key={projection} status={makesDeadLetters} className="mb-4" role="note">
        Of what <Inert text={projection} /> deals with, {formatRate(perSecond)} become{' '}
        <PageLink href={deadLettersHref}>dead letters</PageLink>.
      </MarkedNote>
    ),
  );
}
