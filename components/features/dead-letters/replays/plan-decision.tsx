'use client';

import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { trimmed } from '../../../../contracts/blank.ts';
import type { ReplayPlan } from '../../../../contracts/replay.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { replayTitle, startsWithFew } from '../../../api/models/progress-of.ts';
import { ReasonField } from '../../../ui/dialog/reason-field.tsx';

export interface Decision {
  /** Pauses after the first ones until a person resumes. */
  hold: boolean;
  reason: string;
  /** Overrides the loop guard. */
  override: boolean;
}

/** Below a plan: the reason, and the buttons. With many dead letters the first button sends a few, then pauses. */
export function PlanDecision({
  plan,
  refused,
  sending,
  decide,
  close,
  children,
}: {
  plan: ReplayPlan;
  /** Whether the worker that refused them is still running: then the only offer is to send the first ones. */
  refused: boolean;
  sending: boolean;
  decide(decision: Decision): void;
  close(): void;
  /** Why the last decision had no effect. */
  children: ReactNode;
}) {
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);
  const guarded = plan.findingCounts['loop-guard'] ?? 0;
  const given = trimmed(reason);
  const ready = plan.count > 0 && !sending && (guarded === 0 || (override && given !== ''));
  const many = startsWithFew(plan, refused);
  const primary = refused ? 'button' : 'button primary-button';
  const send = (hold: boolean) => ready && decide({ hold, reason: given, override });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    send(many);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the fields within.
    <div className="flex flex-col gap-4" onKeyDown={onKeyDown}>
      {guarded > 0 && (
        <label className="flex min-h-6 items-start gap-2">
          <input
            type="checkbox"
            className="mt-0.5 size-4 accent-ink"
            checked={override}
            onChange={(event) => setOverride(event.target.checked)}
          />
          <span>
            Include the {formatCount(guarded)} that failed twice or more in the same way. Give a reason.
          </span>
        </label>
      )}
      <ReasonField
        action="replay"
        label="Reason, for the audit log"
        required={override}
        value={reason}
        change={setReason}
        maxLength={2_000}
      />
      <div role="alert">{children}</div>
      <div className="sticky bottom-0 -mx-5 -mb-5 flex flex-wrap justify-end gap-2 border-line border-t bg-surface px-5 py-3 max-phone:flex-col-reverse">
        <button type="button" className="button phone:mr-auto" onClick={close}>
          Cancel
        </button>
        {!(many && refused) && (
          <button
            type="button"
            className={many ? 'button' : primary}
            disabled={!ready}
            onClick={() => send(false)}
          >
            {sending && !many ? 'Sending…' : replayTitle(plan.count, plan.reaches)}
          </button>
        )}
        {many && (
          <button type="button" className={primary} disabled={!ready} onClick={() => send(true)}>
            {sending ? 'Sending…' : `Replay first ${formatCount(plan.pace.canary)}, then pause`}
          </button>
        )}
      </div>
    </div>
  );
}
