'use client';

import { countOf } from '../../../../contracts/words/count.ts';
import { endedWords, jobTitle, progressWords } from '../../../api/models/progress-of.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { familyClass } from '../../../ui/status/family.ts';
import { replayStatus } from '../../../ui/status/replay-status.ts';
import { StatusMark } from '../../../ui/status/status-mark.tsx';
import { useUnfinishedReplays } from './use-unfinished-replays.ts';

/** At the foot of the nav while a replay runs: its progress and a link. */
export function JobTray({
  row,
  tip,
}: {
  /** The nav's own classes of a line and of its word. */
  row: string;
  tip: string;
}) {
  const [job, ...others] = useUnfinishedReplays();
  if (job === undefined) return null;
  const { family, mark, word } = replayStatus(job);
  // A paused replay is marked; its page says how many failed.
  const words =
    job.state === 'running'
      ? `Replay ${progressWords(job)}`
      : `${word.charAt(0).toUpperCase()}${word.slice(1)} ${endedWords(job)}`;
  const more = others.length > 0 ? `, and ${countOf(others.length, 'other')}` : '';
  return (
    <li data-job-tray>
      <PageLink
        href={others.length > 0 ? '/replays' : `/replays/${job.replayId}`}
        className={`${row} full:gap-2! ${familyClass[family]}`}
        title={`${jobTitle(job)}: ${word}, ${progressWords(job)}${more}`}
      >
        <span className="flex w-4 shrink-0 justify-center">
          <StatusMark mark={mark} className="[--mark-ground:var(--sunken)]" />
        </span>
        <span className={`${tip} truncate full:text-small`}>{words + more}</span>
      </PageLink>
    </li>
  );
}

/** On a phone, where the tray is in the menu: a mark on the menu button. */
export function JobTrayMark() {
  const [job] = useUnfinishedReplays();
  if (job === undefined) return null;
  const { family, mark, word } = replayStatus(job);
  return (
    <span className={`${familyClass[family]} absolute -top-0.5 -right-1`}>
      <StatusMark mark={mark} />
      <span className="visually-hidden">, a replay is {word}</span>
    </span>
  );
}
