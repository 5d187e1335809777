'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../../components/banner.tsx';
import { Entries } from '../../../components/dead-letters/entries.tsx';
import { Groups } from '../../../components/dead-letters/groups.tsx';
import { HeldBackNote } from '../../../components/dead-letters/held-back-note.tsx';
import { LetterDrawer } from '../../../components/dead-letters/letter-drawer.tsx';
import { LetterFilters } from '../../../components/dead-letters/letter-filters.tsx';
import { LetterViews } from '../../../components/dead-letters/letter-views.tsx';
import { filterOf, letterAddresses } from '../../../components/dead-letters/letters-view.ts';
import { useListUrl } from '../../../components/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../components/drawer/use-return-focus.ts';
import { Frame } from '../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { useIsLive, useRefreshOn } from '../../../components/live/use-live.ts';
import {
  DEAD_LETTERS_KEY,
  deadLetterGroups,
  deadLetterList,
} from '../../../components/operations/dead-letters.ts';
import { livenessOf } from '../../../components/operations/liveness-of.ts';
import { readFromBrowser } from '../../../components/operations/read-from-browser.ts';
import { RunningReplaysNote } from '../../../components/replay/running-replays-note.tsx';

export function DeadLettersPage() {
  const url = useListUrl(letterAddresses);
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
  const hrefOf = (id: string) => letterAddresses.itemHref(id, url.listHref);

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
              className="min-h-7 border-transparent border-b-2 px-1 text-ink-2 aria-pressed:border-ink aria-pressed:font-semibold aria-pressed:text-ink pointer-coarse:min-h-11"
              onClick={() => setView({ ...view, show, cursor: null, all: null }, true)}
            >
              {show === 'groups' ? 'Groups' : 'List'}
            </button>
          ))}
        </fieldset>
        <LetterViews view={view} setView={setView} />
        <LetterFilters view={view} setView={setView} />
        <HeldBackNote consumer={view.consumer || null} className="mb-4" />
        <RunningReplaysNote className="mb-4" />
        {grouped ? (
          <Groups query={groups} view={view} setView={setView} />
        ) : (
          <Entries url={url} hrefOf={hrefOf} />
        )}
      </div>
      {openId !== null && <LetterDrawer key={openId} id={openId} href={hrefOf(openId)} close={url.close} />}
    </Frame>
  );
}
