'use client';

import { ReplayDialog } from '../replay/replay-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { LetterActDialog } from './letter-act-dialog.tsx';
import { replaySelection } from './replay-selection.ts';
import type { AskedAct } from './targets.ts';

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
  if (kind === 'edit') {
    return target.of === 'one' ? <EditDialog letter={target.letter} close={close} /> : null;
  }
  const whenDone = done ? { done } : {};
  if (kind === 'replay')
    return <ReplayDialog selection={replaySelection(target)} close={close} {...whenDone} />;
  return <LetterActDialog kind={kind} target={target} close={close} {...whenDone} />;
}
