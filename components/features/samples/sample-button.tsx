'use client';

import { ActionFailure } from '../../api/failures/action-failure.tsx';
import { type SampleActionName, useSampleAction } from './use-sample-action.ts';

/** One act of the first run. Its reach and its end stand beside it, so it acts at once. */
export function SampleButton({
  action,
  words,
  busy,
  primary = false,
}: {
  action: SampleActionName;
  /** Verb, count, object. */
  words: string;
  /** While what it does goes on already. */
  busy: boolean;
  primary?: boolean;
}) {
  const { mutate, isPending, error } = useSampleAction(action);
  return (
    <>
      <button
        type="button"
        className={`button max-phone:w-full ${primary ? 'primary-button' : ''}`}
        disabled={busy || isPending}
        onClick={() => mutate()}
      >
        {isPending ? 'Sending…' : words}
      </button>
      <div role="alert" className="empty:hidden">
        {error !== null && <ActionFailure error={error} />}
      </div>
    </>
  );
}
