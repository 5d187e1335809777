'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { trimmed } from '../../../../contracts/blank.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { ActionDialog } from '../../../api/action-dialog/action-dialog.tsx';
import { DEAD_LETTERS_KEY } from '../../../api/dead-letters.ts';
import { principal } from '../../../api/principal.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { CONFIRM_ABOVE } from '../../../limits.ts';
import { actOnTarget, type BulkOutcome, newIntent } from './act-on-target.ts';
import { ActionField } from './action-field.tsx';
import { ActionOutcome } from './action-outcome.tsx';
import { actionWords } from './action-words.ts';
import { countOfTarget, type DeadLetterActionKind, nounOf, reachOf, type Target } from './targets.ts';

/** Any action on dead letters except a replay: on one, the ticked ones, or all that match. */
export function DeadLetterActionDialog({
  kind,
  target,
  close,
  done,
}: {
  kind: DeadLetterActionKind;
  target: Target;
  close(): void;
  /** Called once it is done. */
  done?(outcome: BulkOutcome): void;
}) {
  const queries = useQueryClient();
  const intent = useRef(newIntent());
  const [value, setValue] = useState(() => startValue(kind, target));
  const [progress, setProgress] = useState<string | null>(null);
  const words = actionWords[kind];
  const count = countOfTarget(target);
  const noun = nounOf(target);
  const field = fieldOf(kind);
  const given = trimmed(value);

  const action = async (requestId: string, reason: string | undefined) => {
    const outcome: BulkOutcome = await actOnTarget(
      target,
      {
        kind,
        ...(reason === undefined ? {} : { reason }),
        ...(field === null ? {} : { [field.name]: given === '' ? null : given }),
      },
      requestId,
      intent.current,
      (sent, of) => of > sent && setProgress(`${formatCount(sent)} of ${formatCount(of)}`),
    );
    await queries.invalidateQueries({ queryKey: DEAD_LETTERS_KEY });
    done?.(outcome);
    return <ActionOutcome outcome={outcome} word={words.done} />;
  };

  return (
    <ActionDialog
      title={words.verb(noun)}
      reach={reachOf(target)}
      notTouched={words.notTouched}
      reason={words.reason}
      kind={kind}
      button={buttonOf(kind, given, words.verb(noun))}
      danger={kind === 'discarded'}
      {...(kind === 'discarded' && count > CONFIRM_ABOVE ? { confirm: String(count) } : {})}
      ready={kind !== 'noted' || given !== ''}
      action={action}
      close={close}
    >
      {field && (
        <ActionField
          {...field}
          value={value}
          change={setValue}
          me={queries.getQueryData(principal(readFromBrowser).queryKey)?.id}
        />
      )}
      {progress && <p role="status">{progress} sent</p>}
    </ActionDialog>
  );
}

/** The field of the action itself, where it has one. An empty assignee or ticket removes it. */
function fieldOf(kind: DeadLetterActionKind) {
  if (kind === 'noted') return { name: 'text', label: 'Note', long: true } as const;
  if (kind === 'assigned') return { name: 'assignee', label: 'Owner; empty for none', long: false } as const;
  if (kind === 'ticket-linked')
    return { name: 'ticket', label: 'Ticket; empty for none', long: false } as const;
  return null;
}

function startValue(kind: DeadLetterActionKind, target: Target): string {
  if (target.of !== 'one') return '';
  if (kind === 'assigned') return target.deadLetter.assignee ?? '';
  if (kind === 'ticket-linked') return target.deadLetter.ticket ?? '';
  return '';
}

function buttonOf(kind: DeadLetterActionKind, given: string, verb: string): string {
  if (kind === 'noted') return 'Write the note';
  if (kind === 'assigned') return given === '' ? 'Remove the owner' : `Assign to ${given}`;
  if (kind === 'ticket-linked') return given === '' ? 'Unlink the ticket' : `Link ${given}`;
  return verb;
}
