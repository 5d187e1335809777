'use client';

import { useQuery } from '@tanstack/react-query';
import { DEAD_LETTERS_KEY, deadLetterGroups, deadLetterList } from '../../../components/api/dead-letters.ts';
import { Banner } from '../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../components/api/live/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../components/api/live/use-live.ts';
import { livenessOf } from '../../../components/api/liveness-of.ts';
import { filterOf } from '../../../components/api/models/dead-letter-filter.ts';
import { readFromBrowser } from '../../../components/api/read-from-browser.ts';
import { DeadLetterDrawer } from '../../../components/features/dead-letters/detail/dead-letter-drawer.tsx';
import { Groups } from '../../../components/features/dead-letters/groups/groups.tsx';
import { DeadLetterFilters } from '../../../components/features/dead-letters/list/dead-letter-filters.tsx';
import { DeadLetterViews } from '../../../components/features/dead-letters/list/dead-letter-views.tsx';
import { DeadLetteringPausedNote } from '../../../components/features/dead-letters/list/dead-lettering-paused-note.tsx';
import { ListedDeadLetters } from '../../../components/features/dead-letters/list/listed-dead-letters.tsx';
import { RunningReplaysNote } from '../../../components/features/dead-letters/replays/running-replays-note.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { useListUrl } from '../../../components/ui/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../components/ui/drawer/use-return-focus.ts';
import { deadLetterAddresses } from '../../../components/ui/search-params/dead-letters.ts';
import { Frame } from '../../frame.tsx';

export function DeadLettersPage() {
  const url = useListUrl(deadLetterAddresses);
  const { view, setView, openId } = url;
  const grouped = view.show === 'groups';
  const filter = filterOf(view);
  const groups = useQuery({ ...deadLetterGroups(readFromBrowser, filter, view.by), enabled: grouped });
  const list = useQuery({ ...deadLetterList(readFromBrowser, filter, view), enabled: !grouped });
  const shown = grouped ? groups : list;
  const { data, error, errorUpdatedAt } = shown;
  useRefreshOn('dead-letters', DEAD_LETTERS_KEY);
  useReportLiveness(livenessOf({ data: data?.index, error, errorUpdatedAt }, LIST_POLL_MS, useIsLive()));
  useReturnFocus(openId);
  const hrefOf = (id: string) => deadLetterAddresses.itemHref(id, url.listHref);

  return (
    <Frame title="Dead letters">
      <div className={openId === null ? '' : 'beside-drawer'}>
        <Banner error={error} since={data?.index.readAt ?? null} />
        <fieldset className="mb-4 flex gap-4">
          <legend className="visually-hidden">Show</legend>
          {(['groups', 'list'] as const).map((show) => (
            <button
              key={show}
              type="button"
              aria-pressed={view.show === show}
              className="border-transparent border-b-2 px-1 text-ink-2 aria-pressed:border-ink aria-pressed:font-semibold aria-pressed:text-ink"
              onClick={() => setView({ ...view, show, cursor: null, all: null }, true)}
            >
              {show === 'groups' ? 'Groups' : 'List'}
            </button>
          ))}
        </fieldset>
        <DeadLetterViews view={view} setView={setView} />
        <DeadLetterFilters view={view} setView={setView} />
        <DeadLetteringPausedNote consumer={view.consumer || null} className="mb-4" />
        <RunningReplaysNote className="mb-4" />
        {grouped ? (
          <Groups query={groups} view={view} setView={setView} />
        ) : (
          <ListedDeadLetters url={url} hrefOf={hrefOf} />
        )}
      </div>
      {openId !== null && (
        <DeadLetterDrawer key={openId} id={openId} href={hrefOf(openId)} close={url.close} />
      )}
    </Frame>
  );
}
