'use client';

import { useQuery } from '@tanstack/react-query';
import { consumerList } from '../../api/consumer-list.ts';
import { asOf, staleSinceOf } from '../../api/consumer-watch.ts';
import { Failure } from '../../api/failures/failure.tsx';
import { wholeProjection } from '../../api/models/projection-of.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { consumersHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Notice } from '../../ui/notices/notice.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { ConsumerSkeleton } from './consumer-skeleton.tsx';
import { ProjectionView } from './projection-view.tsx';

/** A projection, or why it can't be shown. Derived from the list of consumers, which is read anyway. */
export function ProjectionRead({ projection, layout }: { projection: string; layout: 'page' | 'drawer' }) {
  const query = useQuery(consumerList(readFromBrowser));
  const { data, error, refetch, isFetching } = query;
  if (data === undefined) {
    return error === null ? (
      <ConsumerSkeleton />
    ) : (
      <Failure
        title="This projection cannot be read"
        error={error}
        retry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  const whole = wholeProjection(data, projection);
  if (whole === null) {
    return (
      <Notice title="No projection of this name has a consumer">
        <p>
          <Inert text={projection} /> may not have been started yet, or its consumers were deleted.{' '}
          <PageLink href={consumersHref}>All consumers</PageLink>
        </p>
      </Notice>
    );
  }
  return (
    <ProjectionView
      whole={whole}
      watch={data.watch}
      staleSince={staleSinceOf(query)}
      readAt={asOf(query) ?? ''}
      layout={layout}
    />
  );
}
