'use client';

import type { DeadLetterSummary } from '../../contracts/dead-letters.ts';
import { canDo } from './act-words.ts';
import type { AskedAct } from './targets.ts';

const offered: { kind: AskedAct['kind']; word: string }[] = [
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

/** What can be asked for one entry as it stands. */
export function LetterActs({
  letter,
  ask,
}: {
  letter: DeadLetterSummary;
  ask(kind: AskedAct['kind']): void;
}) {
  return (
    <div className="flex flex-wrap gap-2">
      {offered
        .filter(({ kind }) => canDo(kind, letter))
        .map(({ kind, word }) => (
          <button
            key={kind}
            type="button"
            className={kind === 'replay' ? 'button primary-button' : 'button'}
            onClick={() => ask(kind)}
          >
            {word}
          </button>
        ))}
    </div>
  );
}
