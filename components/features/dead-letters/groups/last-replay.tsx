'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import { outcomesInWords } from '../../../api/models/progress-of.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { replayOf } from '../../../api/replays.ts';
import { replayHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { replayStatus } from '../../../ui/status/replay-status.ts';
import { Instant } from '../../../ui/text/instant.tsx';

/**
 * The last replay that reached a group, as a whole: its state and the outcomes of its dead letters. The outcome of the one that
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
