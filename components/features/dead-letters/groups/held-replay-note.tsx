import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import { outcomesInWords } from '../../../api/models/progress-of.ts';
import { replayHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { MarkedNote } from '../../../ui/notices/marked-note.tsx';
import { replayStatus } from '../../../ui/status/replay-status.ts';

/** Beside a group's actions: says that dead letters wait in a paused replay, with a link. */
export function HeldReplayNote({ job }: { job: ReplaySummary }) {
  const status = replayStatus(job);
  return (
    <div className="flex flex-col items-start gap-2" data-held-replay>
      <MarkedNote status={status}>
        A replay of these is {status.word}: {outcomesInWords(job)}. {countOf(job.waiting, 'dead letter')}{' '}
        waiting for you to resume.
      </MarkedNote>
      <PageLink href={replayHref(job.replayId)} className="button primary-button no-underline">
        Resume that replay…
      </PageLink>
    </div>
  );
}
