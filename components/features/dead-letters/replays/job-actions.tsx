'use client';

import { useState } from 'react';
import type { ReadReplay } from '../../../api/replays.ts';
import { usePermission } from '../../../api/use-permission.ts';
import { useCopy } from '../../../ui/buttons/use-copy.ts';
import { type Steering, steeringButton, steeringsOf } from './steer.ts';
import { SteerDialog } from './steer-dialog.tsx';

/** The actions on a replay in its present state. Each opens a dialog; none takes effect at once. */
export function JobActions({
  job,
  blind,
}: {
  job: ReadReplay /** Why nothing can be sent now. */;
  blind: string | null;
}) {
  const [steered, setSteered] = useState<{ steering: Steering; job: ReadReplay } | null>(null);
  const { copied, failed, copy } = useCopy();
  const mayReplay = usePermission('dead-letters:replay');
  const steerings = mayReplay ? steeringsOf(job) : [];
  return (
    <>
      {blind !== null && steerings.length > 0 && (
        <p className="mb-2 text-ink-2">The replay can’t be paused, resumed or cancelled now: {blind}.</p>
      )}
      <div className="flex flex-wrap items-center gap-2 max-phone:flex-col-reverse max-phone:items-stretch">
        <button
          type="button"
          className="quiet-button phone:mr-auto"
          onClick={() => copy(`${window.location.origin}/replays/${job.replayId}`)}
        >
          <span className="link" role="status">
            {copied ? 'Copied' : failed ? 'Copy failed' : 'Copy link'}
          </span>
        </button>
        {steerings.toReversed().map((steering) => (
          <button
            key={steering}
            type="button"
            className={steering === 'resume' ? 'button primary-button' : 'button'}
            disabled={blind !== null}
            onClick={() => setSteered({ steering, job })}
          >
            {steeringButton(steering, job)}
          </button>
        ))}
      </div>
      {steered && <SteerDialog {...steered} close={() => setSteered(null)} />}
    </>
  );
}
