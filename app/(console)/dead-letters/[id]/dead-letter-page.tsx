'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../../components/banner.tsx';
import { LetterView } from '../../../../components/dead-letters/letter-view.tsx';
import { Frame } from '../../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../../../components/limits.ts';
import { useIsLive, useRefreshOn } from '../../../../components/live/use-live.ts';
import { DEAD_LETTERS_KEY, deadLetter } from '../../../../components/operations/dead-letters.ts';
import { livenessOf } from '../../../../components/operations/liveness-of.ts';
import { readFromBrowser } from '../../../../components/operations/read-from-browser.ts';

export function DeadLetterPage({ id, from }: { id: string; from: string }) {
  const { data, error, errorUpdatedAt } = useQuery(deadLetter(readFromBrowser, id));
  useRefreshOn('dead-letters', [...DEAD_LETTERS_KEY, 'one', id]);
  useReportLiveness(livenessOf({ data: data?.index, error, errorUpdatedAt }, LIST_POLL_MS, useIsLive()));
  return (
    <Frame title={id} parent={{ title: 'Dead letters', href: from }}>
      <Banner error={error} since={data?.index.readAt ?? null} />
      <div className="max-w-240">
        <LetterView id={id} />
      </div>
    </Frame>
  );
}
