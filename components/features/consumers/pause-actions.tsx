'use client';

import { useState } from 'react';
import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import { usePermission } from '../../api/use-permission.ts';
import { PauseDialog } from './pause-dialog.tsx';
import { ResumeDialog } from './resume-dialog.tsx';

/** Pause and resume, for one consumer or all consumers of a projection. */
export function PauseActions({
  consumers: all,
  name,
  stale,
}: {
  consumers: readonly ConsumerSummary[];
  name: string;
  stale: boolean;
}) {
  const maySteer = usePermission('consumers:steer');
  const [asking, setAsking] = useState<'pause' | 'resume' | null>(null);
  const close = () => setAsking(null);
  // The server can't pause a consumer it does not have.
  const consumers = all.filter(({ waiting }) => waiting !== null);
  const paused = consumers.filter(({ pausedUntil }) => pausedUntil !== null);
  if (!maySteer) return null;
  const each = consumers.length > 1 ? ' all' : '';
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      {paused.length > 0 && (
        <button
          type="button"
          className="button primary-button"
          disabled={stale}
          onClick={() => setAsking('resume')}
        >
          Resume{each}…
        </button>
      )}
      <button type="button" className="button" disabled={stale} onClick={() => setAsking('pause')}>
        {paused.length === consumers.length ? `Pause${each} until another time…` : `Pause${each}…`}
      </button>
      {stale && (
        <span className="text-ink-2">
          The log can’t be read, so this page may be outdated. Actions are available again when the log can be
          read.
        </span>
      )}
      {asking === 'pause' && <PauseDialog consumers={consumers} name={name} close={close} />}
      {asking === 'resume' && <ResumeDialog consumers={paused} name={name} close={close} />}
    </div>
  );
}
