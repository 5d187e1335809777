'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { Banner } from '../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../components/api/live/liveness.tsx';
import { livenessOf } from '../../../components/api/liveness-of.ts';
import { ActivityFilters } from '../../../components/features/activity/activity-filters.tsx';
import { ActivityTimeLine } from '../../../components/features/activity/activity-time-line.tsx';
import { useActivity } from '../../../components/features/activity/use-activity.ts';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import {
  type ActivityView,
  activityHref,
  readActivityView,
} from '../../../components/ui/search-params/activity.ts';
import { Frame } from '../../frame.tsx';

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
      <ActivityFilters view={view} setView={setView} exportHref={activity.exportHref} />
      <ActivityTimeLine activity={activity} view={view} setView={setView} />
    </Frame>
  );
}
