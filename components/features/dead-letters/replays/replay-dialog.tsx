'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { DEAD_LETTERS_KEY } from '../../../api/dead-letters.ts';
import { ActionFailure } from '../../../api/failures/action-failure.tsx';
import { jobTitle, replayTitle, requestedTitle } from '../../../api/models/progress-of.ts';
import { useStillAtWork } from '../../../api/models/use-still-at-work.ts';
import { REPLAYS_KEY } from '../../../api/replays.ts';
import { newRequestId, problemName, sendAction } from '../../../api/send-action.ts';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { keepReason } from '../../../ui/dialog/last-reasons.ts';
import { CreatedReplay } from './created-replay.tsx';
import { type Decision, PlanDecision } from './plan-decision.tsx';
import { PlanDetail } from './plan-detail.tsx';
import type { ReplaySelection } from './selection.ts';
import { StillAtWorkNote } from './still-at-work-note.tsx';

/** A replay: first its plan, which changes nothing; then the job, whose progress this dialog and the job's page show. */
export function ReplayDialog({
  selection,
  close,
  done,
}: {
  selection: ReplaySelection;
  close(): void;
  /** Called once it has begun. */
  done?(): void;
}) {
  const queries = useQueryClient();
  // One intent: sending again from this dialog creates no second replay.
  const requestId = useRef(newRequestId());
  const [plans, setPlans] = useState(0);
  const still = useStillAtWork(selection.failures);
  const plan = useMutation({
    mutationFn: () => sendAction('POST /ops/v1/replays/plan', { body: selection.request }),
  });
  const job = useMutation({
    mutationFn: ({ hold, reason, override }: Decision) =>
      sendAction('POST /ops/v1/replays', {
        body: {
          plan: plan.data?.plan,
          title: plan.data && replayTitle(plan.data.count, plan.data.reaches),
          requestId: requestId.current,
          ...(hold ? { pace: { holdAfterCanary: true } } : {}),
          ...(reason === '' ? {} : { reason }),
          ...(override ? { override } : {}),
        },
      }),
    onSuccess: (_job, { reason }) => {
      if (reason !== '') keepReason('replay', reason);
      for (const queryKey of [DEAD_LETTERS_KEY, REPLAYS_KEY]) void queries.invalidateQueries({ queryKey });
      done?.();
    },
  });
  const { mutate: makePlan } = plan;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn requests another plan.
  useEffect(() => makePlan(), [makePlan, plans]);

  /** A plan expires after half an hour. The next plan is another intent. */
  const planAgain = () => {
    requestId.current = newRequestId();
    job.reset();
    setPlans(plans + 1);
  };

  return (
    <Dialog
      title={
        job.data ? jobTitle(job.data) : requestedTitle(plan.data?.count ?? selection.count, still !== null)
      }
      close={close}
      width="w-[680px]"
    >
      {job.data ? (
        <CreatedReplay job={job.data} close={close} />
      ) : plan.data ? (
        <>
          {still && <StillAtWorkNote found={still} single={selection.count === 1} />}
          <PlanDetail plan={plan.data} refused={still !== null} selection={selection} />
          <PlanDecision
            plan={plan.data}
            refused={still !== null}
            sending={job.isPending}
            decide={job.mutate}
            close={close}
          >
            {job.error && <ActionFailure error={job.error} />}
            {problemName(job.error) === 'plan-unknown' && (
              <button type="button" className="button mt-2" onClick={planAgain}>
                Plan again
              </button>
            )}
          </PlanDecision>
        </>
      ) : plan.error ? (
        <>
          <ActionFailure error={plan.error} />
          <div className="flex justify-end gap-2">
            <button type="button" className="button" onClick={close}>
              Close
            </button>
            <button type="button" className="button" onClick={planAgain}>
              Plan again
            </button>
          </div>
        </>
      ) : (
        <p role="status" className="late min-h-80 text-ink-2">
          Planning: what will be sent, and what would fail again. Nothing is sent yet.
        </p>
      )}
    </Dialog>
  );
}
