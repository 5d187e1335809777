'use client';

import { useQuery } from '@tanstack/react-query';
import { Failure } from '../failure.tsx';
import { consumersHref } from '../frame/addresses.ts';
import { Inert } from '../inert/inert.tsx';
import { Notice } from '../notice.tsx';
import { consumerList } from '../operations/consumer-list.ts';
import { asOf, staleSinceOf } from '../operations/consumer-watch.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { PageLink } from '../page-link.tsx';
import { ConsumerSkeleton } from './consumer-skeleton.tsx';
import { wholeProjection } from './projection-of.ts';
import { ProjectionView } from './projection-view.tsx';

/** A projection, or why it can't be shown. It is made of the list of consumers, which is read anyway. */
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
