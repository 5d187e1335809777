'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from '../../../api/failures/failure.tsx';
import { missingPart } from '../../../api/liveness-of.ts';
import { isAbsent, OperationsFailure } from '../../../api/read-answer.ts';
import type { ReadReplay } from '../../../api/replays.ts';
import { CommandDetailSkeleton } from '../../../ui/card/card-skeleton.tsx';
import { NoSuch } from '../../../ui/notices/no-such.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { JobCauses } from './job-causes.tsx';
import { JobDetail } from './job-detail.tsx';
import { JobOutcomes } from './job-outcomes.tsx';
import { JobTrail } from './job-trail.tsx';

/** One replay: its card, and the outcomes, their causes and the actions beside or below it. */
export function JobView({
  query: { data, error, refetch, isFetching },
  layout,
}: {
  query: UseQueryResult<ReadReplay>;
  layout: 'page' | 'drawer';
}) {
  if (data === undefined) {
    if (error === null) return <CommandDetailSkeleton />;
    if (isAbsent(error))
      return <NoSuch what="replay" error={error} list={{ href: '/replays', title: 'Replays' }} />;
    return (
      <Failure
        title="This replay cannot be read"
        error={error}
        retry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  // An answer that did not come from the service doesn't say whether actions are possible.
  const blind =
    error !== null && (!(error instanceof OperationsFailure) || error.status >= 500)
      ? missingPart(error)
      : null;
  return (
    <div
      className={layout === 'page' ? 'flex gap-6 max-beside:flex-col' : 'flex flex-col gap-6'}
      data-stale={error !== null}
      data-replay={data.state}
    >
      <div className={`min-w-0 max-w-160 phone:w-full ${layout === 'page' ? 'bleed beside:shrink-0' : ''}`}>
        {error !== null && (
          <p role="status" className="mb-2 text-ink-2">
            as of <Instant iso={data.readAt} now={data.readAt} />, not live
          </p>
        )}
        <JobDetail job={data} blind={blind} />
      </div>
      <div
        className={`flex min-w-0 flex-col gap-6 ${layout === 'page' ? 'w-full max-w-160 beside:max-w-90' : ''}`}
      >
        <Part title="Outcomes">
          <JobOutcomes job={data} />
        </Part>
        <Part title="Failed or skipped">
          <JobCauses job={data} />
        </Part>
        <Part title="Actions">
          <JobTrail job={data} />
        </Part>
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="section-title mb-2">{title}</h2>
      {children}
    </section>
  );
}
