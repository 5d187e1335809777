import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { endedOf, provenOf } from '../../../api/models/progress-of.ts';
import { familyClass } from '../../../ui/status/family.ts';
import { outcomeStatus } from '../../../ui/status/replay-status.ts';

/** How much of a replay has ended, and how: proven, failed again, skipped, under way. Jumps, never glides. */
export function ProgressBar({ job }: { job: Pick<ReplaySummary, 'count' | 'outcomes' | 'underWay'> }) {
  const { count, outcomes, underWay } = job;
  const parts = [
    { name: 'proven', value: provenOf(outcomes), family: outcomeStatus.applied.family },
    { name: 'failed again', value: outcomes.failedAgain, family: outcomeStatus.failedAgain.family },
    { name: 'skipped', value: outcomes.skipped, family: outcomeStatus.skipped.family },
    { name: 'under way', value: underWay, family: outcomeStatus.underWay.family },
  ];
  let from = 0;
  return (
    <div
      role="progressbar"
      aria-label="Dead letters that have ended"
      aria-valuemin={0}
      aria-valuemax={count}
      aria-valuenow={endedOf(outcomes)}
      aria-valuetext={parts
        .filter(({ value }) => value > 0)
        .map(({ name, value }) => `${formatCount(value)} ${name}`)
        .join(', ')}
    >
      {/* Widths are attributes of a drawing, which need no style of their own. */}
      <svg className="block h-1 w-full" aria-hidden="true">
        <rect width="100%" height="4" className="fill-(--line)" />
        {parts.map(({ name, value, family }) => {
          const x = (100 * from) / Math.max(count, 1);
          from += value;
          return (
            <rect
              key={name}
              x={`${x}%`}
              width={`${(100 * value) / Math.max(count, 1)}%`}
              height="4"
              className={`${familyClass[family]} fill-(--status-mark)`}
            />
          );
        })}
      </svg>
    </div>
  );
}
