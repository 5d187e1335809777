import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { outcomesInWords } from '../../../api/models/progress-of.ts';
import { replayHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { MarkedNote } from '../../../ui/notices/marked-note.tsx';
import { replayRuns } from '../../../ui/status/replay-status.ts';

/** Beside the actions of a group: says that a replay of it is running. */
export const GroupReplayNote = ({ job }: { job: ReplaySummary }) => (
  <MarkedNote status={replayRuns} role="note" data-replay-runs>
    <PageLink href={replayHref(job.replayId)}>A replay of these runs</PageLink>: {outcomesInWords(job)}.
  </MarkedNote>
);
