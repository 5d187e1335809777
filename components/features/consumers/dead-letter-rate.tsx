'use client';

import { useIsLive, useLive } from '../../api/live/use-live.ts';
import { formatRate } from '../../ui/format/rate.ts';
import { deadLettersHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { MarkedNote } from '../../ui/notices/marked-note.tsx';
import { makesDeadLetters } from '../../ui/status/consumer-status.ts';
import { DeadLetterRate } from '../../ui/status/dead-letter-rate.tsx';
import { Inert } from '../../ui/text/inert.tsx';

/** By projection, from the stream; without those that are unknown. */
function useDeadLetterRates(): { projection: string; deadLetteredPerSecond: number | null }[] {
  const reported = useLive('counters')?.state.projections;
  return useIsLive() && reported?.known ? reported.projections : [];
}

/** Dead letters a second among the events that a projection processes. */
export function LiveDeadLetterRate({ projection }: { projection: string }) {
  const found = useDeadLetterRates().find((each) => each.projection === projection);
  return <DeadLetterRate perSecond={found?.deadLetteredPerSecond ?? null} />;
}

/** Above the list, because a row has no room: events of a projection that is OK may still become dead letters. */
export function DeadLetterRates() {
  return useDeadLetterRates().map(({ projection, deadLetteredPerSecond: perSecond }) =>
    perSecond === null || perSecond === 0 ? null : (
      <MarkedNote key={projection} status={makesDeadLetters} className="mb-4" role="note">
        Of the events <Inert text={projection} /> processes, {formatRate(perSecond)} become{' '}
        <PageLink href={deadLettersHref}>dead letters</PageLink>.
      </MarkedNote>
    ),
  );
}
