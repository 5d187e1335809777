'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Banner } from '../../../components/api/failures/banner.tsx';
import { useReportLiveness } from '../../../components/api/live/liveness.tsx';
import { livenessOf } from '../../../components/api/liveness-of.ts';
import { readFromBrowser } from '../../../components/api/read-from-browser.ts';
import { recentCommands } from '../../../components/api/recent-commands.ts';
import { CommandDrawer } from '../../../components/features/commands/detail/command-drawer.tsx';
import { CommandFilterBar } from '../../../components/features/commands/list/command-filter-bar.tsx';
import { FilteredCommands } from '../../../components/features/commands/list/filtered-commands.tsx';
import { FoundCommands } from '../../../components/features/commands/list/found-commands.tsx';
import { FoundCorrelations } from '../../../components/features/commands/list/found-correlations.tsx';
import { PasteBox } from '../../../components/features/commands/list/paste-box.tsx';
import { RecentCommands } from '../../../components/features/commands/list/recent-commands.tsx';
import { UnknownState } from '../../../components/features/traces/unknown-state.tsx';
import { LIST_POLL_MS } from '../../../components/limits.ts';
import { useListUrl } from '../../../components/ui/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../components/ui/drawer/use-return-focus.ts';
import {
  type CommandsView,
  commandAddresses,
  isFiltered,
  NO_FILTERS,
} from '../../../components/ui/search-params/commands.ts';
import { Frame } from '../../frame.tsx';

/** Below this width there is no room for a list and a drawer: the command opens as a page. */
const DRAWER_FROM = '(width >= 80rem)';

export function CommandsPage() {
  const url = useListUrl(commandAddresses);
  const router = useRouter();
  const recent = useQuery(recentCommands(readFromBrowser));
  useReportLiveness(livenessOf(recent, LIST_POLL_MS));

  const open = (commandId: string, view?: CommandsView) => {
    if (window.matchMedia(DRAWER_FROM).matches) url.open(commandId, view);
    else router.push(commandAddresses.itemHref(commandId, url.listHref));
  };
  const take = (ids: string[], correlations: string[]) => {
    if (ids.length === 1) open(ids[0] as string, { ...url.view, ids: [], correlations });
    else url.setView({ ...url.view, ids, correlations });
  };
  const hrefOf = (commandId: string) => commandAddresses.itemHref(commandId, url.listHref);
  useReturnFocus(url.openId);

  return (
    <Frame title="Commands">
      <div className={url.openId === null ? '' : 'beside-drawer'}>
        <Banner error={recent.error} since={recent.data?.readAt ?? null} />
        <PasteBox initial={[...url.view.ids, ...url.view.correlations]} take={take} />
        {url.view.ids.length > 0 && (
          <FoundCommands ids={url.view.ids} openId={url.openId} open={open} hrefOf={hrefOf} />
        )}
        {url.view.correlations.length > 0 && <FoundCorrelations ids={url.view.correlations} />}
        <CommandFilterBar view={url.view} change={(part) => url.setView({ ...url.view, ...part })} />
        <UnknownState />
        {isFiltered(url.view) ? (
          <FilteredCommands
            filters={url.view}
            openId={url.openId}
            open={open}
            hrefOf={hrefOf}
            clear={() => url.setView({ ...url.view, ...NO_FILTERS })}
          />
        ) : (
          <RecentCommands query={recent} openId={url.openId} open={open} hrefOf={hrefOf} />
        )}
      </div>
      {url.openId !== null && (
        <CommandDrawer key={url.openId} commandId={url.openId} href={hrefOf(url.openId)} close={url.close} />
      )}
    </Frame>
  );
}
