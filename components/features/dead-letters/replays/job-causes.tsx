'use client';

import { useState } from 'react';
import type { Replay } from '../../../../contracts/replay.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import type { LastFailure } from '../../../api/models/still-at-work.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { deadLetterAddresses } from '../../../ui/search-params/dead-letters.ts';
import { outcomeStatus } from '../../../ui/status/replay-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { DeadLetterLinks } from './dead-letter-links.tsx';
import { FoldedRow } from './folded-row.tsx';
import { ReplayDialog } from './replay-dialog.tsx';

const statusOf = (outcome: string) =>
  outcome === 'failed-again'
    ? outcomeStatus.failedAgain
    : outcome === 'rejected'
      ? outcomeStatus.rejected
      : outcomeStatus.skipped;

/** The list shows only when each failed again, not on which version. */
const lastFailures = ({ failures, reaches }: Replay): LastFailure[] =>
  failures
    .filter(({ outcome }) => outcome === 'failed-again')
    .flatMap(({ deadLetterId, at }) => {
      const consumer = reaches.find((each) => deadLetterId.startsWith(`${each.consumer}.`))?.consumer;
      return consumer === undefined ? [] : [{ consumer, workerVersion: null, failedAt: at }];
    });

/** Outcomes other than applied, by cause, each with links to its dead letters. */
export function JobCauses({ job }: { job: Replay }) {
  const [again, setAgain] = useState(false);
  if (job.causes.length === 0) {
    return (
      <p className="text-ink-2">
        {job.finishedAt === null ? 'Nothing has failed so far.' : 'Nothing failed or was skipped.'}
      </p>
    );
  }
  const failed = job.failures
    .filter(({ outcome }) => outcome === 'failed-again')
    .map(({ deadLetterId }) => deadLetterId);
  return (
    <>
      <ul>
        {job.causes.map(({ outcome, detail, count }) => {
          const failures = job.failures.filter((each) => each.outcome === outcome && each.detail === detail);
          return (
            <FoldedRow
              key={`${outcome} ${detail}`}
              count={count}
              words={
                <>
                  <StatusWord status={statusOf(outcome)} className="mr-2" />
                  <span className={outcome === 'failed-again' ? 'mono' : 'text-ink-2'}>
                    <Inert text={detail} />
                  </span>
                </>
              }
            >
              {outcome === 'failed-again' && (
                <p className="py-1">
                  <PageLink href={deadLetterAddresses.listHref({ show: 'list', code: detail })}>
                    All open dead letters with this code
                  </PageLink>
                </p>
              )}
              <DeadLetterLinks items={failures} total={count} />
            </FoldedRow>
          );
        })}
      </ul>
      {job.finishedAt !== null && failed.length > 0 && (
        <p className="mt-2">
          <button type="button" className="button" onClick={() => setAgain(true)}>
            Replay the {countOf(failed.length, 'dead letter')} that failed again…
          </button>
        </p>
      )}
      {again && (
        <ReplayDialog
          selection={{
            request: { ids: failed },
            count: failed.length,
            words: `What failed again in ${job.replayId}`,
            href: null,
            failures: lastFailures(job),
          }}
          close={() => setAgain(false)}
        />
      )}
    </>
  );
}
