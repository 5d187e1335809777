'use client';

import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { replayHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { errorOf } from '../../../ui/text/tell-apart.ts';
import { CommandLink } from './command-link.tsx';
import { editsOf } from './edits-of.ts';

/** Its attempts, each time it became a dead letter, and the outcomes of its edits, in the order of time. */
export function Timeline({
  detail: { attemptLog, failures, deadLetter, actions, index },
}: {
  detail: DeadLetterDetail;
}) {
  const now = index.readAt;
  const missing = deadLetter.attempts - attemptLog.length;
  const moments = [
    ...attemptLog.map((attempt, at) => ({
      at: attempt.at,
      key: `a${at}`,
      attempt,
      failure: null,
      edit: null,
    })),
    ...failures.map((failure) => ({
      at: failure.failedAt,
      key: `f${failure.sequence}`,
      attempt: null,
      failure,
      edit: null,
    })),
    ...editsOf(actions).map((edit) => ({
      at: edit.at,
      key: `e${edit.sequence}`,
      attempt: null,
      failure: null,
      edit,
    })),
  ].sort((a, b) => a.at.localeCompare(b.at) || a.key.localeCompare(b.key));
  return (
    <>
      {missing > 0 && (
        <p className="mb-1 text-ink-2">{countOf(missing, 'older attempt')}, not kept individually</p>
      )}
      <ol className="flex flex-col">
        {moments.map(({ at, key, attempt, failure, edit }) => (
          <li
            key={key}
            className="grid gap-x-3 border-line border-b py-1 phone:grid-cols-[8.5rem_minmax(0,1fr)]"
          >
            <span className="mono leading-5 text-ink-2">
              <Instant iso={at} now={now} as="exact" />
            </span>
            {edit ? (
              <span className="[overflow-wrap:anywhere]">
                {edit.failed === null ? 'Edited, and proven applied as ' : 'Edited, and failed as '}
                <CommandLink id={edit.by} />
              </span>
            ) : attempt ? (
              <span className="[overflow-wrap:anywhere]">
                Attempt failed: <Inert text={`${attempt.failureClass} · ${attempt.code}`} />
                <span className="text-ink-2">
                  {' '}
                  on <Inert text={`${attempt.worker} ${attempt.workerVersion}`} />
                </span>
              </span>
            ) : (
              failure && (
                <span className="font-semibold [overflow-wrap:anywhere]">
                  Dead-lettered after {formatCount(failure.attempts)}{' '}
                  {failure.attempts === 1 ? 'attempt' : 'attempts'}: <Inert text={errorOf(failure)} />
                  {failure.replayId !== null && (
                    <>
                      , in <PageLink href={replayHref(failure.replayId)}>a replay</PageLink>
                    </>
                  )}
                </span>
              )
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
