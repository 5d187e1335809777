'use client';

import { useQuery } from '@tanstack/react-query';
import type { ChangeList } from '../../../contracts/changes.ts';
import { projectionChanges } from '../../api/consumer-list.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { formatTime } from '../../ui/format/time.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { useZone } from '../../ui/preferences/use-preferences.tsx';
import { activityHref } from '../../ui/search-params/activity.ts';
import { changeItem } from '../../ui/timeline/activity-item.ts';
import { ActivityList } from '../../ui/timeline/activity-list.tsx';

/** Its history: epochs, suspended store calls, and every status change of its partitions. */
export function ProjectionTimeline({ projection, readAt }: { projection: string; readAt: string }) {
  const zone = useZone();
  const { data, error } = useQuery(projectionChanges(readFromBrowser, projection));
  const items = (data?.changes ?? ([] as ChangeList['changes'])).map((change) =>
    // The schema leaves the fields of each kind open; the contract's type names them.
    changeItem(change, (iso) => formatTime(iso, zone, readAt)),
  );
  return (
    <section aria-label="Timeline" className="mb-8">
      <div className="mb-1 flex min-h-7 items-center justify-between gap-4">
        <h2 className="section-title">Timeline</h2>
        <PageLink href={activityHref({ kind: 'pipeline', within: '30d', projection })}>
          All in Activity
        </PageLink>
      </div>
      {items.length > 0 ? (
        <ActivityList label="Changes of the projection" items={items} now={readAt} />
      ) : data ? (
        <p className="text-ink-2">No changes in the last 30 days.</p>
      ) : (
        <p className="late text-ink-2">{error ? 'The timeline can’t be read now.' : 'Reading'}</p>
      )}
    </section>
  );
}
