'use client';

import type { Replay } from '../../../../contracts/replay.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import { deadLetterHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { Inert } from '../../../ui/text/inert.tsx';

/** The most frequent causes; the others are on the replay's page. */
const CAUSES_SHOWN = 3;

/** For an ended replay: why dead letters failed again, and where to continue. */
export function WhatFailed({
  job: { causes, failures },
  close,
}: {
  job: Pick<Replay, 'causes' | 'failures'>;
  /** The page behind the dialog may be that of the dead letter. */
  close(): void;
}) {
  const failed = causes.filter(({ outcome }) => outcome === 'failed-again');
  if (failed.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {failed.slice(0, CAUSES_SHOWN).map(({ outcome, detail, count }) => {
        const deadLetterId = failures.find(
          (each) => each.outcome === outcome && each.detail === detail,
        )?.deadLetterId;
        return (
          <li key={detail} className="[overflow-wrap:anywhere]">
            {countOf(count, 'dead letter')} failed again:{' '}
            <span className="mono">
              <Inert text={detail || 'no reason reported'} />
            </span>
            {deadLetterId !== undefined && (
              <>
                . See{' '}
                <PageLink href={deadLetterHref(deadLetterId)} onClick={close}>
                  {count === 1 ? 'the dead letter' : 'one of them'}
                </PageLink>{' '}
                for its error and what you can do.
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
