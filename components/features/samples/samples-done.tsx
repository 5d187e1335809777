'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { sampleState } from '../../api/samples.ts';
import { SAMPLES_ID } from '../../ui/links/addresses.ts';
import { pauseLooks, poisonLooks, trafficLooks } from './sample-looks.tsx';
import { pauseOutcome, poisonOutcome, trafficOutcome } from './sample-outcomes.ts';
import { SampleRow } from './sample-row.tsx';

/** Once the log holds more than samples, none are offered: what the last ones did, folded, while it is still told. */
export function SamplesDone() {
  const { data } = useQuery(sampleState(readFromBrowser));
  const box = useRef<HTMLDetailsElement>(null);
  const hasAny =
    data?.open === false && (data.traffic !== null || data.poison !== null || data.storePause !== null);
  useEffect(() => {
    // Whoever follows a link to the samples wants to read them.
    if (!hasAny || !box.current || location.hash !== `#${SAMPLES_ID}`) return;
    box.current.open = true;
    box.current.scrollIntoView();
  }, [hasAny]);
  if (!hasAny) return null;
  const { traffic, poison, storePause, readAt } = data;
  return (
    <details ref={box} id={SAMPLES_ID} className="group mb-8 scroll-mt-16">
      <summary className="flex min-h-7 w-fit list-none items-center gap-2 text-ink-2 hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <h2 className="section-title">What the samples did</h2>
        <ChevronDown
          size={16}
          strokeWidth={1.5}
          aria-hidden="true"
          className="shrink-0 group-open:rotate-180"
        />
      </summary>
      <ul className="mt-2 border-line border-t">
        {traffic && (
          <SampleRow
            title="Sample traffic"
            outcome={trafficOutcome(traffic)}
            now={readAt}
            look={trafficLooks}
          />
        )}
        {poison && (
          <SampleRow
            title="One command broken"
            outcome={poisonOutcome(poison)}
            now={readAt}
            look={poisonLooks(poison)}
          />
        )}
        {storePause && (
          <SampleRow
            title="The store taken away"
            outcome={pauseOutcome(storePause)}
            now={readAt}
            look={pauseLooks}
          />
        )}
      </ul>
    </details>
  );
}
