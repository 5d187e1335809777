'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Replay } from '../../../../contracts/replay.ts';
import { ActionDialog } from '../../../api/action-dialog/action-dialog.tsx';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { REPLAYS_KEY, replayOf } from '../../../api/replays.ts';
import { sendAction } from '../../../api/send-action.ts';
import { replayStatus } from '../../../ui/status/replay-status.ts';
import { type Steering, steeringsOf, steeringWords } from './steer.ts';

/**
 * Pauses, resumes or cancels a replay: what that reaches, and why. Its words describe the replay as it is now. It closes by
 * itself once that was taken: the replay behind it shows the effect.
 */
export function SteerDialog({
  steering,
  job: jobWhenOpened,
  close,
}: {
  steering: Steering;
  /** The replay when the operator pressed the button. */
  job: Replay;
  close(): void;
}) {
  const queries = useQueryClient();
  const query = replayOf(readFromBrowser, jobWhenOpened.replayId);
  const job = useQuery(query).data ?? jobWhenOpened;
  const fits = steeringsOf(job).includes(steering);
  const sent = useRef(false);
  // Where it can't be done any more there are no words for it: those of the last state it could be done in stay.
  const [words, setWords] = useState(() => steeringWords(steering, jobWhenOpened));
  useEffect(() => {
    if (fits) setWords(steeringWords(steering, job));
  }, [fits, steering, job]);
  useEffect(() => {
    if (!fits && sent.current) close();
  }, [fits, close]);

  const action = async (requestId: string, reason: string | undefined) => {
    sent.current = true;
    const now = await sendAction(`POST /ops/v1/replays/:replayId/${steering}`, {
      params: { replayId: jobWhenOpened.replayId },
      body: { requestId, reason },
    }).catch((error: unknown) => {
      sent.current = false;
      throw error;
    });
    // An answer from before the action was read back would show the state before it.
    if (!steeringsOf(now).includes(steering))
      queries.setQueryData(query.queryKey, { ...now, readAt: new Date().toISOString() });
    void queries.invalidateQueries({ queryKey: REPLAYS_KEY });
    return null;
  };
  return (
    <ActionDialog
      {...words}
      {...(fits ? {} : { reach: `No longer possible: the replay is ${replayStatus(job).word} now.` })}
      ready={fits}
      kind={`replay-${steering}`}
      action={action}
      close={close}
    />
  );
}
