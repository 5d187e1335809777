'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeadLetterGroupDetail } from '../../contracts/dead-letters.ts';
import { replayHref } from '../frame/addresses.ts';
import { Instant } from '../instant.tsx';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { replayOf } from '../operations/replays.ts';
import { PageLink } from '../page-link.tsx';
import { outcomesInWords } from '../replay/progress-of.ts';
import { replayStatus } from '../status/replay-status.ts';

/**
 * The last replay that reached a group, as a whole: how it stands and what came of its entries. What came of the entry that
 * ended last, which may be one of hundreds, is said only where the replay itself can't be read.
 */
export function LastReplay({
  last: { replayId, outcome, at },
  now,
}: {
  last: NonNullable<DeadLetterGroupDetail['sinceThen']['lastReplay']>;
  now: string;
}) {
  const { data } = useQuery(replayOf(readFromBrowser, replayId));
  return (
    <>
      <PageLink href={replayHref(replayId)}>{data ? replayStatus(data).word : outcome}</PageLink>
      {data && `: ${outcomesInWords(data)}`}, <Instant iso={at} now={now} />
    </>
  );
}
