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
 * The last replay that included dead letters of a group: its state and outcomes. Only if the replay can't be read,
 * the outcome of the dead letter that ended last, perhaps one of hundreds.
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
