'use client';

import { useQuery } from '@tanstack/react-query';
import { Drawer } from '../drawer/drawer.tsx';
import { cutId } from '../format/cut-id.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { replayOf } from '../operations/replays.ts';
import { JobView } from './job-view.tsx';
import { jobTitle } from './progress-of.ts';

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
