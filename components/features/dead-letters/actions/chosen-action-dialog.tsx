'use client';

import { lazy, Suspense } from 'react';
import { usePermission } from '../../../api/use-permission.ts';
import type { BulkOutcome } from './act-on-target.ts';
import { replaySelection } from './replay-selection.ts';
import type { ChosenAction } from './targets.ts';

// Dialogs are loaded when they first open: a list is read far more often than changed.
const EditDialog = lazy(() => import('./edit-dialog.tsx').then((file) => ({ default: file.EditDialog })));
const DeadLetterActionDialog = lazy(() =>
  import('./dead-letter-action-dialog.tsx').then((file) => ({ default: file.DeadLetterActionDialog })),
);
const ReplayDialog = lazy(() =>
  import('../replays/replay-dialog.tsx').then((file) => ({ default: file.ReplayDialog })),
);

/** The dialog of the chosen action; nothing where none is chosen. */
export function ChosenActionDialog({
  chosen,
  close,
  done,
}: {
  chosen: ChosenAction | null;
  close(): void;
  /** Called with the outcome of an action; without one for a replay, which has a page of its own. */
  done?: (outcome?: BulkOutcome) => void;
}) {
  const mayManage = usePermission('dead-letters:manage');
  if (chosen === null || !mayManage) return null;
  const { kind, target } = chosen;
  const whenDone = done ? { done } : {};
  return (
    <Suspense fallback={null}>
      {kind === 'edit' ? (
        target.of === 'one' && <EditDialog deadLetter={target.deadLetter} close={close} />
      ) : kind === 'replay' ? (
        <ReplayDialog selection={replaySelection(target)} close={close} {...whenDone} />
      ) : (
        <DeadLetterActionDialog kind={kind} target={target} close={close} {...whenDone} />
      )}
    </Suspense>
  );
}
