import type { ReplaySummary } from '../../contracts/replay.ts';
import { replayHref } from '../frame/addresses.ts';
import { MarkedNote } from '../marked-note.tsx';
import { PageLink } from '../page-link.tsx';
import { outcomesInWords } from '../replay/progress-of.ts';
import { replayRuns } from '../status/replay-status.ts';

/** Beside the acts of a group: that a replay is at work on it. */
export const GroupReplayNote = ({ job }: { job: ReplaySummary }) => (
  <MarkedNote status={replayRuns} role="note" data-replay-runs>
    <PageLink href={replayHref(job.replayId)}>A replay of these runs</PageLink>: {outcomesInWords(job)}.
  </MarkedNote>
);
