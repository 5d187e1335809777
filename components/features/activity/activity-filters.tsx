'use client';

import { Download } from 'lucide-react';
import { beginningOf } from '../../api/models/activity-filters.ts';
import { SelectFilter, TextFilter } from '../../ui/filters/fields.tsx';
import { FilterBar } from '../../ui/filters/filter-bar.tsx';
import { TimeFilter } from '../../ui/filters/time-filter.tsx';
import { PageLink } from '../../ui/links/page-link.tsx';
import {
  ACTIVITY_KINDS,
  type ActivityKind,
  type ActivityView,
  activeFilters,
  activityHref,
  type Within,
  withoutFilters,
} from '../../ui/search-params/activity.ts';
import { actionWords, changeWords } from '../../ui/status/activity-status.ts';

const kindWords: Record<ActivityKind, string> = { actions: 'Actions', pipeline: 'Pipeline', all: 'Both' };

const withinWords: { value: Within; word: string }[] = [
  { value: '1h', word: 'last hour' },
  { value: '24h', word: 'last 24 hours' },
  { value: '7d', word: 'last 7 days' },
  { value: '30d', word: 'last 30 days' },
  { value: 'all', word: 'all' },
];
const BETWEEN = { value: 'between', word: 'between …' };
/** For a view without a start, the field proposes the last day. */
const DAY_MS = 86_400_000;

const targetWords = [
  { value: 'dead-letter', word: 'dead letters' },
  { value: 'group', word: 'groups' },
  { value: 'replay', word: 'replays' },
  { value: 'consumer', word: 'consumers' },
  { value: 'alert', word: 'alerts' },
];

/** Which timeline, of when, and of whom. */
export function ActivityFilters({
  view,
  setView,
  exportHref,
}: {
  view: ActivityView;
  setView(view: ActivityView): void;
  exportHref: string | null;
}) {
  const set = (change: Partial<ActivityView>) => setView({ ...view, ...change });
  const between = view.from !== '' || view.to !== '';
  const setWithin = (within: string) => {
    if (within !== BETWEEN.value) return set({ within: within as Within, from: '', to: '' });
    const now = Date.now();
    set({ from: beginningOf(view, now) ?? new Date(now - DAY_MS).toISOString() });
  };
  return (
    <>
      <nav aria-label="Timelines" className="mb-4 flex flex-wrap items-center gap-1">
        {ACTIVITY_KINDS.map((kind) => (
          <PageLink
            key={kind}
            href={activityHref({ ...view, kind })}
            aria-current={view.kind === kind ? 'page' : undefined}
            className={`quiet-button px-2 no-underline hover:bg-hover ${view.kind === kind ? 'bg-hover font-semibold' : 'text-ink-2'}`}
          >
            {kindWords[kind]}
          </PageLink>
        ))}
        {exportHref !== null && (
          <a href={exportHref} download className="button ml-auto no-underline">
            <Download size={16} strokeWidth={1.5} aria-hidden="true" />
            <span>
              Export actions<span className="max-phone:hidden"> as NDJSON</span>
            </span>
          </a>
        )}
      </nav>
      <FilterBar
        active={activeFilters(view).length}
        clear={() => setView(withoutFilters(view))}
        first={
          <SelectFilter
            label="Within"
            value={between ? BETWEEN.value : view.within}
            any={null}
            change={setWithin}
            options={[...withinWords, BETWEEN]}
          />
        }
      >
        {between && (
          <>
            <TimeFilter label="From" value={view.from} change={(from) => set({ from })} />
            <TimeFilter label="Until" value={view.to} change={(to) => set({ to })} />
          </>
        )}
        {view.kind !== 'pipeline' && (
          <>
            <TextFilter label="Who" value={view.actor} change={(actor) => set({ actor })} width="w-32" />
            <SelectFilter
              label="Action"
              value={view.action}
              change={(action) => set({ action })}
              options={actionWords}
            />
            <SelectFilter
              label="On"
              value={view.target}
              change={(target) => set({ target, targetId: '', stream: '', consumer: '' })}
              options={targetWords}
            />
          </>
        )}
        {view.kind !== 'actions' && (
          <>
            <SelectFilter
              label="Change"
              value={view.change}
              change={(change) => set({ change })}
              options={changeWords}
            />
            <TextFilter
              label="Projection"
              value={view.projection}
              change={(projection) => set({ projection })}
              width="w-32"
            />
          </>
        )}
      </FilterBar>
    </>
  );
}
