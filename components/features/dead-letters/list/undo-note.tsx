'use client';

import { countOf } from '../../../../contracts/words/count.ts';
import { MarkedNote } from '../../../ui/notices/marked-note.tsx';
import { deadLetterStatus } from '../../../ui/status/dead-letter-status.ts';
import { actionWords } from '../actions/action-words.ts';
import { TakenBack } from '../actions/taken-back.tsx';
import { useTakeBack } from '../actions/use-take-back.ts';

const decisions = {
  discarded: { state: 'discarded', back: 'restored' },
  held: { state: 'on-hold', back: 'released' },
} as const;

/** A decision of this page's user that can be taken back. */
export interface Decision {
  kind: keyof typeof decisions;
  ids: readonly string[];
  /** When it was done, by `performance.now()`. */
  at: number;
}

export const isDecision = (kind: string): kind is Decision['kind'] => kind in decisions;

/** The last decision made in this list, with an Undo button, because its rows may have left the list. */
export function UndoNote({ decision: { kind, ids }, dismiss }: { decision: Decision; dismiss(): void }) {
  const { state, back } = decisions[kind];
  const undo = useTakeBack(back);
  const what = countOf(ids.length, 'dead letter');
  const verb = actionWords[back].verb(what);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2" data-undo={kind}>
      {!undo.data && (
        <>
          <MarkedNote status={deadLetterStatus[state]} role="note">
            {what} {actionWords[kind].done}.
          </MarkedNote>
          <button
            type="button"
            className="button"
            disabled={undo.isPending}
            onClick={() => undo.mutate({ of: 'ids', ids })}
          >
            Undo: {verb.charAt(0).toLowerCase()}
            {verb.slice(1)}
          </button>
        </>
      )}
      <TakenBack kind={back} outcome={undo.data} error={undo.error} />
      <button type="button" className="link min-h-7 text-ink-2 pointer-coarse:min-h-11" onClick={dismiss}>
        Dismiss
      </button>
    </div>
  );
}
