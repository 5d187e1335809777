'use client';

import { useQuery } from '@tanstack/react-query';
import { deadLetterQuery } from '../../../api/dead-letters.ts';
import { stillAtWorkWords } from '../../../api/models/still-at-work.ts';
import { useStillAtWork } from '../../../api/models/use-still-at-work.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { deadLetterHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';

/**
 * Why a command is a dead letter: the error, the worker's version, and whether that version is still running. For a
 * command that was `replaced`, nothing is to be replayed, whatever version is running.
 */
export function DeadLetterCause({ id, replaced }: { id: string; replaced: boolean }) {
  const { data } = useQuery(deadLetterQuery(readFromBrowser, id));
  const deadLetter = data?.deadLetter;
  const still = useStillAtWork(deadLetter?.state === 'open' && !replaced ? [deadLetter] : []);
  return (
    <>
      {deadLetter && (
        <span className="block [overflow-wrap:anywhere]">
          <span className="visually-hidden">. </span>
          <Inert
            text={`${deadLetter.message} (${deadLetter.failureClass} · ${deadLetter.code}, worker version ${deadLetter.workerVersion})`}
          />
        </span>
      )}
      {data && deadLetter?.state === 'discarded' && (
        <span className="block [overflow-wrap:anywhere]">
          <span className="visually-hidden">. </span>
          Discarded by <Inert text={deadLetter.changedBy ?? 'somebody'} />{' '}
          <Instant iso={deadLetter.since} now={data.index.readAt} />
          {deadLetter.reason !== null && (
            <>
              : “<Inert text={deadLetter.reason} />”
            </>
          )}
        </span>
      )}
      {still && (
        <span className="block">
          <span className="visually-hidden">. </span>
          <Inert text={stillAtWorkWords(still, true)} />
        </span>
      )}
      <span className="block">
        <span className="visually-hidden">. </span>
        <PageLink href={deadLetterHref(id)} className="inline-block">
          Open its dead letter
        </PageLink>
      </span>
    </>
  );
}
