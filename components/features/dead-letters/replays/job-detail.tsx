'use client';

import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { formatDuration } from '../../../../contracts/words/duration.ts';
import { jobTitle, restMs } from '../../../api/models/progress-of.ts';
import type { ReadReplay } from '../../../api/replays.ts';
import styles from '../../../ui/card/card.module.css';
import { DetailFrame } from '../../../ui/card/card.tsx';
import { Definition, Definitions } from '../../../ui/card/definitions.tsx';
import { Stamp } from '../../../ui/card/stamp.tsx';
import { familyClass } from '../../../ui/status/family.ts';
import { replayStatus } from '../../../ui/status/replay-status.ts';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { JobActions } from './job-actions.tsx';
import { jobStages } from './job-stages.ts';
import { ProgressBar } from './progress-bar.tsx';
import { StageRows } from './stage-rows.tsx';
import { stateSentence } from './state-sentence.ts';

/** A replay as a card: what was selected, the progress of each stage, what is proven, what is skipped. */
export function JobDetail({ job, blind }: { job: ReadReplay; blind: string | null }) {
  const status = replayStatus(job);
  const title = jobTitle(job);
  const { pace } = job;
  const isPaused = job.state === 'paused';
  return (
    <DetailFrame label={`${title}: ${status.word}`}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          <Inert text={title} />
        </h2>
        <Stamp status={status} />
        <p className={styles.fields}>
          by <Inert text={job.createdBy} />
          {job.reason !== null && (
            <>
              {' '}
              · “<Inert text={job.reason} />”
            </>
          )}
        </p>
      </header>
      <p className={isPaused ? `${familyClass[status.family]} ${styles.reason}` : 'mt-1 text-ink-2'}>
        <Inert text={stateSentence(job)} />
      </p>
      <div className="mt-3">
        <ProgressBar job={job} />
      </div>
      <Definitions even>
        <Definition name="Replay" value={job.replayId} copy={job.replayId} wide />
        <Definition name="Selected at" value={<Instant iso={job.createdAt} now={job.readAt} />} />
        <Definition name="Rate" value={rateOf(job)} />
        <Definition name="Time left" value={restOf(job)} />
        <Definition
          name="Stops by itself"
          value={`once ${formatCount(pace.stopAfterFailures)} have failed, if that is ${Math.round(100 * pace.stopAtFailureShare)}\u00a0% or more of what ended`}
          wide
        />
        {job.override && <Definition name="Loop guard" value="overridden" />}
      </Definitions>
      <StageRows rows={jobStages(job)} now={job.readAt} />
      <div className={styles.cut} />
      <div className="flex flex-col gap-1 py-3">
        <p>
          Reaches{' '}
          {job.reaches
            .map(({ consumer, deadLetters }) => `${consumer}: ${countOf(deadLetters, 'dead letter')}`)
            .join('; ') || 'nobody'}
          .
        </p>
        <p className="text-ink-2">
          Does not reach: <Inert text={job.doesNotReach} />
        </p>
      </div>
      <JobActions job={job} blind={blind} />
    </DetailFrame>
  );
}

const rateOf = ({ state, ratePerSecond, pace }: ReadReplay): string =>
  state === 'running' && ratePerSecond !== null
    ? `${ratePerSecond.toFixed(1)}/s, at most ${formatCount(pace.ratePerSecond)}/s`
    : `at most ${formatCount(pace.ratePerSecond)}/s`;

function restOf(job: ReadReplay): string {
  if (job.finishedAt !== null) return '—';
  if (job.state === 'paused') return 'paused';
  if (job.state === 'running' && job.ratePerSecond === null) return 'no data yet';
  const ms = restMs(job);
  return ms === null ? 'unknown until a dead letter ends' : `about ${formatDuration(ms)} at this rate`;
}
