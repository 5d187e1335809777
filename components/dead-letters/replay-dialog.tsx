'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import type { Replay, ReplayPlan } from '../../contracts/replay.ts';
import { ActFailure } from '../dialog/act-failure.tsx';
import { Dialog } from '../dialog/dialog.tsx';
import { keepReason } from '../dialog/last-reasons.ts';
import { ReasonField } from '../dialog/reason-field.tsx';
import { countOf, formatCount } from '../format/count.ts';
import { CANARY_ABOVE } from '../limits.ts';
import { DEAD_LETTERS_KEY } from '../operations/dead-letters.ts';
import { newRequestId, problemName, sendAct } from '../operations/send-act.ts';
import { PlanSlip } from './plan-slip.tsx';
import { countOfTarget, type Target } from './targets.ts';

const CANARY = 10;

/** What a plan is asked for by: the group itself where all of one group is meant. */
function selectionOf(target: Target): object {
  if (target.of === 'one') return { ids: [target.letter.id] };
  if (target.of === 'ticked') return { ids: target.letters.map(({ id }) => id) };
  const { group, state: _state, ...filter } = target.filter;
  if (group !== undefined && Object.keys(filter).length === 0) return { group };
  return { filter: target.filter };
}

/** A replay: first its plan, which changes nothing; then the job, whose page is linked. */
export function ReplayDialog({ target, close, done }: { target: Target; close(): void; done?(): void }) {
  const queries = useQueryClient();
  const requestId = useRef(newRequestId());
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);
  const plan = useMutation({
    mutationFn: () => sendAct<ReplayPlan>('/v1/replays/plan', selectionOf(target)),
  });
  const job = useMutation({
    mutationFn: (hold: boolean) =>
      sendAct<Replay>('/v1/replays', {
        plan: plan.data?.plan,
        title: titleOf(plan.data as ReplayPlan),
        requestId: requestId.current,
        ...(hold ? { pace: { canary: CANARY, holdAfterCanary: true } } : {}),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        ...(override ? { override: true } : {}),
      }),
    onSuccess: () => {
      if (reason.trim() !== '') keepReason('replay', reason.trim());
      void queries.invalidateQueries({ queryKey: DEAD_LETTERS_KEY });
      done?.();
    },
  });
  const { mutate: makePlan } = plan;
  useEffect(() => makePlan(), [makePlan]);

  // What was planned is gone after half an hour: another plan, and with it another intent.
  const planAgain = () => {
    requestId.current = newRequestId();
    job.reset();
    makePlan();
  };
  const count = plan.data?.count ?? 0;
  const guarded = plan.data?.findingCounts['loop-guard'] ?? 0;
  const ready = count > 0 && !job.isPending && (guarded === 0 || (override && reason.trim() !== ''));
  const first = count > CANARY_ABOVE;

  return (
    <Dialog
      title={job.data ? job.data.title : `Replay ${countOf(countOfTarget(target), 'dead letter')}`}
      close={close}
      width="w-[640px]"
    >
      {job.data ? (
        <Begun job={job.data} close={close} />
      ) : plan.data ? (
        <>
          <PlanSlip plan={plan.data} />
          {guarded > 0 && (
            <label className="flex items-start gap-2">
              <input
                type="checkbox"
                className="mt-0.5 size-4 accent-ink"
                checked={override}
                onChange={(event) => setOverride(event.target.checked)}
              />
              <span>Also the {formatCount(guarded)} that failed in the same way twice; needs a reason</span>
            </label>
          )}
          <ReasonField
            act="replay"
            label="Reason, for the audit trail"
            required={override}
            value={reason}
            change={setReason}
            maxLength={2_000}
          />
          <div role="alert">
            {job.error && <ActFailure error={job.error} />}
            {problemName(job.error) === 'plan-unknown' && (
              <button type="button" className="button mt-2" onClick={planAgain}>
                Plan again
              </button>
            )}
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <button type="button" className="button mr-auto" onClick={close}>
              Cancel
            </button>
            <button
              type="button"
              className={first ? 'button' : 'button primary-button'}
              disabled={!ready}
              onClick={() => job.mutate(false)}
            >
              {job.isPending && !first ? 'Sending…' : titleOf(plan.data)}
            </button>
            {first && (
              <button
                type="button"
                className="button primary-button"
                disabled={!ready}
                onClick={() => job.mutate(true)}
              >
                {job.isPending ? 'Sending…' : `Replay first ${CANARY}, then hold`}
              </button>
            )}
          </div>
        </>
      ) : plan.error ? (
        <>
          <ActFailure error={plan.error} />
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
          Looking ahead: what will be tried, and what would fail again. Nothing is sent yet.
        </p>
      )}
    </Dialog>
  );
}

/** `Replay 1,236 to history`. */
const titleOf = ({ count, reaches }: ReplayPlan): string =>
  `Replay ${formatCount(count)} to ${reaches.map(({ consumer }) => consumer).join(', ') || 'nobody'}`;

function Begun({ job, close }: { job: Replay; close(): void }) {
  return (
    <>
      <p role="status">
        The replay is written down and has begun. An entry counts as resolved only when its read model shows
        it; the replay’s page tells what became of each.
      </p>
      <div className="flex justify-end gap-2">
        <button type="button" className="button" onClick={close}>
          Close
        </button>
        <Link href={`/replays/${job.replayId}`} className="button primary-button no-underline" autoFocus>
          Open the replay
        </Link>
      </div>
    </>
  );
}
