import type { ReplaySummary } from '../../contracts/replay.ts';
import { countOf } from '../format/count.ts';
import { replayHref } from '../frame/addresses.ts';
import { PageLink } from '../page-link.tsx';
import { outcomesInWords } from '../replay/progress-of.ts';
import { familyClass, replayStatus } from '../status.ts';
import { StatusMark } from '../status-mark.tsx';

/** Instead of another replay: that the open entries wait in one that stands still, and the way to it. */
export function HeldReplayNote({ job }: { job: ReplaySummary }) {
  const { family, mark, word } = replayStatus(job);
  return (
    <div className="flex flex-col items-start gap-2" data-held-replay>
      <p className={`${familyClass[family]} flex max-w-[80ch] items-start gap-2`}>
        <span className="flex h-5 shrink-0 items-center">
          <StatusMark mark={mark} />
        </span>
        <span>
          A replay of these is {word}: {outcomesInWords(job)}.{' '}
          {countOf(job.waiting, 'entry waits', 'entries wait')} in it for a person.
        </span>
      </p>
      <PageLink href={replayHref(job.replayId)} className="button primary-button no-underline">
        Go on with that replay…
      </PageLink>
    </div>
  );
}
