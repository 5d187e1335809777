'use client';

import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { endedOf, provenOf } from '../../../api/models/progress-of.ts';
import { outcomeStatus } from '../../../ui/status/replay-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';

const meaning: Partial<Record<keyof typeof outcomeStatus, string>> = {
  rejected: 'rejected by a business rule',
};

/** The words must make clear that nothing is lost. */
const explained: Partial<Record<keyof typeof outcomeStatus, string>> = {
  superseded:
    'The read model already shows a later edit or delete of the same message. Nothing is missing. No action needed.',
};

/** The outcome of every dead letter: proven by a read, failed, or none yet. The numbers add up to the whole. */
export function JobOutcomes({ job }: { job: ReplaySummary }) {
  const { outcomes, underWay, waiting } = job;
  const proven = provenOf(outcomes);
  return (
    <div className="flex flex-col gap-3">
      <Part title="Proven by a read" sum={proven}>
        <Line kind="applied" value={outcomes.applied} />
        <Line kind="superseded" value={outcomes.superseded} />
        <Line kind="rejected" value={outcomes.rejected} />
      </Part>
      <Part title="Failed or skipped" sum={endedOf(outcomes) - proven}>
        <Line kind="failedAgain" value={outcomes.failedAgain} />
        <Line kind="skipped" value={outcomes.skipped} />
      </Part>
      <Part title={job.state === 'cancelled' ? 'No outcome' : 'No outcome yet'} sum={underWay + waiting}>
        <Line kind="underWay" value={underWay} />
        <Line kind="waiting" value={waiting} word={job.state === 'cancelled' ? 'not sent' : undefined} />
      </Part>
    </div>
  );
}

function Part({ title, sum, children }: { title: string; sum: number; children: React.ReactNode }) {
  return (
    <div>
      <p className="flex justify-between gap-3 border-line border-b pb-1 text-ink-2 text-small">
        <span>{title}</span>
        <span>{formatCount(sum)}</span>
      </p>
      <ul>{children}</ul>
    </div>
  );
}

function Line({
  kind,
  value,
  word,
}: {
  kind: keyof typeof outcomeStatus;
  value: number;
  word?: string | undefined;
}) {
  const status = outcomeStatus[kind];
  return (
    <li className="flex min-h-7 justify-between gap-3 py-0.5">
      {value === 0 ? (
        <span className="text-ink-2">{word ?? status.word}</span>
      ) : (
        <span className="min-w-0">
          <StatusWord status={word === undefined ? status : { ...status, word }} />
          {meaning[kind] !== undefined && <span className="text-ink-2"> {meaning[kind]}</span>}
          {explained[kind] !== undefined && <span className="block text-ink-2">{explained[kind]}</span>}
        </span>
      )}
      <span>{formatCount(value)}</span>
    </li>
  );
}
