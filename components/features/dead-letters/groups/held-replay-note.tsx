import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { outcomesInWords } from '../../../api/models/progress-of.ts';
import { countOf } from '../../../ui/format/count.ts';
import { replayHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { MarkedNote } from '../../../ui/notices/marked-note.tsx';
import { replayStatus } from '../../../ui/status/replay-status.ts';

/** Beside the acts of a group: that entries wait in a replay that stands still, and the way to it. */
export function HeldReplayNote({ job }: { job: ReplaySummary }) {
  const status = replayStatus(job);
  return (
    <div className="flex flex-col items-start gap-2" data-held-replay>
      <MarkedNote status={status}>
        A replay of these is {status.word}: {outcomesInWords(job)}.{' '}
        {countOf(job.waiting, 'entry waits', 'entries wait')} in it for a person.
      </MarkedNote>
      <PageLink href={replayHref(job.replayId)} className="button primary-button no-underline">
        Go on with that replay…
      </PageLink>
    </div>
  );
}
