'use client';

import { useState } from 'react';
import type { ConsumerSummary } from '../../contracts/consumers.ts';
import { PauseDialog } from './pause-dialog.tsx';
import { ResumeDialog } from './resume-dialog.tsx';

/** Pause and resume, of one consumer or of all of a projection's. */
export function PauseActs({
  consumers,
  name,
  stale,
}: {
  consumers: readonly ConsumerSummary[];
  name: string;
  stale: boolean;
}) {
  const [asking, setAsking] = useState<'pause' | 'resume' | null>(null);
  const close = () => setAsking(null);
  const paused = consumers.filter(({ pausedUntil }) => pausedUntil !== null);
  const all = consumers.length > 1 ? ' all' : '';
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      {paused.length > 0 && (
        <button
          type="button"
          className="button primary-button"
          disabled={stale}
          onClick={() => setAsking('resume')}
        >
          Resume{all}…
        </button>
      )}
      <button type="button" className="button" disabled={stale} onClick={() => setAsking('pause')}>
        {paused.length === consumers.length ? `Pause${all} until another time…` : `Pause${all}…`}
      </button>
      {stale && (
        <span className="text-ink-2">
          Acts wait until the log can be asked again: what is shown may not be so any more.
        </span>
      )}
      {asking === 'pause' && <PauseDialog consumers={consumers} name={name} close={close} />}
      {asking === 'resume' && <ResumeDialog consumers={paused} name={name} close={close} />}
    </div>
  );
}
