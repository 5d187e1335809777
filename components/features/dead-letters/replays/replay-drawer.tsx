'use client';

import { useQuery } from '@tanstack/react-query';
import { jobTitle } from '../../../api/models/progress-of.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { replayOf } from '../../../api/replays.ts';
import { Drawer } from '../../../ui/drawer/drawer.tsx';
import { cutId } from '../../../ui/format/cut-id.ts';
import { JobView } from './job-view.tsx';

/** A replay beside the list. */
export function ReplayDrawer({ replayId, href, close }: { replayId: string; href: string; close(): void }) {
  const query = useQuery(replayOf(readFromBrowser, replayId));
  return (
    <Drawer
      name={query.data ? jobTitle(query.data) : `Replay ${cutId(replayId)}`}
      noun="replay"
      href={href}
      close={close}
    >
      <JobView query={query} layout="drawer" />
    </Drawer>
  );
}
