'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { ActivityFilters } from '../../../components/activity/activity-filters.tsx';
import { ActivityTimeLine } from '../../../components/activity/activity-time-line.tsx';
import type { ActivityView } from '../../../components/activity/activity-view.ts';
import { useActivity } from '../../../components/activity/use-activity.ts';
import { Banner } from '../../../components/banner.tsx';
import { Frame } from '../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { livenessOf } from '../../../components/operations/liveness-of.ts';
import { activityHref, readActivityView } from './search-params.ts';

export function ActivityPage() {
  const pathname = usePathname();
  const view = readActivityView(new URLSearchParams(useSearchParams()));
  const activity = useActivity(view);
  useReportLiveness(livenessOf(activity, activity.isFollowed ? LIST_POLL_MS : false));
  const setView = (next: ActivityView) => {
    if (pathname === '/activity') window.history.replaceState(null, '', activityHref(next));
  };
  return (
    <Frame title="Activity">
      <Banner error={activity.error} since={activity.data?.readAt ?? null} />
      <ActivityFilters view={view} setView={setView} hrefOf={activityHref} exportHref={activity.exportHref} />
      <ActivityTimeLine activity={activity} view={view} setView={setView} />
    </Frame>
  );
}
