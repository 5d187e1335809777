'use client';

import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import { UNDECODABLE } from '../../../api/models/still-at-work.ts';
import { useStillAtWork } from '../../../api/models/use-still-at-work.ts';
import { ReplayNote } from '../replays/replay-note.tsx';
import { StillAtWorkNote } from '../replays/still-at-work-note.tsx';
import { canDo } from './action-words.ts';
import { isUnfit, UNDECODABLE_WORDS, UNFIT_WORDS } from './schema-faults.ts';
import { type ChosenAction, openOf } from './targets.ts';

const offered: { kind: ChosenAction['kind']; word: string }[] = [
  { kind: 'replay', word: 'Replay' },
  { kind: 'edit', word: 'Edit and replay' },
  { kind: 'held', word: 'Hold' },
  { kind: 'released', word: 'Release' },
  { kind: 'discarded', word: 'Discard' },
  { kind: 'restored', word: 'Restore' },
  { kind: 'noted', word: 'Note' },
  { kind: 'assigned', word: 'Assign' },
  { kind: 'ticket-linked', word: 'Ticket' },
];

/** The actions on one dead letter in its present state. */
export function DeadLetterActions({
  detail: { deadLetter, schemaFaults },
  choose,
}: {
  detail: DeadLetterDetail;
  choose(kind: ChosenAction['kind']): void;
}) {
  const still = useStillAtWork(openOf([deadLetter]));
  const unfit = isUnfit(deadLetter, schemaFaults);
  const unreadable = deadLetter.code === UNDECODABLE;
  const primary = unreadable
    ? 'discarded'
    : unfit || still?.eventFault
      ? 'edit'
      : still === null
        ? 'replay'
        : null;
  return (
    <div className="flex flex-col gap-2">
      {unreadable && deadLetter.state === 'open' ? (
        <ReplayNote words={UNDECODABLE_WORDS} />
      ) : unfit ? (
        <ReplayNote words={UNFIT_WORDS} />
      ) : (
        still && <StillAtWorkNote found={still} single />
      )}
      <div className="flex flex-wrap gap-2">
        {offered
          .filter(({ kind }) => canDo(kind, deadLetter))
          .map(({ kind, word }) => (
            <button
              key={kind}
              type="button"
              className={kind === primary ? 'button primary-button' : 'button'}
              onClick={() => choose(kind)}
            >
              {word}…
            </button>
          ))}
      </div>
    </div>
  );
}
