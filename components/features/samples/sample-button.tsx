'use client';

import { ActFailure } from '../../api/failures/act-failure.tsx';
import { type SampleActName, useSampleAct } from './use-sample-act.ts';

/** One act of the first run. Its reach and its end stand beside it, so it acts at once. */
export function SampleButton({
  act,
  words,
  busy,
  primary = false,
}: {
  act: SampleActName;
  /** Verb, count, object. */
  words: string;
  /** While what it does goes on already. */
  busy: boolean;
  primary?: boolean;
}) {
  const { mutate, isPending, error } = useSampleAct(act);
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
        {error !== null && <ActFailure error={error} />}
      </div>
    </>
  );
}
