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
 * Pauses, resumes or cancels a replay: shows the effect and asks for the reason. Its text describes the present state
 * of the replay. It closes by itself once the action is accepted, because the page behind it shows the effect.
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
  // Once the action is no longer possible there is no text for it, so the last text stays.
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
    // An answer that the service made before it read the action would show the old state.
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
