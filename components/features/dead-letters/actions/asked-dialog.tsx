'use client';

import { lazy, Suspense } from 'react';
import { replaySelection } from './replay-selection.ts';
import type { AskedAct } from './targets.ts';

// Dialogs come with their first opening: a list is read far more often than acted on.
const EditDialog = lazy(() => import('./edit-dialog.tsx').then((file) => ({ default: file.EditDialog })));
const LetterActDialog = lazy(() =>
  import('./letter-act-dialog.tsx').then((file) => ({ default: file.LetterActDialog })),
);
const ReplayDialog = lazy(() =>
  import('../replays/replay-dialog.tsx').then((file) => ({ default: file.ReplayDialog })),
);

/** The dialog of the act that was asked for; nothing where none was. */
export function AskedDialog({
  asked,
  close,
  done,
}: {
  asked: AskedAct | null;
  close(): void;
  done?: () => void;
}) {
  if (asked === null) return null;
  const { kind, target } = asked;
  const whenDone = done ? { done } : {};
  return (
    <Suspense fallback={null}>
      {kind === 'edit' ? (
        target.of === 'one' && <EditDialog letter={target.letter} close={close} />
      ) : kind === 'replay' ? (
        <ReplayDialog selection={replaySelection(target)} close={close} {...whenDone} />
      ) : (
        <LetterActDialog kind={kind} target={target} close={close} {...whenDone} />
      )}
    </Suspense>
  );
}
