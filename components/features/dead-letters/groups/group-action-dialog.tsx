'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { trimmed } from '../../../../contracts/blank.ts';
import type { GroupActionRequest } from '../../../../contracts/dead-letter-actions.ts';
import type { DeadLetterGroup } from '../../../../contracts/dead-letter-groups.ts';
import { ActionDialog } from '../../../api/action-dialog/action-dialog.tsx';
import { DEAD_LETTERS_KEY } from '../../../api/dead-letters.ts';
import { principal } from '../../../api/principal.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { sendAction } from '../../../api/send-action.ts';
import { ActionField } from '../actions/action-field.tsx';

export type GroupActionKind = GroupActionRequest['kind'];

const words = {
  'group-noted': {
    title: 'Write a note on this group',
    field: { name: 'text', label: 'Note', long: true },
    button: 'Write the note',
  },
  'group-assigned': {
    title: 'Assign this group',
    field: { name: 'assignee', label: 'Owner; empty for none', long: false },
    button: 'Assign this group',
  },
  'group-ticket-linked': {
    title: 'Link this group to a ticket',
    field: { name: 'ticket', label: 'Ticket; empty for none', long: false },
    button: 'Link the ticket',
  },
} as const;

/** Actions on the group itself: its owner, note and ticket are its own. */
export function GroupActionDialog({
  kind,
  group,
  close,
}: {
  kind: GroupActionKind;
  group: DeadLetterGroup;
  close(): void;
}) {
  const queries = useQueryClient();
  const { title, field, button } = words[kind];
  const [value, setValue] = useState(
    kind === 'group-assigned'
      ? (group.assignee ?? '')
      : kind === 'group-ticket-linked'
        ? (group.ticket ?? '')
        : '',
  );
  const given = trimmed(value);
  const action = async (requestId: string) => {
    await sendAction('POST /ops/v1/dead-letter-groups/:fingerprint/actions', {
      params: { fingerprint: group.key },
      body: { kind, [field.name]: given === '' ? null : given, requestId, revision: group.revision },
    });
    await queries.invalidateQueries({ queryKey: DEAD_LETTERS_KEY });
    return <p>Done once, and written to the audit log; this page shows it.</p>;
  };
  return (
    <ActionDialog
      title={title}
      reach="This group, including dead letters added later."
      notTouched="Its dead letters keep their own notes, owners and tickets."
      reason="none"
      kind={kind}
      button={button}
      ready={kind !== 'group-noted' || given !== ''}
      action={action}
      close={close}
    >
      <ActionField
        {...field}
        value={value}
        change={setValue}
        me={queries.getQueryData(principal(readFromBrowser).queryKey)?.id}
      />
    </ActionDialog>
  );
}
