'use client';

import { useEffect, useRef, useState } from 'react';
import { countOf } from '../../../contracts/words/count.ts';
import { ListBody } from '../../api/failures/list-body.tsx';
import { EmptyByFilter } from '../../ui/filters/empty-by-filter.tsx';
import { Rebuilding, RebuildingNote } from '../../ui/notices/rebuilding.tsx';
import { type ActivityView, activeFilters, withoutFilters } from '../../ui/search-params/activity.ts';
import { ListSection } from '../../ui/table/list-section.tsx';
import { ListState } from '../../ui/table/list-state.tsx';
import { useHeldRows } from '../../ui/table/use-held-rows.ts';
import type { ActivityItem } from '../../ui/timeline/activity-item.ts';
import { ActivityList } from '../../ui/timeline/activity-list.tsx';
import { foldSteps } from '../../ui/timeline/fold-steps.ts';
import { NoActivity } from './no-activity.tsx';
import type { Activity } from './use-activity.ts';

const keyOf = ({ key }: ActivityItem) => key;
const none: ActivityItem[] = [];
/**
 * How many lines a press on “older” must add. A large replay folds to one line, so further pages are read until there
 * are this many …
 */
const MORE_LINES = 20;
/** … but at most this many pages. */
const MORE_PAGES = 20;

const titles = { actions: 'Actions', pipeline: 'Changes of the pipeline', all: 'Actions and changes' };

/** Actions and changes, newest first. New ones wait while somebody reads. */
export function ActivityTimeLine({
  activity,
  view,
  setView,
}: {
  activity: Activity;
  view: ActivityView;
  setView(view: ActivityView): void;
}) {
  const { data, error, isFetching, again, hasOlder, older, pages } = activity;
  const list = useRef<HTMLDivElement>(null);
  const shown = JSON.stringify([view, pages]);
  const { rows, waiting, left, show } = useHeldRows(data?.items ?? none, keyOf, list, false, shown);
  // Counted only while the user asks for more.
  const countLines = () => foldSteps(rows).length;
  const [wanted, setWanted] = useState({ lines: 0, pages: 0, of: '' });
  const of = JSON.stringify(view);
  useEffect(() => {
    if (wanted.of !== of || pages >= wanted.pages || !hasOlder || isFetching || error !== null) return;
    if (countLines() < wanted.lines) older();
  });
  const stale = data !== undefined && error !== null;
  const filters = activeFilters(view);
  const total = data?.total ?? null;
  return (
    <ListSection
      title={
        total === null ? titles[view.kind] : `${countOf(total, 'action')}${data?.missing ? ' so far' : ''}`
      }
      ref={list}
      aside={<ListState staleSince={stale ? data.readAt : null} waiting={waiting} show={show} />}
    >
      <ListBody query={{ data, error, isFetching, refetch: again }} failure="The timeline cannot be read">
        {(data) =>
          rows.length === 0 ? (
            data.missing ? (
              <Rebuilding index={data.missing} what="Actions and changes" />
            ) : filters.length > 0 ? (
              <EmptyByFilter what="line" filters={filters} clear={() => setView(withoutFilters(view))} />
            ) : (
              <NoActivity view={view} setView={setView} />
            )
          ) : (
            <>
              {data.missing && <RebuildingNote index={data.missing} />}
              <ActivityList
                label={titles[view.kind]}
                items={rows}
                now={data.readAt}
                left={left}
                hasOlder={hasOlder}
              />
              {hasOlder && (
                <p className="mt-4">
                  <button
                    type="button"
                    className="button"
                    aria-disabled={isFetching}
                    onClick={() => {
                      if (isFetching) return;
                      setWanted({ lines: countLines() + MORE_LINES, pages: pages + MORE_PAGES, of });
                    }}
                  >
                    Show older
                  </button>
                </p>
              )}
            </>
          )
        }
      </ListBody>
    </ListSection>
  );
}
