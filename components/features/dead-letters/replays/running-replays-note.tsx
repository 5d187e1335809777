'use client';

import { runningReplays } from '../../../api/models/running-replays.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { MarkedNote } from '../../../ui/notices/marked-note.tsx';
import { replayRuns } from '../../../ui/status/replay-status.ts';
import { useUnfinishedReplays } from './use-unfinished-replays.ts';

/** Beside the target of a running replay: its progress and a link. */
export function RunningReplaysNote({ className = '' }: { className?: string }) {
  const running = runningReplays(useUnfinishedReplays());
  return running === null ? null : (
    <MarkedNote status={replayRuns} className={className} role="note" data-replay-runs>
      <PageLink href={running.href}>{running.words}</PageLink>
    </MarkedNote>
  );
}
