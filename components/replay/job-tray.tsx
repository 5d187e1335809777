'use client';

import { RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { countOf } from '../format/count.ts';
import { familyClass, replayStatus } from '../status.ts';
import { StatusMark } from '../status-mark.tsx';
import { progressWords } from './progress-of.ts';
import { useGoingReplays } from './use-going-replays.ts';

/** At the foot of the nav, on every page, while a replay goes on: how far it is, and the way to it. */
export function JobTray({
  row,
  tip,
}: {
  /** The nav's own classes of a line and of its word. */ row: string;
  tip: string;
}) {
  const [job, ...others] = useGoingReplays();
  if (job === undefined) return null;
  const { family, mark, word } = replayStatus(job);
  const href = others.length > 0 ? '/replays' : `/replays/${job.replayId}`;
  return (
    <li data-job-tray>
      <Link
        href={href}
        className={`${row} ${familyClass[family]}`}
        title={`${job.title}: ${word}`}
        prefetch={false}
      >
        <span className="relative shrink-0">
          <RotateCcw size={16} strokeWidth={1.5} aria-hidden="true" />
          <StatusMark
            mark={mark}
            className="absolute -right-1.5 -bottom-1 size-2! [--mark-ground:var(--sunken)]"
          />
        </span>
        <span className={`${tip} truncate`}>
          {job.state === 'running' ? 'Replay' : word.charAt(0).toUpperCase() + word.slice(1)}{' '}
          {progressWords(job)}
          {others.length > 0 && `, and ${countOf(others.length, 'other')}`}
        </span>
      </Link>
    </li>
  );
}
