'use client';

import { useQuery } from '@tanstack/react-query';
import { samplesHref } from '../ui/links/addresses.ts';
import { LookLink } from '../ui/links/look-link.tsx';
import { readFromBrowser } from './read-from-browser.ts';
import { sampleState } from './samples.ts';

/** On a page that is empty: where it can be filled. Nothing where samples are not offered. */
export function SamplesLink({ words }: { /** `Send sample traffic`. */ words: string }) {
  const { data } = useQuery(sampleState(readFromBrowser));
  if (!data?.open) return null;
  return (
    <p>
      <LookLink href={samplesHref}>{words}</LookLink>
      <span className="text-ink-2"> · on Overview, while this log holds nothing else.</span>
    </p>
  );
}
