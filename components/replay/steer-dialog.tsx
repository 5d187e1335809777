'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Replay } from '../../contracts/replay.ts';
import { ActDialog } from '../dialog/act-dialog.tsx';
import { Inert } from '../inert/inert.tsx';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { REPLAYS_KEY, replayOf } from '../operations/replays.ts';
import { sendAct } from '../operations/send-act.ts';
import { replayStatus } from '../status.ts';
import { StatusWord } from '../status-word.tsx';
import { progressWords } from './progress-of.ts';
import { type Steering, steeringWords } from './steer.ts';

/** Pauses, resumes or cancels a replay: what that reaches, why, and what the replay is afterwards. */
export function SteerDialog({
  steering,
  job,
  close,
}: {
  steering: Steering;
  /** As it was when the button was pressed: the words stay as they were read. */
  job: Replay;
  close(): void;
}) {
  const queries = useQueryClient();
  const words = steeringWords(steering, job);
  const act = async (requestId: string, reason: string | undefined) => {
    const now = await sendAct<Replay>(`/v1/replays/${job.replayId}/${steering}`, {
      requestId,
      ...(reason === undefined ? {} : { reason }),
    });
    queries.setQueryData(replayOf(readFromBrowser, job.replayId).queryKey, {
      ...now,
      readAt: new Date().toISOString(),
    });
    void queries.invalidateQueries({ queryKey: REPLAYS_KEY });
    return <Steered now={now} />;
  };
  return <ActDialog {...words} kind={`replay-${steering}`} act={act} close={close} />;
}

/** As the replay itself tells after the act. */
function Steered({ now }: { now: Replay }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-3">
        <StatusWord status={replayStatus(now)} />
        <span>{progressWords(now)}</span>
      </p>
      {now.why !== null && (
        <p className="text-ink-2">
          <Inert text={now.why} />
        </p>
      )}
    </div>
  );
}
