'use client';

import { useQuery } from '@tanstack/react-query';
import { DEAD_LETTERS_KEY, deadLetterQuery } from '../../../../components/api/dead-letters.ts';
import { Banner } from '../../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../../components/api/live/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../../components/api/live/use-live.ts';
import { livenessOf } from '../../../../components/api/liveness-of.ts';
import { readFromBrowser } from '../../../../components/api/read-from-browser.ts';
import { DeadLetterView } from '../../../../components/features/dead-letters/detail/dead-letter-view.tsx';
import { LIST_POLL_MS } from '../../../../components/limits.ts';
import { Frame } from '../../../frame.tsx';

export function DeadLetterPage({ id, from }: { id: string; from: string }) {
  const { data, error, errorUpdatedAt } = useQuery(deadLetterQuery(readFromBrowser, id));
  useRefreshOn('dead-letters', [...DEAD_LETTERS_KEY, 'one', id]);
  useReportLiveness(livenessOf({ data: data?.index, error, errorUpdatedAt }, LIST_POLL_MS, useIsLive()));
  return (
    <Frame title={id} parent={{ title: 'Dead letters', href: from }}>
      <Banner error={error} since={data?.index.readAt ?? null} />
      <div className="max-w-240">
        <DeadLetterView id={id} />
      </div>
    </Frame>
  );
}
