'use client';

import { useSearchParams } from 'next/navigation';
import { unknownStateWords } from '../../ui/search-params/traces.ts';
import { Inert } from '../../ui/text/inert.tsx';

/** Beside a list whose address has an unknown state filter: says that the filter was ignored. */
export function UnknownState() {
  const words = unknownStateWords(useSearchParams().get('state'));
  if (words === null) return null;
  return (
    <p role="status" className="mb-4 max-w-[80ch] [overflow-wrap:anywhere]">
      <Inert text={words} />
    </p>
  );
}
