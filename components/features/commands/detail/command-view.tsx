'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { CommandDetail } from '../../../../contracts/command-detail.ts';
import { Failure } from '../../../api/failures/failure.tsx';
import { CommandDetailSkeleton } from '../../../ui/card/card-skeleton.tsx';
import { Payload } from '../../../ui/payload/payload.tsx';
import { commandDetailOutcome } from '../../../ui/status/command-detail-status.ts';
import { Instant } from '../../../ui/text/instant.tsx';
import { CommandDetailView } from './command-detail-view.tsx';
import { NotHeld } from './not-held.tsx';

/** One command: its detail, and the event in the log, beside it where there is room, else below. */
export function CommandView({
  commandId,
  query: { data, error, refetch, isFetching },
  layout,
}: {
  commandId: string;
  query: UseQueryResult<CommandDetail>;
  layout: 'page' | 'drawer';
}) {
  if (data === undefined) {
    return error === null ? (
      <CommandDetailSkeleton />
    ) : (
      <Failure
        title="This command cannot be read"
        error={error}
        retry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  if (data.command === null) {
    return (
      <NotHeld
        commandId={commandId}
        outcome={commandDetailOutcome(data)}
        commandDetail={data}
        stale={error !== null}
      />
    );
  }
  return (
    <div
      className={layout === 'page' ? 'flex gap-6 max-beside:flex-col' : 'flex flex-col gap-6'}
      data-stale={error !== null}
    >
      <div className={`min-w-0 max-w-160 ${layout === 'page' ? 'bleed' : ''} phone:w-full`}>
        {error !== null && (
          <p role="status" className="mb-2 text-ink-2">
            as of <Instant iso={data.readAt} now={data.readAt} />, not live
          </p>
        )}
        <CommandDetailView commandDetail={data} command={data.command} />
      </div>
      {data.event !== null && (
        <section
          aria-label="The event"
          className={`min-w-0 ${layout === 'page' ? 'w-full max-w-160 beside:max-w-90' : ''}`}
        >
          <Payload title="Event in the log" json={data.event} fileName={`${commandId}.json`} />
        </section>
      )}
    </div>
  );
}
