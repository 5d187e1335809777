'use client';

import type { ConsumerDetail } from '../../../contracts/consumers.ts';
import { formatTime } from '../../ui/format/time.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { useZone } from '../../ui/preferences/use-preferences.tsx';
import { activityHref } from '../../ui/search-params/activity.ts';
import { actionItem, changeItem, merged } from '../../ui/timeline/activity-item.ts';
import { ActivityList } from '../../ui/timeline/activity-list.tsx';

/** Its history: changes of status, and actions. */
export function ConsumerTimeline({ detail, readAt }: { detail: ConsumerDetail; readAt: string }) {
  const zone = useZone();
  const { stream, consumer, projection } = detail.consumer;
  const time = (iso: string) => formatTime(iso, zone, readAt);
  const items = merged(
    detail.actions.map((action) => actionItem(action, time)),
    detail.statusChanges.map((change) =>
      changeItem(
        {
          kind: 'consumer-status',
          id: `${change.at} ${change.to}`,
          stream,
          consumer,
          projection,
          ...change,
        },
        time,
      ),
    ),
  );
  return (
    <section aria-label="Timeline" className="mb-8">
      <div className="mb-1 flex min-h-7 items-center justify-between gap-4">
        <h2 className="section-title">Timeline</h2>
        <PageLink href={activityHref({ kind: 'all', within: '30d', stream, consumer })}>
          All in Activity
        </PageLink>
      </div>
      {items.length > 0 ? (
        <ActivityList label="Status changes and actions" items={items} now={readAt} hideTarget />
      ) : (
        <p className="text-ink-2">No status change and no action in the last 30 days.</p>
      )}
    </section>
  );
}
